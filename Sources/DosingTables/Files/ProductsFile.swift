import PainDosing
import Quantities
import TableText

/// `products.yaml`: the strengths that can be dispensed.
///
/// Rapid-onset fentanyl stands with its labels in `breakthrough.yaml` instead.
enum ProductsFile {
    /// The product lines in the order of the file; those with faults are missing.
    static func read(
        _ document: TextDocument, in catalogue: Catalogue, faults: inout [TextFault]
    ) -> [ProductLine] {
        var products: [ProductLine] = []
        NodeReader.read(document.root, file: document.file, faults: &faults) { reader in
            let rows = reader.requiredList("products") { product(&$0, in: catalogue) }
            // To search hundreds of lines for each is a tenth of a short command's time.
            var ids: Set<ProductLineID> = []
            for (lines, row) in rows {
                if let line = lines.first, ids.contains(line.id) {
                    reader.fault("the product '\(line.id)' is listed twice", line: row)
                }
                ids.formUnion(lines.lazy.map(\.id))
                products += lines
            }
        }
        return products
    }

    /// One line for each route of the row; with several routes each id ends in its own.
    private static func product(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> ([ProductLine], line: Int)? {
        let id = reader.identifier("id")
        let title = reader.text("title")
        let opioid = reader.opioid(in: catalogue)
        let forms = reader.forms(opioid: opioid, in: catalogue)
        let brands = reader.list("brands") { brand(&$0) }
        let countries = reader.countries()
        let isConcentrate = reader.optionalFlag("concentrate") ?? false
        let unit = reader.word("unit", of: StrengthUnit.self)
        let companion = self.companion(&reader, unit: unit)
        let strengths = unit.flatMap { unit in
            companion.map { combinedStrengths(of: &reader, with: $0) }
                ?? self.strengths(of: &reader, unit: unit)
        }
        let hours = reader.optionalWhole("intervalHours", in: 1...168)
        let measure = self.measure(&reader, unit: unit)
        // A positive number is always a mass.
        let drawnUp =
            reader.has("drawnUpStep")
            ? reader.positive("drawnUpStep").flatMap { try? Mass.milligrams($0) } : nil
        let source = reader.source(in: catalogue)
        let evidence = reader.evidence()
        guard let id, let title, let forms, let countries, let unit, let strengths, let source,
            let evidence
        else { return nil }
        for form in forms where !unit.fits(form.route) {
            reader.fault(
                "patches, and only patches, have strengths in mcg/h", line: reader.line(of: "unit"))
        }
        let lines = forms.map { form in
            ProductLine(
                id: ProductLineID(forms.count == 1 ? id : "\(id)-\(form.route.rawValue)"),
                title: title, form: form, brands: brands, countries: countries,
                isConcentrate: isConcentrate, drawnUpStep: drawnUp, strengths: strengths,
                intervalHours: hours, measure: measure, source: source, evidence: evidence)
        }
        return (lines, reader.line)
    }

    private static func brand(_ reader: inout NodeReader) -> String? {
        let name = reader.text("name")
        // The mark is for the reviewer; no dose depends on a brand name.
        let evidence = reader.evidence()
        return evidence == nil ? nil : name
    }

    private static func strengths(
        of reader: inout NodeReader, unit: StrengthUnit
    ) -> [ProductStrength]? {
        let isScored = reader.optionalFlag("scored") ?? false
        let delivered = reader.list("delivers") {
            reader -> (labelled: Rational, delivered: Rational)? in
            let labelled = reader.positive("labelled")
            let delivered = reader.positive("delivered")
            guard let labelled, let delivered else { return nil }
            return (labelled, delivered)
        }
        guard let numbers = reader.ascending("strengths") else { return nil }
        let labels = reader.texts("labels")
        if !labels.isEmpty, labels.count != numbers.count {
            reader.fault(
                "'labels' needs one text for each strength", line: reader.line(of: "labels"))
        }
        for pair in delivered where !numbers.contains(pair.labelled) {
            reader.fault("'delivers' names a strength that is not in 'strengths'")
        }
        return numbers.enumerated().compactMap { index, number in
            let given = delivered.first { $0.labelled == number }?.delivered ?? number
            guard let labelled = unit.amount(number), let delivered = unit.amount(given) else {
                reader.fault("a strength is too large", line: reader.line(of: "strengths"))
                return nil
            }
            return ProductStrength(
                labelled: labelled, delivered: delivered, isScored: isScored,
                label: labels.count == numbers.count ? labels[index].text : nil)
        }
    }

    /// The second ingredient of a combined product, whose unit then says that there are two.
    private static func companion(
        _ reader: inout NodeReader, unit: StrengthUnit?
    ) -> CompanionDrug? {
        let isNamed = reader.has("with")
        if let unit, isNamed != (unit == .milligramsEach) {
            reader.fault(
                "a product 'with' a second ingredient, and only such a product, has strengths in "
                    + "mg/mg", line: reader.line(of: "unit"))
        }
        return isNamed ? reader.word("with", of: CompanionDrug.self) : nil
    }

    private static func combinedStrengths(
        of reader: inout NodeReader, with drug: CompanionDrug
    ) -> [ProductStrength]? {
        reader.ascendingPairs("strengths")?.map { pair in
            ProductStrength(
                labelled: .mass(pair.first), delivered: .mass(pair.first),
                companion: Companion(drug: drug, amount: pair.second))
        }
    }

    private static func measure(
        _ reader: inout NodeReader, unit: StrengthUnit?
    ) -> LiquidMeasure? {
        guard reader.has("measureStep") else { return nil }
        if let unit, !unit.isByVolume {
            reader.fault(
                "only a strength by volume has a 'measureStep'",
                line: reader.line(of: "measureStep"))
        }
        return reader.positive("measureStep").map { LiquidMeasure(stepMillilitres: $0) }
    }
}
