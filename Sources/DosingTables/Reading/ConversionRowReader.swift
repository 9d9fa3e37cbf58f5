import PainDosing
import Quantities
import TableText

/// Reads one row of a conversion set in any of its shapes: `factor`, `ratio`, `bands` or `steps`.
enum ConversionRowReader {
    /// One row for each route (and pair of routes) that the line names; nil after a fault.
    static func rows(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> [ConversionRow]? {
        let shapes = ["factor", "ratio", "bands", "steps"]
        var found: [String] = []
        for shape in shapes where reader.has(shape) { found.append(shape) }
        guard found.count == 1, let shape = found.first else {
            reader.fault("a row needs one of: \(shapes.joined(separator: ", "))")
            return nil
        }
        let pairs: [ConversionPair]? =
            switch shape {
            case "factor": factorPairs(&reader, in: catalogue)
            case "ratio": ratioPairs(&reader, in: catalogue)
            case "bands": bandPairs(&reader, in: catalogue)
            default: stepPairs(&reader, in: catalogue)
            }
        let source = reader.source(in: catalogue)
        let evidence = reader.evidence()
        let note = reader.optionalText("note")
        guard let pairs, let source, let evidence else { return nil }
        return pairs.map { pair in
            ConversionRow(
                from: pair.from, to: pair.to, rule: pair.rule, isReversible: pair.isReversible,
                source: source, evidence: evidence, note: note)
        }
    }

    /// The forms of `opioid`, `route` and `formulations`, one for each route; nil after a fault.
    static func forms(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> [ConversionForm]? {
        let opioid = reader.opioid(in: catalogue)
        let routes = reader.routes()
        let formulations = reader.words("formulations", of: Formulation.self)
        guard let opioid, let routes, let formulations else { return nil }
        for formulation in formulations {
            if Set(formulation.routes).isDisjoint(with: routes) {
                reader.fault("a \(formulation.rawValue) has none of the routes of the row")
            }
            if let known = catalogue.opioids?[opioid], !known.contains(formulation) {
                reader.fault("opioids.yaml does not list \(formulation.rawValue) for \(opioid)")
            }
        }
        return routes.map { route in
            let fitting = formulations.filter { $0.routes.contains(route) }
            if fitting.isEmpty, !formulations.isEmpty {
                reader.fault("no formulation of the row has the \(route.rawValue) route")
            }
            return ConversionForm(
                opioid: opioid, route: route,
                formulations: formulations.isEmpty ? nil : Set(fitting))
        }
    }

    // MARK: factor

    private static func factorPairs(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> [ConversionPair]? {
        let forms = forms(&reader, in: catalogue)
        let factor = reader.window("factor")
        let unit = reader.word("unit", of: FactorUnit.self)
        let direction = reader.word("direction", of: Direction.self)
        guard let forms, let factor, let unit, let direction else { return nil }
        refuseMisfit(of: unit, forms: forms, &reader)
        return forms.compactMap { form in
            switch direction {
            case .to, .both:
                let range = FactorRange(factor, from: unit, to: .milligrams)
                return ConversionPair(
                    from: form, to: .oralMorphine, rule: .factor(range),
                    isReversible: direction == .both)
            case .from:
                guard let inverse = inverted(factor, &reader) else { return nil }
                let range = FactorRange(inverse, from: .milligrams, to: unit)
                return ConversionPair(
                    from: .oralMorphine, to: form, rule: .factor(range), isReversible: false)
            }
        }
    }

    private static func inverted(
        _ window: ClosedRange<Rational>, _ reader: inout NodeReader
    ) -> ClosedRange<Rational>? {
        do throws(QuantityError) {
            return try Rational.one.divided(
                by: window.upperBound)...Rational.one.divided(by: window.lowerBound)
        } catch {
            reader.fault("the factor can't be turned round: \(error)")
            return nil
        }
    }

    // MARK: ratio

    private static func ratioPairs(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> [ConversionPair]? {
        let sides = reader.mapping("ratio") { reader -> (from: PrintedAmount, to: PrintedAmount)? in
            let from = reader.printedAmount("from", in: catalogue)
            let to = reader.printedAmount("to", in: catalogue)
            guard let from, let to else { return nil }
            return (from: from, to: to)
        }
        let direction = reader.word("direction", of: Direction.self)
        if direction == .from {
            reader.fault(
                "a ratio runs from 'from' to 'to'; its direction is to or both",
                line: reader.line(of: "direction"))
        }
        guard let sides, let direction else { return nil }
        guard let window = quotient(sides.to.numbers, sides.from.numbers, &reader) else {
            return nil
        }
        let range = FactorRange(window, from: sides.from.unit, to: sides.to.unit)
        guard let rule = ratioRule(range, sides.from, direction, &reader) else { return nil }
        return sides.from.forms.flatMap { from in
            sides.to.forms.map { to in
                ConversionPair(
                    from: from, to: to, rule: rule, isReversible: direction == .both)
            }
        }
    }

    /// The ratio for every amount, or for the printed amount alone where the row says `exactly: true`:
    /// a pair that is printed for one patch says nothing about the others.
    private static func ratioRule(
        _ range: FactorRange, _ from: PrintedAmount, _ direction: Direction,
        _ reader: inout NodeReader
    ) -> ConversionRule? {
        guard reader.optionalFlag("exactly") == true else { return .factor(range) }
        guard direction == .to, from.numbers.lowerBound == from.numbers.upperBound,
            let amount = from.unit.amount(from.numbers.lowerBound)
        else {
            reader.fault("a pair that holds exactly has one amount to convert from, and leads 'to'")
            return nil
        }
        return .bands([
            DoseBand(lower: amount, upper: amount, edge: .bothIncluded, content: range)
        ])
    }

    private static func quotient(
        _ to: ClosedRange<Rational>, _ from: ClosedRange<Rational>, _ reader: inout NodeReader
    ) -> ClosedRange<Rational>? {
        do throws(QuantityError) {
            return try to.lowerBound.divided(
                by: from.upperBound)...to.upperBound.divided(by: from.lowerBound)
        } catch {
            reader.fault("the ratio can't be computed: \(error)")
            return nil
        }
    }

    // MARK: bands and steps

    private static func bandPairs(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> [ConversionPair]? {
        let forms = forms(&reader, in: catalogue)
        let unit = reader.word("unit", of: FactorUnit.self)
        let direction = reader.word("direction", of: Direction.self)
        if let direction, direction != .to {
            reader.fault(
                "bands depend on the dose converted from; their direction is to",
                line: reader.line(of: "direction"))
        }
        let bands = DoseBandsReader.bands("bands", unit: unit, &reader) { reader, unit in
            reader.window("factor").map { FactorRange($0, from: unit, to: .milligrams) }
        }
        guard let forms, let unit, let bands else { return nil }
        refuseMisfit(of: unit, forms: forms, &reader)
        return forms.map { form in
            ConversionPair(from: form, to: .oralMorphine, rule: .bands(bands), isReversible: false)
        }
    }

    private static func stepPairs(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> [ConversionPair]? {
        let from = reader.printedForms("from", in: catalogue)
        let to = reader.printedForms("to", in: catalogue)
        let gives = to?.first.map { FactorUnit.usual(for: $0.route) }
        let unit = from?.first.map { FactorUnit.usual(for: $0.route) }
        let steps = DoseBandsReader.bands("steps", unit: unit, &reader) { reader, _ in
            reader.positive("gives").flatMap { gives?.amount($0) }
        }
        guard let from, let to, let unit, let gives, let steps else { return nil }
        refuseMisfit(of: unit, forms: from, &reader)
        refuseMisfit(of: gives, forms: to, &reader)
        return from.flatMap { from in
            to.map { to in
                ConversionPair(from: from, to: to, rule: .steps(steps), isReversible: false)
            }
        }
    }

    private static func refuseMisfit(
        of unit: FactorUnit, forms: [ConversionForm], _ reader: inout NodeReader
    ) {
        for form in forms where !unit.fits(form.route) {
            reader.fault(FactorUnit.misfit, line: reader.line(of: "unit"))
        }
    }
}
