import Quantities

/// A regimen held against the one before it.
///
/// Slips that leave their own trace (unit, drug, frequency, something added) are found item by item;
/// what they explain is taken out, and the rest of the day is compared as a sum.
struct RegimenChange {
    let engine: DosingEngine
    /// The regular items of the last entry that nothing is asked about.
    let before: [RegimenItem]
    /// Those of the entry that is looked at.
    let after: [RegimenItem]
    /// Background pain in the entry that is looked at.
    let pain: PainScore?
    /// The rescue doses of the 24 hours before it.
    let rescue: OMEDD

    private var rules: DoubtRules { engine.tables.doubts }

    /// Everything that does not fit.
    func doubts() throws(QuantityError) -> [Doubt] {
        var rest = Difference(before, after)
        guard !rest.isEmpty else { return [] }
        var doubts: [Doubt] = []
        doubts += try rest.takeOut(unitSlip)
        doubts += try rest.takeOut(sameMilligrams)
        doubts += try rest.takeOut(frequencyChanged)
        doubts += try writtenTwice(&rest)
        doubts += try added(beside: &rest)
        if let sum = try changedSum(rest) { doubts.append(sum) }
        return doubts
    }

    // MARK: Item by item

    private func unitSlip(_ old: RegimenItem, _ new: RegimenItem) throws(QuantityError) -> Doubt? {
        guard old.form.opioid == new.form.opioid, old.form.route == new.form.route,
            let ratio = try ratio(new.dailyAmount, old.dailyAmount)
        else { return nil }
        for unit in UnitFactor.allCases where try unit.explains(ratio) {
            return Doubt(
                .unitSlip,
                "\(try words(old)) before, \(try words(new)) now: "
                    + "\(TimesWords.times(ratio)) of \(new.form.opioid).",
                question: unit.question, source: rules.smallRise.source)
        }
        return nil
    }

    private func sameMilligrams(
        _ old: RegimenItem, _ new: RegimenItem
    ) throws(QuantityError) -> Doubt? {
        let isOtherDrug = old.form.opioid != new.form.opioid
        guard isOtherDrug || old.form.route != new.form.route,
            let same = SameAmount(old, new),
            let from = try omedd([old]), let to = try omedd([new]), !from.isZero
        else { return nil }
        let share = try to.milligramsPerDay.divided(by: from.milligramsPerDay)
        guard !rules.sameMilligrams.value.contains(share) else { return nil }
        let what =
            isOtherDrug
            ? "\(new.form.opioid) in the place of \(old.form.opioid)"
            : "\(new.form.opioid) \(new.form.route.rawValue) in the place of "
                + "\(old.form.route.rawValue)"
        return Doubt(
            .sameMilligrams,
            "\(same.words): the same milligrams as before, but \(what), "
                + "\(TimesWords.times(share)) the oral morphine equivalent.",
            question: isOtherDrug
                ? "Is the drug right, and was the dose converted?"
                : "Is the route right, and was the dose converted?",
            source: rules.sameMilligrams.source, isSettledByRepetition: share < .one)
    }

    private func frequencyChanged(
        _ old: RegimenItem, _ new: RegimenItem
    ) throws(QuantityError) -> Doubt? {
        guard old.form == new.form, case .scheduled(let dose, let often) = old.amount,
            case .scheduled(let doseNow, let oftenNow) = new.amount, dose == doseNow
        else { return nil }
        let ratio = try oftenNow.timesPerDay.divided(by: often.timesPerDay)
        let bound = rules.frequency.value
        let inverse = try Rational.one.divided(by: bound)
        guard ratio >= bound || ratio <= inverse else { return nil }
        let number = dose.milligrams.decimal().text
        return Doubt(
            .frequencyChanged,
            "\(number) mg of \(new.form.opioid) \(often.plainWords) before, "
                + "\(oftenNow.plainWords) now: \(TimesWords.times(ratio)) the daily dose.",
            question: "Is \(oftenNow.plainWords) meant?", source: rules.frequency.source,
            isSettledByRepetition: ratio <= rules.repeated.upToTimes)
    }

    /// A line that stands there already: a row that was copied, or one drug under two brands.
    private func writtenTwice(_ rest: inout Difference) throws(QuantityError) -> [Doubt] {
        var doubts: [Doubt] = []
        for item in rest.added where rest.stayed.contains(where: { $0.means(item) }) {
            doubts.append(
                Doubt(
                    .addedBeside, "\(try words(item)), twice now and once before.",
                    question: item.form.formulation == .patch
                        ? "Was the patch on before taken off?" : "Is the same line written twice?",
                    source: rules.smallRise.source))
            rest.take(added: item)
        }
        return doubts
    }

    /// A long-acting item that came while all others stayed.
    ///
    /// More of the same form is a usual step, and so is a pump beside a patch; these are asked about
    /// only where the sum rises by more than one.
    private func added(beside rest: inout Difference) throws(QuantityError) -> [Doubt] {
        var (stayed, came) = (rest.stayed, rest.added)
        var isLeft = false
        for old in rest.removed where old.isLongActing {
            // The same form in a dose that is not lower goes on as well.
            let next = came.firstIndex { $0.form == old.form }
            if let next, let ratio = try ratio(came[next].dailyAmount, old.dailyAmount),
                ratio >= .one
            {
                stayed.append(came.remove(at: next))
            } else {
                isLeft = true
            }
        }
        stayed.removeAll { !$0.isLongActing }
        guard !stayed.isEmpty, !isLeft else { return [] }
        var doubts: [Doubt] = []
        for item in came where item.isLongActing {
            let isStep = stayed.contains { other in
                other.form == item.form
                    || (item.form.formulation == .infusion && other.form.formulation == .patch)
            }
            if isStep, try !isRise(before, before + [item], most: rules.rises[0].most.value) {
                continue
            }
            let other = stayed.first { $0.form == item.form } ?? stayed[0]
            doubts.append(
                Doubt(
                    .addedBeside,
                    "\(try words(item)) added, and \(try words(other)) goes on.",
                    question: other.form.formulation == .patch
                        ? "Was the patch on before taken off?" : "Was the one before stopped?",
                    source: rules.smallRise.source))
            rest.take(added: item)
        }
        return doubts
    }

    // MARK: The sum

    private func changedSum(_ rest: Difference) throws(QuantityError) -> Doubt? {
        let (old, new) = (rest.stayed + rest.removed, rest.stayed + rest.added)
        guard !rest.isEmpty, let from = try omedd(old), let to = try omedd(new) else { return nil }
        if before.isEmpty {
            let most = try rules.start.value.adding(rescue)
            guard to > most else { return nil }
            return Doubt(
                .doseJump,
                "\(mg(to)) mg of oral morphine a day, and no regular opioid before.",
                question: "Is this the first regular opioid, and is the dose meant?",
                source: rules.start.source)
        }
        let bound = rules.rise(at: pain)
        if try isRise(old, new, most: bound.value) {
            let times =
                from.isZero ? nil : try to.milligramsPerDay.divided(by: from.milligramsPerDay)
            let ratio = times.map { ": \(TimesWords.times($0))" } ?? ""
            return Doubt(
                .doseJump,
                "From \(mg(from)) to \(mg(to)) mg of oral morphine a day\(ratio).",
                question: try likelySlip(rest), source: bound.source,
                isSettledByRepetition: times.map { $0 <= rules.repeated.upToTimes } ?? false)
        }
        let most = try rules.fall.value.complement
        let low = try from.milligramsPerDay.multiplied(by: most)
        guard to < from, to.milligramsPerDay <= low else { return nil }
        return Doubt(
            .doseFall,
            after.isEmpty
                ? "\(mg(from)) mg of oral morphine a day before, no regular opioid now."
                : "From \(mg(from)) to \(mg(to)) mg of oral morphine a day.",
            question: after.isEmpty
                ? "Was the opioid stopped on purpose? Withdrawal and pain may follow."
                : "Is the smaller dose meant? Withdrawal and pain may follow.",
            source: rules.fall.source, isSettledByRepetition: true)
    }

    /// Whether the sum rises by more than a share, the rescue doses and a small change.
    private func isRise(
        _ old: [RegimenItem], _ new: [RegimenItem], most: Percentage
    ) throws(QuantityError) -> Bool {
        guard let from = try omedd(old), let to = try omedd(new), to > from else { return false }
        let change = try to.milligramsPerDay.subtracting(from.milligramsPerDay)
        if change <= rules.smallRise.value.milligramsPerDay { return false }
        let step = try from.milligramsPerDay.multiplied(by: Rational.one.adding(most.share))
        return to.milligramsPerDay > (try step.adding(rescue.milligramsPerDay))
    }

    /// What may have been meant where a sum has jumped; no other drug is ever named.
    private func likelySlip(_ rest: Difference) throws(QuantityError) -> String {
        for new in rest.added {
            guard let dose = new.singleDose else { continue }
            let before = rest.removed.filter { $0.form == new.form }.compactMap(\.singleDose)
            for power in [10, 100] {
                let meant = try dose.milligrams.divided(by: Rational(power))
                // Only a dose that was written before is a likely one.
                guard before.contains(where: { $0.milligrams == meant }) else { continue }
                return "Was \(meant.decimal().text) mg meant, a decimal point further left?"
            }
        }
        let weak = rest.removed.contains { engine.isWeak($0.form.opioid) }
        if weak, rest.added.contains(where: { !engine.isWeak($0.form.opioid) }) {
            return "Was the dose worked out from what the weak opioid amounts to?"
        }
        return "Is the new dose meant?"
    }

    // MARK: Words and figures

    /// By the sets in use; nil where they don't know all of it, which is a stop of its own.
    private func omedd(_ items: [RegimenItem]) throws(QuantityError) -> OMEDD? {
        try engine.comparableOMEDD(of: items)
    }

    private func ratio(
        _ one: DailyAmount, _ other: DailyAmount
    ) throws(QuantityError) -> Rational? {
        switch (one, other) {
        case (.mass(let a), .mass(let b)) where !b.isZero:
            try a.milligramsPerDay.divided(by: b.milligramsPerDay)
        case (.rate(let a), .rate(let b)) where !b.isZero:
            try a.microgramsPerHour.divided(by: b.microgramsPerHour)
        default: nil
        }
    }

    private func mg(_ omedd: OMEDD) -> String { omedd.milligramsPerDay.decimal(places: 1).text }

    private func words(_ item: RegimenItem) throws(QuantityError) -> String {
        let form = "\(item.form.opioid) \(item.form.formulation.rawValue)"
        return switch try item.dailyAmount {
        case .rate(let rate):
            "\(form) \(rate.microgramsPerHour.decimal(places: 1).text) micrograms/h"
        case .mass(let daily): "\(form) \(daily.milligramsPerDay.decimal(places: 3).text) mg a day"
        }
    }
}

/// What two regimens have in common and what not, each line by its meaning and not by its spelling.
private struct Difference {
    private(set) var stayed: [RegimenItem] = []
    private(set) var removed: [RegimenItem]
    private(set) var added: [RegimenItem] = []

    init(_ before: [RegimenItem], _ after: [RegimenItem]) {
        removed = before
        for item in after {
            if let index = removed.firstIndex(where: { $0.means(item) }) {
                stayed.append(removed.remove(at: index))
            } else {
                added.append(item)
            }
        }
    }

    var isEmpty: Bool { removed.isEmpty && added.isEmpty }

    /// The doubts about pairs of an item that went and one that came; such pairs are taken out.
    mutating func takeOut(
        _ doubt: (RegimenItem, RegimenItem) throws(QuantityError) -> Doubt?
    ) throws(QuantityError) -> [Doubt] {
        var doubts: [Doubt] = []
        for new in added {
            for old in removed {
                guard let found = try doubt(old, new) else { continue }
                doubts.append(found)
                take(added: new)
                if let index = removed.firstIndex(of: old) { removed.remove(at: index) }
                break
            }
        }
        return doubts
    }

    mutating func take(added item: RegimenItem) {
        if let index = added.firstIndex(of: item) { added.remove(at: index) }
    }
}

extension RegimenItem {
    /// Whether both give the same at the same times, whatever product was named.
    func means(_ other: RegimenItem) -> Bool {
        guard form == other.form, companion == other.companion else { return false }
        if amount == other.amount { return true }
        guard case .scheduled(let dose, let often) = amount,
            case .scheduled(let otherDose, let otherOften) = other.amount, dose == otherDose,
            let times = try? often.timesPerDay, let otherTimes = try? otherOften.timesPerDay
        else { return false }
        return times == otherTimes
    }

    /// Whether it goes on acting for many hours after the last dose.
    fileprivate var isLongActing: Bool {
        switch form.formulation {
        case .patch, .modifiedRelease, .infusion: true
        default: false
        }
    }

    fileprivate var singleDose: Mass? {
        switch amount {
        case .scheduled(let dose, _), .taken(let dose, _): dose
        case .infusion, .patch: nil
        }
    }
}

/// The same milligrams, at once or in a day.
private struct SameAmount {
    let words: String

    init?(_ old: RegimenItem, _ new: RegimenItem) {
        guard case .mass(let before)? = try? old.dailyAmount,
            case .mass(let now)? = try? new.dailyAmount, before == now
        else { return nil }
        if case .scheduled(let dose, let often) = new.amount {
            words = "\(dose.milligrams.decimal().text) mg \(often.plainWords)"
        } else {
            words = "\(now.milligramsPerDay.decimal().text) mg in 24 hours"
        }
    }
}

/// Factors between units that are confused.
private enum UnitFactor: Int, CaseIterable {
    case hoursOfADay = 24
    case thousand = 1000

    func explains(_ ratio: Rational) throws(QuantityError) -> Bool {
        let factor = Rational(rawValue)
        let inverse = try Rational.one.divided(by: factor)
        return ratio == factor || ratio == inverse
    }

    var question: String {
        switch self {
        case .hoursOfADay: "Is the rate for 24 hours or for one hour?"
        case .thousand: "Are milligrams or micrograms meant?"
        }
    }
}

/// "10 times", "0.5 times".
private enum TimesWords {
    static func times(_ ratio: Rational) -> String {
        "\(ratio.decimal(places: ratio < .one ? 3 : 1).text) times"
    }
}

extension DosingFrequency {
    /// "once a day", "every 8 hours".
    var plainWords: String {
        switch self {
        case .timesPerDay(1), .everyHours(24): "once a day"
        case .timesPerDay(2), .everyHours(12): "twice a day"
        case .everyHours(1): "every hour"
        case .timesPerDay(let times): "\(times) times a day"
        case .everyHours(let hours): "every \(hours) hours"
        }
    }
}

extension DosingEngine {
    fileprivate func isWeak(_ opioid: OpioidID) -> Bool {
        tables.opioid(opioid)?.classes.contains(.weak) ?? false
    }
}
