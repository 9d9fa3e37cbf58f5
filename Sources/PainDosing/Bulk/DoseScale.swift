public import Quantities

/// What is given, without how much of it.
public struct GivenForm: Hashable, Sendable {
    /// The opioid, route and formulation.
    public let form: OpioidForm
    /// The marketed product that was named, if any.
    public let product: ProductLineID?
    /// The second drug of a combined product, for each milligram of the opioid; nil for a plain opioid.
    public let companion: Companion?

    /// A form; `companion` is the second drug's amount for one milligram of the opioid.
    public init(_ form: OpioidForm, product: ProductLineID? = nil, companion: Companion? = nil) {
        self.form = form
        self.product = product
        self.companion = companion
    }

    /// The form with an amount of the day, in milligrams, or in micrograms an hour for a patch.
    ///
    /// - Throws: `QuantityError`.
    public func item(perDay amount: Rational) throws(QuantityError) -> RegimenItem {
        RegimenItem(
            form: form, amount: try regimenAmount(perDay: amount), product: product,
            companion: try companion.map { companion throws(QuantityError) in
                Companion(
                    drug: companion.drug,
                    amount: try .milligrams(companion.amount.milligrams.multiplied(by: amount)))
            })
    }

    private func regimenAmount(perDay amount: Rational) throws(QuantityError) -> RegimenAmount {
        switch form.formulation {
        case .patch: .patch(rate: try .microgramsPerHour(amount))
        case .infusion: .infusion(try .milligramsPerDay(amount))
        case .immediateRelease, .modifiedRelease, .suppository, .injection, .buccalTablet,
            .sublingualTablet, .lozenge, .buccalFilm, .sublingualSpray, .nasalSpray:
            .scheduled(dose: try .milligrams(amount), .timesPerDay(1))
        }
    }
}

/// What one form alone comes to for every amount of a day, as the engine answers it.
///
/// Amounts at which a band begins or a limit starts to speak cut the scale into stretches. The engine
/// is asked once for each of them, so that millions of amounts get its figures, alerts and refusals
/// without its work. Nothing is known of the patient.
public struct DoseScale: Sendable {
    /// What is given.
    public let given: GivenForm
    /// Where the answer may change, ascending; milligrams a day, or micrograms an hour for a patch.
    public let borders: [Rational]
    /// Below the first border, at it, between it and the second, and so on; one more than twice the
    /// borders.
    public let stretches: [Stretch]

    /// What holds for all amounts of a stretch.
    public struct Stretch: Hashable, Sendable {
        /// How the OMEDD follows from the amount; nil where the engine gives no number.
        public let figure: Figure?
        /// The set whose figure it is; nil without a number.
        public let table: ConversionSetID?
        /// What the engine says besides, or instead; most urgent first.
        public let alerts: [Alert]
    }

    /// How an OMEDD follows from an amount.
    public enum Figure: Hashable, Sendable {
        /// Milligrams of oral morphine a day for each milligram a day, or each microgram an hour.
        case times(Rational)
        /// A printed amount for the whole stretch, in milligrams of oral morphine a day.
        case printed(Rational)
    }

    /// The stretch that an amount lies in, by its place in `stretches`.
    public func place(of amount: Rational) -> Int {
        for (place, border) in borders.enumerated() where amount <= border {
            return amount == border ? 2 * place + 1 : 2 * place
        }
        return 2 * borders.count
    }
}
