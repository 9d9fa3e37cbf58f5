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

/// What the entries of a day list as taken, told apart.
struct DosesOfTheDay {
    /// Rescue doses, by time.
    var rescues: [Dated<RescueTaken>] = []
    /// Regular doses, which the regimen counts already, by time.
    var regular: [Dated<TakenDose>] = []
}

/// Reads what the entries of the last 24 hours list.
struct DayReader {
    /// The start of the 24 hours, itself not included.
    let start: Instant
    let end: Instant
    /// Earliest first.
    let entries: [RecordedEntry]
    /// The regular items, whose doses the regimen counts.
    private let modifiedRelease: Set<OpioidForm>
    /// How many doses a day of the other regular items may be listed as taken without counting twice.
    private let immediate: [RegularDose: Int]

    /// A dose of a regular immediate-release item.
    private struct RegularDose: Hashable {
        let form: OpioidForm
        let dose: Mass
    }

    /// - Parameter regular: the regular items of the regimen.
    init(start: Instant, end: Instant, entries: [RecordedEntry], regular: [RegimenItem]) {
        self.start = start
        self.end = end
        self.entries = entries
        modifiedRelease = Set(
            regular.filter(\.amount.isBackground).map(\.form)
                .filter { $0.formulation == .modifiedRelease })
        immediate = regular.reduce(into: [:]) { doses, item in
            guard item.form.formulation != .modifiedRelease,
                case .scheduled(let dose, let often) = item.amount,
                let times = try? often.timesPerDay
            else { return }
            doses[RegularDose(form: item.form, dose: dose), default: 0] += Int(times.roundedUp)
        }
    }

    /// The doses, each once, by time.
    ///
    /// A dose of a regular item is counted by the regimen, and so is one under `taken` that has the
    /// drug, form and amount of a regular immediate-release item, up to as many as a day has. The
    /// rescue dose of an episode is always one.
    func doses() -> DosesOfTheDay {
        var seen: Set<TakenDose> = []
        var doses = DosesOfTheDay()
        var others: [Dated<RescueTaken>] = []
        // The latest entry first: what it says of a dose corrects what earlier ones said.
        for recorded in entries.reversed() {
            for episode in recorded.entry.episodes ?? [] {
                guard let dose = episode.rescue, isToday(dose), seen.insert(dose).inserted else {
                    continue
                }
                let taken = RescueTaken(dose: dose, trigger: episode.trigger)
                if modifiedRelease.contains(dose.form) {
                    doses.regular.append(Dated(value: dose, from: recorded))
                } else {
                    doses.rescues.append(Dated(value: taken, from: recorded))
                }
            }
            for dose in recorded.entry.taken ?? [] where isToday(dose) {
                guard seen.insert(dose).inserted else { continue }
                if modifiedRelease.contains(dose.form) {
                    doses.regular.append(Dated(value: dose, from: recorded))
                } else {
                    others.append(
                        Dated(value: RescueTaken(dose: dose, trigger: nil), from: recorded))
                }
            }
        }
        var left = immediate
        for taken in others.sorted(by: { $0.value.dose.at < $1.value.dose.at }) {
            let dose = taken.value.dose
            let regular = RegularDose(form: dose.form, dose: dose.dose)
            if let count = left[regular], count > 0 {
                left[regular] = count - 1
                doses.regular.append(Dated(value: dose, from: taken.from))
            } else {
                doses.rescues.append(taken)
            }
        }
        doses.rescues.sort { $0.value.dose.at < $1.value.dose.at }
        doses.regular.sort { $0.value.at < $1.value.at }
        return doses
    }

    private func isToday(_ dose: TakenDose) -> Bool { dose.at > start && dose.at <= end }

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
