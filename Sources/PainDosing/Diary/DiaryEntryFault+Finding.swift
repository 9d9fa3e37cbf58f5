public import Quantities

extension DiaryEntryFault {
    /// Every contradiction between what an entry says of the patient at several places.
    public static func all(
        recordedAt: Instant, episodes: [BreakthroughEpisode], regimen: [RegimenItem],
        taken: [TakenDose], patchChangedAt: Instant?
    ) -> [DiaryEntryFault] {
        lengths(episodes.count, regimen.count, taken.count)
            + future(recordedAt, episodes, taken)
            + (patchChangedAt.map { $0 > recordedAt } ?? false ? [.patchInFuture] : [])
            + repetitions(episodes, taken)
            + doubleCounts(episodes, regimen, taken)
    }

    /// Every contradiction of what an entry says of other entries.
    ///
    /// - Parameter parts: the names of the parts that say something of the patient.
    public static func ofCorrection(
        replaces: ContentDigest?, withdraws: ContentDigest?, confirms: [QueryConfirmation],
        parts: [String]
    ) -> [DiaryEntryFault] {
        var faults: [DiaryEntryFault] = []
        if withdraws != nil, replaces != nil { faults.append(.replacesAndWithdraws) }
        if withdraws != nil, !parts.isEmpty { faults.append(.withdrawsAndSays(parts)) }
        if confirms.count > DiaryEntry.mostConfirmations {
            faults.append(.tooManyConfirmations(confirms.count))
        }
        for (index, confirmation) in confirms.enumerated() {
            let earlier = confirms[..<index].firstIndex {
                $0.code == confirmation.code && $0.entry == confirmation.entry
            }
            if let earlier {
                faults.append(.confirmedTwice(confirmation: index, earlierConfirmation: earlier))
            }
        }
        return faults
    }

    private static func lengths(_ episodes: Int, _ regimen: Int, _ taken: Int) -> [DiaryEntryFault]
    {
        var faults: [DiaryEntryFault] = []
        if episodes > DiaryEntry.mostEpisodes { faults.append(.tooManyEpisodes(episodes)) }
        if regimen > DiaryEntry.mostRegimenItems { faults.append(.tooManyRegimenItems(regimen)) }
        if taken > DiaryEntry.mostTaken { faults.append(.tooManyDoses(taken)) }
        return faults
    }

    private static func future(
        _ recordedAt: Instant, _ episodes: [BreakthroughEpisode], _ taken: [TakenDose]
    ) -> [DiaryEntryFault] {
        var faults: [DiaryEntryFault] = []
        for (index, episode) in episodes.enumerated() {
            if episode.at > recordedAt { faults.append(.episodeInFuture(episode: index)) }
            if let rescue = episode.rescue, rescue.at > recordedAt {
                faults.append(.rescueInFuture(episode: index))
            }
        }
        for (index, dose) in taken.enumerated() where dose.at > recordedAt {
            faults.append(.doseInFuture(taken: index))
        }
        return faults
    }

    /// The same drug, form and mass at the same second is taken for one dose written twice: to count
    /// it twice would raise the OMEDD, and to drop one would be a guess.
    private static func repetitions(
        _ episodes: [BreakthroughEpisode], _ taken: [TakenDose]
    ) -> [DiaryEntryFault] {
        var faults: [DiaryEntryFault] = []
        var rescues: [TakenDose: Int] = [:]
        for (index, episode) in episodes.enumerated() {
            guard let rescue = episode.rescue else { continue }
            if let earlier = rescues[rescue] {
                faults.append(.rescueListedTwice(episode: index, earlierEpisode: earlier))
            } else {
                rescues[rescue] = index
            }
        }
        var doses: [TakenDose: Int] = [:]
        for (index, dose) in taken.enumerated() {
            if let episode = rescues[dose] {
                faults.append(.doseListedAsRescue(taken: index, episode: episode))
            } else if let earlier = doses[dose] {
                faults.append(.doseListedTwice(taken: index, earlierTaken: earlier))
            } else {
                doses[dose] = index
            }
        }
        return faults
    }

    private static func doubleCounts(
        _ episodes: [BreakthroughEpisode], _ regimen: [RegimenItem], _ taken: [TakenDose]
    ) -> [DiaryEntryFault] {
        guard !taken.isEmpty || episodes.contains(where: { $0.rescue != nil }) else { return [] }
        return regimen.indices.compactMap { index in
            regimen[index].amount.isBackground ? nil : .rescueCountedTwice(regimen: index)
        }
    }
}
