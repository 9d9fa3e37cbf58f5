import PainDosing
import Quantities
import TableText

/// `breakthrough.yaml`: thresholds for breakthrough pain and the rapid-onset products.
enum BreakthroughFile {
    /// The rules; nil after a fault.
    static func read(
        _ document: TextDocument, in catalogue: Catalogue, faults: inout [TextFault]
    ) -> BreakthroughRules? {
        NodeReader.read(document.root, file: document.file, faults: &faults) { reader in
            let tolerance = reader.requiredList("tolerance") { threshold(&$0, in: catalogue) }
            let toleranceOMEDD = reader.limit("toleranceOMEDD", in: catalogue) { $0.omedd("value") }
            let toleranceDays = reader.limit("toleranceDays", in: catalogue) {
                $0.whole("value", in: 1...365)
            }
            let proportionalFrom = reader.limit("proportionalFromOMEDD", in: catalogue) {
                $0.omedd("value")
            }
            let background = reader.limit("controlledBackground", in: catalogue) {
                $0.whole("value", in: 0...10).flatMap(PainScore.init)
            }
            let mild =
                reader.has("mildBackground")
                ? reader.limit("mildBackground", in: catalogue) {
                    $0.whole("value", in: 0...10).flatMap(PainScore.init)
                } : nil
            let episodes = reader.limit("maximumEpisodesPerDay", in: catalogue) {
                $0.whole("value", in: 1...24)
            }
            let peak = reader.limit("episodePeak", in: catalogue) {
                $0.whole("value", in: 0...10).flatMap(PainScore.init)
            }
            let share = reader.limit("proportionalShare", in: catalogue) { $0.share("value") }
            let fraction = reader.limit("rescueFraction", in: catalogue) { rescueFraction(&$0) }
            // An earlier edition of the tables has no such part.
            let rescue =
                reader.has("rescue")
                ? reader.mapping("rescue") { RescueRulesRow.read(&$0, in: catalogue) }
                : RescueRules()
            let contraindications = reader.requiredList("contraindications") {
                RapidOnsetProductRow.contraindication(&$0, in: catalogue)
            }
            let ratios = reader.list("otherRatios") {
                RapidOnsetProductRow.ratio(&$0, in: catalogue)
            }
            let advice = reader.list("lowestDoseAdvice") {
                RapidOnsetProductRow.advice(&$0, in: catalogue)
            }
            let products = self.products(&reader, in: catalogue)
            guard let toleranceOMEDD, let toleranceDays, let proportionalFrom, let background,
                let episodes, let peak, let share, let fraction, let rescue
            else { return nil }
            return BreakthroughRules(
                tolerance: tolerance, toleranceOMEDD: toleranceOMEDD, toleranceDays: toleranceDays,
                proportionalFromOMEDD: proportionalFrom, controlledBackground: background,
                mildBackground: mild,
                maximumEpisodesPerDay: episodes, episodePeak: peak, proportionalShare: share,
                rescueFraction: fraction, rescue: rescue, products: products,
                contraindications: contraindications, otherRatios: ratios,
                lowestDoseAdvice: advice)
        }
    }

    private static func threshold(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> ToleranceThreshold? {
        let opioid = reader.opioid(in: catalogue)
        let route = reader.word("route", of: Route.self)
        let number = reader.positive("atLeast")
        let unit = reader.word("unit", of: FactorUnit.self)
        let source = reader.source(in: catalogue)
        let evidence = reader.evidence()
        guard let opioid, let route, let number, let unit, let source, let evidence else {
            return nil
        }
        guard unit.fits(route) else {
            reader.fault(FactorUnit.misfit, line: reader.line(of: "unit"))
            return nil
        }
        guard let amount = unit.amount(number) else {
            reader.fault("the amount is too large", line: reader.line(of: "atLeast"))
            return nil
        }
        return ToleranceThreshold(
            opioid: opioid, route: route, atLeast: amount, source: source, evidence: evidence)
    }

    private static func rescueFraction(_ reader: inout NodeReader) -> RescueFraction? {
        let largest = reader.share("largest")
        let smallest = reader.share("smallest")
        guard let largest, let smallest else { return nil }
        if smallest > largest {
            reader.fault("'smallest' has to be no more than 'largest'")
        }
        return RescueFraction(largest: largest, smallest: smallest)
    }

    private static func products(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> [RapidOnsetProduct] {
        var products: [RapidOnsetProduct] = []
        let rows = reader.requiredList("products") { reader in
            RapidOnsetProductRow.read(&reader, in: catalogue).map { ($0, line: reader.line) }
        }
        for (product, line) in rows {
            if products.contains(where: { $0.id == product.id }) {
                reader.fault("the product '\(product.id)' is listed twice", line: line)
            }
            products.append(product)
        }
        for (product, line) in rows {
            for from in Set(product.switchStarts.map(\.from)).sorted()
            where !products.contains(where: { $0.id == from }) {
                reader.fault("'startFrom' names no product of the list: \(from)", line: line)
            }
        }
        return products
    }
}
