import Quantities

/// A patient's picture held against the rules of titration.
struct TitrationCase {
    let engine: DosingEngine
    let rules: TitrationRules
    let policy: TitrationPolicy
    let picture: DiaryPicture
    /// The limits that speak for the day's opioids and the patient.
    let findings: [Alert]

    // MARK: Pain

    /// Background pain up to here counts as controlled: the limit, or the patient's goal if higher.
    var controlLimit: PainScore {
        let limit = engine.tables.breakthrough.controlledBackground.value
        return picture.goal.map { max($0, limit) } ?? limit
    }

    var background: PainScore? { picture.entry.pain.background }

    /// Nil where the entry has no score.
    var isControlled: Bool? { background.map { $0 <= controlLimit } }

    /// The last earlier score that is not older than the longest gap.
    var earlierBackground: Dated<PainScore>? {
        let earliest = picture.now.hoursEarlier(rules.diary.longestGapHours)
        return picture.history.reversed().lazy
            .filter { $0.entry.recordedAt.instant >= earliest }
            .compactMap { recorded in
                recorded.entry.pain.background.map { Dated(value: $0, from: recorded) }
            }
            .first
    }

    /// Whether pain is above its limit in this reading and the one before.
    var isPersistent: Bool {
        guard let earlier = earlierBackground else { return false }
        return isControlled == false && earlier.value > controlLimit
    }

    // MARK: Rescue doses

    /// Rescue doses in 24 hours.
    var rescues: Int {
        counted(picture.countedItems) + picture.listedDoses.count
    }

    /// Rescue doses that count into a raise.
    var countedRescues: Int {
        counted(picture.countedItems) + countedDoses.count
    }

    /// The listed doses that count into a raise.
    var countedDoses: [Dated<RescueTaken>] {
        picture.listedDoses.filter {
            policy.incidentDoses == .counted || $0.value.trigger != .incident
        }
    }

    private func counted(_ items: [RegimenItem]) -> Int {
        items.reduce(0) { sum, item in
            if case .taken(_, let count) = item.amount { sum + count } else { sum }
        }
    }

    /// How many of the rescue doses with a score after 30 minutes brought enough relief.
    func responses() throws(QuantityError) -> (responded: Int, judged: Int) {
        var (responded, judged) = (0, 0)
        let share = try rules.response.value.share
        for episode in picture.episodesOfTheDay ?? [] where episode.value.rescue != nil {
            guard let peak = episode.value.peak, let after = episode.value.after30Minutes,
                peak.value > 0
            else { continue }
            judged += 1
            let fall = try Rational(Int128(peak.value - after.value), over: Int128(peak.value))
            if fall >= share { responded += 1 }
        }
        return (responded, judged)
    }

    /// So many rescue doses ask for a raise.
    var threshold: Int { policy.rescuesFrom ?? rules.warningRescues.value }

    // MARK: The dose so far

    /// Since when the background dose is what it is, as far as the diary shows.
    var unchanged: UnchangedDose? {
        guard let regimen = picture.regimen else { return nil }
        let present = DoseSignature(regimen.items)
        var first = regimen.from
        for recorded in (picture.history + [picture.recorded]).reversed() {
            guard let items = recorded.entry.regimen else { continue }
            guard DoseSignature(items) == present else {
                return UnchangedDose(since: first, changedFrom: items)
            }
            first = recorded
        }
        return UnchangedDose(since: first, changedFrom: nil)
    }

    /// Whether the diary shows a higher background dose of the same forms before this one.
    func wasLowered() throws(QuantityError) -> Bool {
        guard let earlier = unchanged?.changedFrom?.filter(\.amount.isBackground),
            Set(earlier.map(\.form)) == Set(picture.background.map(\.form)),
            case .computed(let before) = try engine.equivalent(of: earlier, purpose: .conversion),
            case .computed(let now) = try engine.equivalent(
                of: picture.background, purpose: .conversion)
        else { return false }
        return now.omedd < before.omedd
    }
}

/// Since when the background dose has been the same.
struct UnchangedDose {
    /// The first entry that shows it.
    let since: RecordedEntry
    /// The regimen before; nil where the diary does not reach back that far.
    let changedFrom: [RegimenItem]?
}

/// The background part of a regimen, by which two of them are told apart.
private struct DoseSignature: Equatable {
    private struct Line: Hashable {
        let form: OpioidForm
        let amount: RegimenAmount
        let companion: Companion?
    }

    private let lines: [Line: Int]

    init(_ items: [RegimenItem]) {
        lines = items.filter(\.amount.isBackground).reduce(into: [:]) { lines, item in
            let line = Line(form: item.form, amount: item.amount, companion: item.companion)
            lines[line, default: 0] += 1
        }
    }
}
