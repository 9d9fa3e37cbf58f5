import Quantities

extension LimitCondition {
    /// The question that an implausible dose asks: which slip would make a usual dose of it.
    ///
    /// The factors are those of the units themselves (grams for milligrams, milligrams an hour for
    /// milligrams a day) and the misplaced decimal point; no other drug is ever named.
    func likelySlip(in items: [RegimenItem]) -> String? {
        switch self {
        case .dailyDoseAbove(let scope, let bound):
            slip(in: items, scope) { dose, times throws(QuantityError) in
                try dose.milligrams.multiplied(by: times) <= bound.milligramsPerDay
            }
        case .singleDoseAbove(let scope, let bound):
            slip(in: items, scope) { dose, _ in dose <= bound }
        case .all(let parts): parts.lazy.compactMap { $0.likelySlip(in: items) }.first
        default: nil
        }
    }

    /// - Parameter isUsual: whether a dose, given so many times a day, is within the bound.
    private func slip(
        in items: [RegimenItem], _ scope: OpioidScope,
        _ isUsual: (Mass, Rational) throws(QuantityError) -> Bool
    ) -> String? {
        // Of several items the largest is the one to ask about.
        let asked = items.filter { scope.covers($0.form) }.compactMap(WrittenDose.init)
            .max { $0.dose < $1.dose }
        guard let asked else { return nil }
        for slip in UnitSlip.allCases where slip.fits(asked) {
            // A dose that can't be divided exactly is no likely slip.
            guard let meant = try? asked.dose.scaled(by: slip.factor),
                (try? isUsual(meant, asked.timesPerDay)) == true
            else { continue }
            return slip.question(asked, meant)
        }
        return nil
    }
}

/// A dose as it was written down.
private struct WrittenDose {
    let dose: Mass
    let timesPerDay: Rational
    let isInfusion: Bool

    init?(_ item: RegimenItem) {
        switch item.amount {
        case .scheduled(let dose, let frequency):
            guard let times = try? frequency.timesPerDay else { return nil }
            self.init(dose: dose, timesPerDay: times, isInfusion: false)
        case .taken(let dose, let count):
            self.init(dose: dose, timesPerDay: Rational(count), isInfusion: false)
        case .infusion(let daily):
            guard let dose = try? daily.perDose(timesPerDay: .one) else { return nil }
            self.init(dose: dose, timesPerDay: .one, isInfusion: true)
        case .patch: return nil
        }
    }

    private init(dose: Mass, timesPerDay: Rational, isInfusion: Bool) {
        self.dose = dose
        self.timesPerDay = timesPerDay
        self.isInfusion = isInfusion
    }
}

/// Slips that make a dose too large, the most telling first.
private enum UnitSlip: CaseIterable {
    case hourForDay, tenfold, unit

    var factor: Rational {
        get throws(QuantityError) {
            switch self {
            case .hourForDay: try Rational(1, over: 24)
            case .tenfold: try Rational(1, over: 10)
            case .unit: try Rational(1, over: 1000)
            }
        }
    }

    /// A rate by the hour is only written for a pump.
    func fits(_ written: WrittenDose) -> Bool {
        self != .hourForDay || written.isInfusion
    }

    func question(_ written: WrittenDose, _ meant: Mass) -> String {
        let amount = meant.milligrams.decimal().text
        return switch self {
        case .hourForDay: "Was \(amount) mg in 24 hours meant, and not an hour?"
        case .tenfold: "Was \(amount) mg meant, a tenth of it?"
        case .unit: "Was \(amount) mg meant, a thousandth of it (milligrams, not grams)?"
        }
    }
}
