import PainDosing
import Quantities

/// How often an item is given, or how many were taken.
enum ChartGiven {
    /// Each with how many units of the dose at a time.
    case regular([(units: Rational, frequency: DosingFrequency)])
    case taken(Int)
    /// As needed, and nobody says how many.
    case uncounted
}

extension ChartJudge {
    /// Whether it is given as needed.
    var isAsNeeded: Bool {
        facts.isAsNeeded || (facts.hasLimit && !facts.hasSchedule)
            || (meanings.contains(.bolus) && !facts.hasSchedule)
            || facts.frequencies.contains { $0.0 == .everyMinutes }
    }

    /// How often.
    ///
    /// - Parameters:
    ///   - form: the form, since twice of a long-acting product is twice a day.
    ///   - mass: the number of the dose that it is about, where several stand there; nil for all.
    func given(_ form: OpioidForm, mass: Int? = nil) throws(ChartDoubt) -> ChartGiven {
        if isAsNeeded {
            // A limit in the same item is none of the doses taken.
            guard let count = facts.taken ?? facts.timesAfter ?? facts.timesBefore else {
                return .uncounted
            }
            return .taken(count)
        }
        let frequencies = unique(
            facts.frequencies.filter { mass == nil || $0.after == mass }.map(\.0))
        let times = Set(facts.times.filter { mass == nil || $0.after == mass }.map(\.0)).count
        if let count = facts.taken {
            guard frequencies.isEmpty, times == 0, facts.scheme == nil else {
                throw ChartDoubt(
                    "\(nameWords) has both a frequency and a number taken: is it regular or as needed?"
                )
            }
            return .taken(count)
        }
        if let scheme = facts.scheme {
            guard frequencies.isEmpty, times == 0 else { throw twoFrequencies() }
            return try schemeGiven(scheme)
        }
        if frequencies.count > 1 { throw twoFrequencies() }
        if let frequency = frequencies.first {
            return try regular(frequency, times: times)
        }
        if times > 0 { return .regular([(multiplier, .timesPerDay(times))]) }
        if facts.clockTimes > 1 { return .regular([(multiplier, .timesPerDay(facts.clockTimes))]) }
        if let count = facts.timesAfter ?? facts.timesBefore {
            let isRegular =
                form.formulation == .modifiedRelease || name.isBrand || facts.timesBefore != nil
            return isRegular ? .regular([(.one, .timesPerDay(count))]) : .taken(count)
        }
        let isDaily = facts.rates.count == 1 && facts.rates[0].hours == Rational(24)
        if overHours == Rational(24) || isDaily { return .regular([(.one, .timesPerDay(1))]) }
        throw ChartDoubt(
            "how often is \(nameWords) given? Write a frequency, or the number taken in 24 hours.",
            choices: ["every 12 hours", "4 times a day", "prn x3"])
    }

    /// How many units of the dose stand before it, as in "2 x 50 mg bd".
    private var multiplier: Rational { Rational(facts.timesBefore ?? 1) }

    private func twoFrequencies() -> ChartDoubt {
        ChartDoubt("\(nameWords) has two frequencies: how often is it given?")
    }

    private func schemeGiven(_ scheme: [Rational]) throws(ChartDoubt) -> ChartGiven {
        var groups: [(units: Rational, frequency: DosingFrequency)] = []
        for units in unique(scheme) where units > .zero {
            let count = scheme.count { $0 == units }
            groups.append((units, .timesPerDay(count)))
        }
        guard !groups.isEmpty, scheme.count <= 4, scheme.allSatisfy({ $0 <= Rational(10) }) else {
            throw ChartDoubt("how often is \(nameWords) given? The scheme is not understood.")
        }
        return .regular(groups)
    }

    private func regular(
        _ frequency: ChartFrequency, times: Int
    ) throws(ChartDoubt) -> ChartGiven {
        if facts.timesAfter != nil { throw twoFrequencies() }
        switch frequency {
        case .everyMinutes:
            throw ChartDoubt("how many doses of \(nameWords) were taken in 24 hours?")
        case .perDay(let amount):
            if amount.isRange { throw frequencyRange(amount.low, amount.high, "times a day") }
            guard let count = whole(amount.low), (1...48).contains(count) else {
                throw twoFrequencies()
            }
            // "daily in the morning and at night" is twice.
            if times > 0, times != count, count != 1 { throw twoFrequencies() }
            return .regular([(multiplier, .timesPerDay(max(count, times)))])
        case .everyHours(let amount):
            if amount.isRange { throw frequencyRange(amount.low, amount.high, "hours apart") }
            guard let hours = whole(amount.low), (1...168).contains(hours), times == 0 else {
                throw twoFrequencies()
            }
            return .regular([(multiplier, .everyHours(hours))])
        }
    }

    private func frequencyRange(
        _ low: Rational, _ high: Rational, _ unit: String
    ) -> ChartDoubt {
        ChartDoubt(
            "\(nameWords) is written \(low.decimal().text) to \(high.decimal().text) \(unit): how often "
                + "is it really given? A range gives no one daily dose, only a lower and an upper end."
        )
    }

    func whole(_ value: Rational) -> Int? {
        value.isWhole ? Int(exactly: value.numerator) : nil
    }

    /// The shortest time in hours between two doses.
    func shortestHours(_ frequency: DosingFrequency, doses: Int) -> Rational? {
        switch frequency {
        case .everyHours(let hours): Rational(hours)
        case .timesPerDay(let count): try? Rational(24, over: Int128(max(count, doses)))
        }
    }
}
