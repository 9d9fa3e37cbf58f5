import Quantities

extension RegimenItem {
    /// What the item amounts to in 24 hours.
    ///
    /// - Throws: `QuantityError.overflow`.
    public var dailyAmount: DailyAmount {
        get throws(QuantityError) {
            switch amount {
            case .scheduled(let dose, let frequency):
                .mass(try DailyDose(dose, timesPerDay: frequency.timesPerDay))
            case .patch(let rate): .rate(rate)
            case .infusion(let daily): .mass(daily)
            case .taken(let dose, let count):
                .mass(try DailyDose(dose, timesPerDay: Rational(count)))
            }
        }
    }

    /// What the item gives in 24 hours of the second ingredient of a combined product.
    ///
    /// - Throws: `QuantityError.overflow`.
    var dailyCompanion: DailyDose {
        get throws(QuantityError) {
            guard let companion else { return .nothing }
            return switch amount {
            case .scheduled(_, let frequency):
                try DailyDose(companion.amount, timesPerDay: frequency.timesPerDay)
            case .taken(_, let count):
                try DailyDose(companion.amount, timesPerDay: Rational(count))
            // Neither patches nor pumps are combined products.
            case .patch, .infusion: .nothing
            }
        }
    }
}

extension DailyAmount {
    /// The amount as a number in the unit of a factor.
    ///
    /// - Throws: `QuantityError.unitMismatch` when the unit is of the other kind.
    func number(in unit: FactorUnit) throws(QuantityError) -> Rational {
        switch (self, unit) {
        case (.mass(let dose), .milligrams): dose.milligramsPerDay
        case (.mass(let dose), .micrograms):
            try dose.milligramsPerDay.multiplied(by: Rational(1000))
        case (.rate(let rate), .microgramsPerHour): rate.microgramsPerHour
        case (.mass, .microgramsPerHour), (.rate, .milligrams), (.rate, .micrograms):
            throw .unitMismatch
        }
    }

    /// The amount that a number in the unit of a factor stands for.
    ///
    /// - Throws: `QuantityError.overflow`, `QuantityError.negative`.
    init(_ number: Rational, in unit: FactorUnit) throws(QuantityError) {
        switch unit {
        case .milligrams: self = .mass(try .milligramsPerDay(number))
        case .micrograms:
            self = .mass(try .milligramsPerDay(number.divided(by: Rational(1000))))
        case .microgramsPerHour: self = .rate(try .microgramsPerHour(number))
        }
    }

    /// What is left after a reduction.
    ///
    /// - Throws: `QuantityError.overflow`.
    func reduced(by percentage: Percentage) throws(QuantityError) -> DailyAmount {
        switch self {
        case .mass(let dose): .mass(try dose.reduced(by: percentage))
        case .rate(let rate): .rate(try rate.reduced(by: percentage))
        }
    }

    /// Whether this is less than another amount of the same kind.
    ///
    /// - Throws: `QuantityError.unitMismatch` for amounts of two kinds.
    func isLess(than other: DailyAmount) throws(QuantityError) -> Bool {
        switch (self, other) {
        case (.mass(let left), .mass(let right)): left < right
        case (.rate(let left), .rate(let right)): left < right
        case (.mass, .rate), (.rate, .mass): throw .unitMismatch
        }
    }

    /// The sum of two amounts of the same kind.
    ///
    /// - Throws: `QuantityError.unitMismatch`, `QuantityError.overflow`.
    func adding(_ other: DailyAmount) throws(QuantityError) -> DailyAmount {
        switch (self, other) {
        case (.mass(let left), .mass(let right)): .mass(try left.adding(right))
        case (.rate(let left), .rate(let right)): .rate(try left.adding(right))
        case (.mass, .rate), (.rate, .mass): throw .unitMismatch
        }
    }
}

extension DoseBand {
    /// Whether an amount lies in the range, its own edge included.
    ///
    /// - Throws: `QuantityError.unitMismatch`.
    func contains(_ amount: DailyAmount) throws(QuantityError) -> Bool {
        switch edge {
        case .lowerIncluded:
            if try amount.isLess(than: lower) { return false }
            guard let upper else { return true }
            return try amount.isLess(than: upper)
        case .upperIncluded:
            guard try lower.isLess(than: amount) else { return false }
            guard let upper else { return true }
            return try !upper.isLess(than: amount)
        case .bothIncluded:
            if try amount.isLess(than: lower) { return false }
            guard let upper else { return true }
            return try !upper.isLess(than: amount)
        }
    }
}
