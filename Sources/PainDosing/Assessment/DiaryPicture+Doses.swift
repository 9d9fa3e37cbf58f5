import Quantities

/// One episode or dose of the last hours with the entry that wrote it.
struct Dated<Value: Hashable & Sendable>: Hashable, Sendable {
    let value: Value
    let from: RecordedEntry
}

/// A rescue dose with what it was taken for; the trigger is nil where it is not known.
struct RescueTaken: Hashable, Sendable {
    let dose: TakenDose
    let trigger: EpisodeTrigger?
}

extension DiaryPicture {
    /// Doses taken as needed in 24 hours, counted by the regimen; empty where doses are listed.
    var countedItems: [RegimenItem] {
        guard let regimen, regimen.from == recorded else { return [] }
        return regimen.items.filter { !$0.amount.isBackground }
    }

    /// The opioid by the clock.
    var background: [RegimenItem] { regimen?.items.filter(\.amount.isBackground) ?? [] }

    /// Doses listed in the last 24 hours, each once though several entries may list it; none where
    /// the regimen counts them, since a count holds for the whole day.
    var listedDoses: [Dated<RescueTaken>] {
        guard countedItems.isEmpty else { return [] }
        let start = now.hoursEarlier(24)
        var seen: Set<TakenDose> = []
        var doses: [Dated<RescueTaken>] = []
        // The latest entry first: what it says of a dose corrects what earlier ones said.
        for recorded in entries(hours: 24).reversed() {
            let rescues = (recorded.entry.episodes ?? []).compactMap { episode in
                episode.rescue.map { RescueTaken(dose: $0, trigger: episode.trigger) }
            }
            let others = (recorded.entry.taken ?? []).map { RescueTaken(dose: $0, trigger: nil) }
            for taken in rescues + others where taken.dose.at > start && taken.dose.at <= now {
                guard !isByTheClock(taken.dose), seen.insert(taken.dose).inserted else { continue }
                doses.append(Dated(value: taken, from: recorded))
            }
        }
        return doses.sorted { $0.value.dose.at < $1.value.dose.at }
    }

    /// Whether a dose listed as taken is a scheduled one, which the regimen counts already.
    private func isByTheClock(_ dose: TakenDose) -> Bool {
        dose.form.formulation == .modifiedRelease && background.contains { $0.form == dose.form }
    }

    /// Whether an entry lists a dose that the regimen counts already.
    var listsScheduledDoses: Bool {
        let start = now.hoursEarlier(24)
        return countedItems.isEmpty
            && entries(hours: 24).contains { recorded in
                recorded.entry.dosesTaken.contains { $0.at > start && isByTheClock($0) }
            }
    }

    /// The regimen and everything taken beside it in the last 24 hours, equal doses counted together.
    var itemsOfTheDay: [RegimenItem] {
        background + countedItems + listedDoses.map(\.value.dose).counted
    }

    /// Episodes of the last 24 hours, each once; nil where no entry records any.
    var episodesOfTheDay: [Dated<BreakthroughEpisode>]? {
        let start = now.hoursEarlier(24)
        var seen: Set<BreakthroughEpisode> = []
        var episodes: [Dated<BreakthroughEpisode>] = []
        var isRecorded = false
        for recorded in entries(hours: 24).reversed() {
            guard let listed = recorded.entry.episodes else { continue }
            isRecorded = true
            for episode in listed where episode.at > start && episode.at <= now {
                guard seen.insert(episode).inserted else { continue }
                episodes.append(Dated(value: episode, from: recorded))
            }
        }
        return isRecorded ? episodes.sorted { $0.value.at < $1.value.at } : nil
    }

    /// The pain as the breakthrough criteria look at it.
    var painPicture: PainPicture {
        let pain = entry.pain
        let episodes = episodesOfTheDay
        let peaks = (episodes ?? []).compactMap(\.value.peak) + (pain.worst.map { [$0] } ?? [])
        return PainPicture(
            background: pain.background, goal: goal, peak: peaks.max(), episodes: episodes?.count)
    }

    /// The background pain that the patient calls acceptable, as last said.
    var goal: PainScore? {
        entries(hours: DiaryCourse.longestWindowHours).reversed()
            .lazy.compactMap(\.entry.pain.goal).first
    }
}

extension [TakenDose] {
    /// As regimen items, equal doses counted together.
    var counted: [RegimenItem] {
        var items: [RegimenItem] = []
        for dose in self {
            let index = items.firstIndex {
                guard case .taken(dose.dose, _) = $0.amount else { return false }
                return $0.form == dose.form && $0.companion == dose.companion
            }
            guard let index, case .taken(_, let count) = items[index].amount else {
                items.append(
                    RegimenItem(
                        form: dose.form, amount: .taken(dose: dose.dose, count: 1),
                        companion: dose.companion))
                continue
            }
            items[index] = RegimenItem(
                form: dose.form, amount: .taken(dose: dose.dose, count: count + 1),
                companion: dose.companion)
        }
        return items
    }
}
