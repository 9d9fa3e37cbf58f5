import Quantities

/// A patient's picture held against the rules of titration.
struct TitrationCase {
    let engine: DosingEngine
    let rules: TitrationRules
    let policy: TitrationPolicy
    let picture: DiaryPicture
    /// The limits that apply to the day's opioids and the patient.
    let findings: [Alert]
    /// The listed rescue doses that count into a raise.
    let countedDoses: [Dated<RescueTaken>]
    /// Since when the background dose is what it is, as far as the diary shows.
    let unchanged: UnchangedDose?
    /// The background as OMEDD; nil where no table made for conversion knows it.
    let backgroundOMEDD: OMEDD?
    /// The counted rescue doses as OMEDD; nil where one of them has no figure made for conversion.
    let rescueOMEDD: OMEDD?

    init(
        engine: DosingEngine, policy: TitrationPolicy, picture: DiaryPicture, findings: [Alert]
    ) throws(QuantityError) {
        self.engine = engine
        rules = engine.tables.titration
        self.policy = policy
        self.picture = picture
        self.findings = findings
        countedDoses = picture.listedDoses.filter {
            policy.incidentDoses == .counted || $0.value.trigger != .incident
        }
        unchanged = UnchangedDose(picture)
        backgroundOMEDD = try engine.conversionOMEDD(of: picture.background)
        let rescues = picture.countedItems + countedDoses.map(\.value.dose).counted
        rescueOMEDD = try engine.rescueOMEDD(of: rescues)
    }

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
            guard let fall = try episode.value.fall else { continue }
            judged += 1
            if fall >= share { responded += 1 }
        }
        return (responded, judged)
    }

    /// So many rescue doses ask for a raise.
    var threshold: Int { policy.rescuesFrom ?? rules.warningRescues.value }

    // MARK: The dose so far

    /// Whether the diary shows a higher background dose of the same forms before this one.
    func wasLowered() throws(QuantityError) -> Bool {
        guard let earlier = unchanged?.changedFrom?.filter(\.amount.isBackground),
            Set(earlier.map(\.form)) == Set(picture.background.map(\.form)),
            let before = try engine.conversionOMEDD(of: earlier), let now = backgroundOMEDD
        else { return false }
        return now < before
    }
}

extension DosingEngine {
    /// The OMEDD by sets made for conversion; nil where they don't know all of it.
    func conversionOMEDD(of items: [RegimenItem]) throws(QuantityError) -> OMEDD? {
        try sum(of: items, in: sets(for: .conversion))
    }

    /// The OMEDD by every set in use, scales of exposure included, for a comparison and no dose.
    func comparableOMEDD(of items: [RegimenItem]) throws(QuantityError) -> OMEDD? {
        try sum(of: items, in: sets(for: nil))
    }

    private func sum(
        of items: [RegimenItem], in sets: [ConversionSet]
    ) throws(QuantityError) -> OMEDD? {
        guard !sets.isEmpty else { return nil }
        var total = OMEDD.none
        for item in items {
            let amount = try item.dailyAmount
            guard let found = try point(for: item, amounting: amount, of: items, in: sets) else {
                return nil
            }
            total = try total.adding(found.point.omedd)
        }
        return total
    }

    /// The same of rescue doses; rapid-onset fentanyl has no figure by any source and is left out,
    /// and what only specialists convert has none here.
    fileprivate func rescueOMEDD(of items: [RegimenItem]) throws(QuantityError) -> OMEDD? {
        let counted = items.filter { !tables.isRapidOnset($0.form) }
        if counted.isEmpty { return OMEDD.none }
        if counted.contains(where: { tables.isSpecialistOnly($0.form.opioid) }) { return nil }
        return try conversionOMEDD(of: counted)
    }
}

/// Since when the background dose has been the same.
struct UnchangedDose {
    /// The first entry that shows it.
    let since: RecordedEntry
    /// The regimen before; nil where the diary does not reach back that far.
    let changedFrom: [RegimenItem]?

    /// Nil where no regimen is known.
    init?(_ picture: DiaryPicture) {
        guard let regimen = picture.regimen else { return nil }
        let present = DoseSignature(regimen.items)
        var first = regimen.from
        for recorded in (picture.history + [picture.recorded]).reversed() {
            guard let items = recorded.entry.regimen else { continue }
            guard items == regimen.items || DoseSignature(items) == present else {
                since = first
                changedFrom = items
                return
            }
            first = recorded
        }
        since = first
        changedFrom = nil
    }
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
