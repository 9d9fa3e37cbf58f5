import PainDiary
import PainDosing
import Quantities

/// The words of a row that name what is given.
struct RowWords {
    var opioid: String
    var form: String?
    var route: String?
    var unit: String?
    /// Only where the strength must be read along.
    var strength: String?
    var frequency: String?
}

/// Finds out what words stand for, through the reader and the engine that all commands share.
final class FormResolver {
    /// The most scales that are remembered.
    private static let mostScales = 4_096

    private let shorthand: RegimenShorthand
    private let engine: DosingEngine
    private let format: RowFormat
    private var scales: [GivenForm: PreparedScale] = [:]

    init(_ shorthand: RegimenShorthand, _ engine: DosingEngine, _ format: RowFormat) {
        self.shorthand = shorthand
        self.engine = engine
        self.format = format
    }

    /// How many doses a day words say.
    func dosesPerDay(_ frequency: String) -> Result<Rational, RowFault> {
        do throws(RegimenError) {
            return .success(try shorthand.dosesPerDay(frequency))
        } catch {
            return .failure(RowFault(.frequency, error.message))
        }
    }

    /// What words stand for.
    func form(of words: RowWords) -> PreparedForm {
        do throws(RowFault) {
            return PreparedForm(try meaning(of: words))
        } catch {
            return PreparedForm(.fault(error))
        }
    }

    private func meaning(of words: RowWords) throws(RowFault) -> PreparedForm.Meaning {
        guard !words.opioid.isEmpty else { throw RowFault(.opioid, "the opioid is missing") }
        if let unit = words.unit, !RegimenShorthand.isUnit(unit) {
            throw RowFault(
                .unit, "\"\(unit)\" is no unit; accepted are \(RegimenShorthand.acceptedUnits)")
        }
        let form = try reading { () throws(RegimenError) in
            try shorthand.form(
                opioid: words.opioid, formulation: words.form, route: words.route)
        }
        if let strength = words.strength { return try meaning(of: words, form, strength) }
        guard let unit = words.unit, form.formulation != .patch,
            !shorthand.isCombinedProduct(words.opioid)
        else { return .byStrength }
        let item = try item(words, form, dose: "1 \(unit)")
        guard let perUnit = SmallFraction(try amount(of: item)) else { return .byStrength }
        return .read(try scale(of: item), giving(words, form, nil), .perUnit(perUnit))
    }

    private func meaning(
        of words: RowWords, _ form: OpioidForm, _ strength: String
    ) throws(RowFault) -> PreparedForm.Meaning {
        try FormResolver.check(strength)
        let dose = [strength, words.unit].compactMap(\.self).joined(separator: " ")
        let item = try item(words, form, dose: dose)
        let amount = try amount(of: item)
        return .read(
            try scale(of: item), giving(words, form, item), .fixed(amount))
    }

    /// Refuses all but a number or a pair with at most a unit, such as `30`, `12 mcg/h` or `30/500`:
    /// other words would be read as a part of the regimen.
    private static func check(_ strength: String) throws(RowFault) {
        let rest = strength.drop { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "/") }
        let unit = String(rest.drop { $0 == " " })
        guard strength.first?.isNumber ?? false, unit.isEmpty || RegimenShorthand.isUnit(unit)
        else {
            throw RowFault(
                .strength,
                "\"\(strength)\" is no strength; write a number such as 30 or 2.5, with its unit "
                    + "where no column unit has it, or both amounts of a combined product, "
                    + "such as 30/500")
        }
    }

    private func item(
        _ words: RowWords, _ form: OpioidForm, dose: String
    ) throws(RowFault) -> RegimenItem {
        try reading { () throws(RegimenError) in
            try shorthand.item(
                opioid: words.opioid, formulation: words.form, route: words.route, dose: dose,
                frequency: frequency(words, form))
        }
    }

    /// One dose a day stands for any number of them, since the amount of a day follows in proportion.
    private func frequency(_ words: RowWords, _ form: OpioidForm) -> String? {
        switch form.formulation {
        case .patch: words.frequency
        case .infusion: nil
        case .immediateRelease, .modifiedRelease, .suppository, .injection, .buccalTablet,
            .sublingualTablet, .lozenge, .buccalFilm, .sublingualSpray, .nasalSpray:
            "x1"
        }
    }

    /// Milligrams a day, or micrograms an hour for a patch.
    private func amount(of item: RegimenItem) throws(RowFault) -> Rational {
        switch item.amount {
        case .taken(let dose, _), .scheduled(let dose, _): dose.milligrams
        case .patch(let rate): rate.microgramsPerHour
        case .infusion(let dose): dose.milligramsPerDay
        }
    }

    private func giving(
        _ words: RowWords, _ form: OpioidForm, _ item: RegimenItem?
    ) -> PreparedForm.Giving {
        switch form.formulation {
        case .patch: .patch(intervalHours: interval(form, item))
        case .infusion: .infusion
        case .immediateRelease, .modifiedRelease, .suppository, .injection, .buccalTablet,
            .sublingualTablet, .lozenge, .buccalFilm, .sublingualSpray, .nasalSpray:
            .doses
        }
    }

    /// The hours from one patch to the next, if every product of this strength has the same.
    private func interval(_ form: OpioidForm, _ item: RegimenItem?) -> Int? {
        guard let item, case .patch(let rate) = item.amount else { return nil }
        let lines = engine.tables.products.filter { line in
            line.form == form && (item.product.map { $0 == line.id } ?? true)
                && line.strengths.contains { $0.delivered == .rate(rate) }
        }
        let hours = Set(lines.map(\.intervalHours))
        return hours.count == 1 ? hours.first ?? nil : nil
    }

    private func scale(of item: RegimenItem) throws(RowFault) -> PreparedScale {
        do throws(QuantityError) {
            let given = GivenForm(
                item.form, product: item.product, companion: try item.companionPerMilligram)
            if let known = scales[given] { return known }
            // Each ratio of a combined product has its own, so that the rows could ask for any number.
            if scales.count >= FormResolver.mostScales { scales.removeAll() }
            let scale = PreparedScale(try DoseScale(given, by: engine), format)
            scales[given] = scale
            return scale
        } catch {
            throw RowFault("\(error)")
        }
    }

    private func reading<Answer>(
        _ body: () throws(RegimenError) -> Answer
    ) throws(RowFault) -> Answer {
        do throws(RegimenError) {
            return try body()
        } catch {
            throw RowFault(error.message)
        }
    }
}

extension RegimenItem {
    /// What a combined product holds for each milligram of the opioid.
    fileprivate var companionPerMilligram: Companion? {
        get throws(QuantityError) {
            guard let companion else { return nil }
            let dose: Rational
            switch amount {
            case .taken(let mass, _), .scheduled(let mass, _): dose = mass.milligrams
            // No patch or pump is a combined product.
            case .patch, .infusion: return nil
            }
            return Companion(
                drug: companion.drug,
                amount: try .milligrams(companion.amount.milligrams.divided(by: dose)))
        }
    }
}
