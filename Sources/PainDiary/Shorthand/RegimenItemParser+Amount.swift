import PainDosing
import Quantities

extension RegimenItemParser {
    /// What the numbers, the unit and the frequency amount to in this form.
    ///
    /// - Throws: `RegimenError` for whatever is missing, given twice or of no use with the form.
    func resolvedAmount(_ form: OpioidForm) throws(RegimenError) -> RegimenAmount {
        // What is missing was asked for before, all at once.
        guard let number else { throw RegimenError(message: "the dose is missing") }
        let value: Rational
        do throws(DecimalError) {
            value = try Rational(decimal: number)
        } catch {
            throw RegimenError(message: "\"\(number)\" is not a dose: \(error)")
        }
        guard value > .zero else {
            throw RegimenError(message: "a dose of 0 is no dose; leave out what is not taken")
        }
        let unit = if let unit { unit } else { try brandUnit(value, form) }
        switch form.formulation {
        case .patch: return try patch(value, unit, form)
        case .infusion: return try infusion(value, unit)
        case .immediateRelease, .modifiedRelease, .suppository, .injection, .buccalTablet,
            .sublingualTablet, .lozenge, .buccalFilm, .sublingualSpray, .nasalSpray:
            return try dose(value, unit, form)
        }
    }

    // MARK: Patches

    private func patch(
        _ value: Rational, _ unit: DoseUnit, _ form: OpioidForm
    ) throws(RegimenError) -> RegimenAmount {
        guard unit == .microgramsPerHour else {
            throw RegimenError(
                message: "a patch is given by its rate; write \(form.opioid) patch with mcg/h, "
                    + "as printed on the pack")
        }
        guard count == nil, !isAsNeeded else {
            throw RegimenError(
                message: "a patch is worn all the time and not taken as needed; list each patch "
                    + "as an item of its own")
        }
        let lines = tables.products.filter { $0.form == form }
        try checkChange(lines, form)
        let rate = try exactly { () throws(QuantityError) in
            try tables.deliveredRate(of: .microgramsPerHour(value), form)
        }
        guard let rate else {
            let known = Set(lines.flatMap(\.strengths).compactMap(\.labelledRate)).sorted()
                .map { $0.microgramsPerHour.decimal().text }.joined(separator: ", ")
            throw RegimenError(
                message: "\(value.decimal().text) mcg/h is no strength of a \(form.opioid) patch, "
                    + "nor a sum of up to \(TableSet.mostPatches); marketed are \(known) mcg/h")
        }
        return .patch(rate: rate)
    }

    private func checkChange(
        _ lines: [ProductLine], _ form: OpioidForm
    ) throws(RegimenError) {
        guard let frequency else { return }
        let known = Set(lines.compactMap(\.intervalHours)).sorted()
        if case .everyHours(let hours) = frequency, known.contains(hours) { return }
        throw RegimenError(
            message: "\(form.opioid) patches are changed every "
                + known.map(String.init).joined(separator: " or ")
                + " h in the product table; leave the interval out if it differs")
    }

    // MARK: Infusions

    private func infusion(
        _ value: Rational, _ unit: DoseUnit
    ) throws(RegimenError) -> RegimenAmount {
        guard frequency == nil, count == nil, !isAsNeeded else {
            throw RegimenError(
                message: "an infusion runs all the time; give mg/24h or mg/h and no frequency")
        }
        let amount = try exactly { () throws(QuantityError) -> RegimenAmount? in
            switch unit {
            case .milligramsPerDay: .infusion(try .milligramsPerDay(value))
            case .microgramsPerDay:
                .infusion(try DailyDose(.micrograms(value), timesPerDay: .one))
            case .milligramsPerHour:
                .infusion(try DailyDose(deliveredBy: .milligramsPerHour(value)))
            case .microgramsPerHour:
                .infusion(try DailyDose(deliveredBy: .microgramsPerHour(value)))
            case .milligrams, .micrograms, .grams: nil
            }
        }
        guard let amount else {
            throw RegimenError(message: "an infusion needs a rate: mg/24h, mg/h or mcg/h")
        }
        return amount
    }

    // MARK: Doses

    private func dose(
        _ value: Rational, _ unit: DoseUnit, _ form: OpioidForm
    ) throws(RegimenError) -> RegimenAmount {
        let mass = try exactly { () throws(QuantityError) -> Mass? in
            switch unit {
            case .milligrams: try .milligrams(value)
            case .micrograms: try .micrograms(value)
            case .grams: try .grams(value)
            case .microgramsPerHour, .milligramsPerHour, .milligramsPerDay, .microgramsPerDay: nil
            }
        }
        guard let mass else {
            throw RegimenError(
                message: "\(form.formulation.rawValue) \(form.opioid) is given in single doses; "
                    + "write the dose in mg or mcg and how often")
        }
        return try given(mass)
    }

    /// A regular dose, or one as often as it was taken.
    ///
    /// - Throws: `RegimenError` where the words say both or neither.
    func given(_ mass: Mass) throws(RegimenError) -> RegimenAmount {
        switch (frequency, count, isAsNeeded) {
        case (let frequency?, nil, false): return .scheduled(dose: mass, frequency)
        case (nil, let count?, _): return .taken(dose: mass, count: count)
        case (_?, _?, _):
            throw RegimenError(
                message: "there are both a frequency and a number taken; write bd for a dose by "
                    + "the clock or x3 for doses taken as needed in 24 hours")
        case (_?, nil, true):
            throw RegimenError(
                message: "there are both a frequency and \"as needed\"; write bd for a dose by the "
                    + "clock or prn x3 for doses taken as needed in 24 hours")
        case (nil, nil, _):
            // Asked for before, together with what else is missing.
            throw RegimenError(message: "the frequency is missing")
        }
    }

    /// The unit that a brand's pack implies: only where the number is a marketed strength of it.
    private func brandUnit(_ value: Rational, _ form: OpioidForm) throws(RegimenError) -> DoseUnit {
        let lines = name?.lines.filter { $0.form == form && !$0.isCombined } ?? []
        guard !lines.isEmpty else {
            throw RegimenError(
                message: "the unit of \(value.decimal().text) is missing; accepted are "
                    + DoseUnit.accepted)
        }
        let units = try exactly { () throws(QuantityError) -> Set<DoseUnit> in
            var units: Set<DoseUnit> = []
            for strength in lines.flatMap(\.strengths) {
                switch strength.labelled {
                case .rate(let rate):
                    if rate.microgramsPerHour == value { units.insert(.microgramsPerHour) }
                case .mass(let mass):
                    if try mass.micrograms() == value, mass.milligrams < .one {
                        units.insert(.micrograms)
                    } else if mass.milligrams == value {
                        units.insert(.milligrams)
                    } else if form.formulation.isPrintedInMicrograms,
                        try mass.micrograms() == value
                    {
                        units.insert(.micrograms)
                    }
                case .concentration: break
                }
            }
            return units
        }
        guard units.count == 1, let unit = units.first else {
            throw RegimenError(
                message: "\(value.decimal().text) without a unit is no marketed strength of "
                    + "\(nameText); write the dose with its unit")
        }
        return unit
    }

    /// What an exact sum gives.
    ///
    /// - Throws: `RegimenError` for a sum that is too large.
    func exactly<Value>(
        _ body: () throws(QuantityError) -> Value
    ) throws(RegimenError) -> Value {
        do throws(QuantityError) {
            return try body()
        } catch {
            throw RegimenError(message: "\(number ?? pair?.text ?? "") can't be computed: \(error)")
        }
    }
}

extension ProductStrength {
    /// The labelled rate of a patch; nil for anything else.
    fileprivate var labelledRate: MassRate? {
        if case .rate(let rate) = labelled { return rate }
        return nil
    }
}

extension Formulation {
    /// Whether packs of the form print micrograms even from 1 mg up.
    fileprivate var isPrintedInMicrograms: Bool {
        switch self {
        case .buccalTablet, .sublingualTablet, .lozenge, .buccalFilm, .sublingualSpray,
            .nasalSpray:
            true
        case .immediateRelease, .modifiedRelease, .suppository, .patch, .injection, .infusion:
            false
        }
    }
}
