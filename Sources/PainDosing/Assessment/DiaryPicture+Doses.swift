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

/// Reads what the entries of the last 24 hours list.
struct DayReader {
    /// The start of the 24 hours, itself not included.
    let start: Instant
    let end: Instant
    /// Earliest first.
    let entries: [RecordedEntry]
    /// Forms given regularly, whose doses the regimen counts.
    let scheduled: Set<OpioidForm>

    /// The doses, each once, by time; and whether scheduled ones were among them.
    func doses() -> (listed: [Dated<RescueTaken>], hasScheduled: Bool) {
        var seen: Set<TakenDose> = []
        var doses: [Dated<RescueTaken>] = []
        var hasScheduled = false
        // The latest entry first: what it says of a dose corrects what earlier ones said.
        for recorded in entries.reversed() {
            let rescues = (recorded.entry.episodes ?? []).compactMap { episode in
                episode.rescue.map { RescueTaken(dose: $0, trigger: episode.trigger) }
            }
            let others = (recorded.entry.taken ?? []).map { RescueTaken(dose: $0, trigger: nil) }
            for taken in rescues + others where taken.dose.at > start && taken.dose.at <= end {
                if scheduled.contains(taken.dose.form) {
                    hasScheduled = true
                } else if seen.insert(taken.dose).inserted {
                    doses.append(Dated(value: taken, from: recorded))
                }
            }
        }
        return (doses.sorted { $0.value.dose.at < $1.value.dose.at }, hasScheduled)
    }

    /// The episodes, each once, by time; nil where no entry records any.
    func episodes() -> [Dated<BreakthroughEpisode>]? {
        var seen: Set<BreakthroughEpisode> = []
        var episodes: [Dated<BreakthroughEpisode>] = []
        var isRecorded = false
        for recorded in entries.reversed() {
            guard let listed = recorded.entry.episodes else { continue }
            isRecorded = true
            for episode in listed where episode.at > start && episode.at <= end {
                guard seen.insert(episode).inserted else { continue }
                episodes.append(Dated(value: episode, from: recorded))
            }
        }
        return isRecorded ? episodes.sorted { $0.value.at < $1.value.at } : nil
    }
}

extension DiaryPicture {
    /// The regimen and everything taken beside it in the last 24 hours, equal doses counted together.
    var itemsOfTheDay: [RegimenItem] {
        background + countedItems + listedDoses.map(\.value.dose).counted
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
