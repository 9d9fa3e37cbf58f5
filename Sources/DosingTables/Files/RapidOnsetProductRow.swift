import PainDosing
import Quantities
import TableText

/// One rapid-onset product of `breakthrough.yaml`; all its amounts are micrograms.
enum RapidOnsetProductRow {
    /// The product; nil after a fault.
    static func read(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> RapidOnsetProduct? {
        let id = reader.identifier("id")
        let title = reader.text("title")
        let brand = reader.text("brand")
        let markets = self.markets(&reader, in: catalogue)
        let isByNameOnly = reader.optionalFlag("onlyByName") ?? false
        let opioid = reader.opioid(in: catalogue)
        let forms = reader.forms(opioid: opioid, in: catalogue)
        let strengths = reader.ascendingMicrograms("strengths")
        let titration =
            reader.has("titration") || !isByNameOnly
            ? reader.ascendingMicrograms("titration") : []
        let maximum = reader.micrograms("maximumDose")
        let repeatAfter = reader.optionalWhole("repeatAfterMinutes", in: 1...120)
        let gap = reader.whole("minimumIntervalHours", in: 1...24)
        let episodes = reader.whole("maximumEpisodesPerDay", in: 1...24)
        let proportional =
            reader.has("proportional")
            ? reader.mapping("proportional") { equivalence(&$0, in: catalogue) } : nil
        let switchStarts =
            reader.has("startFrom")
            ? reader.mapping("startFrom") { self.switchStarts(&$0, in: catalogue) } ?? [] : []
        let contraindications = reader.list("contraindications") {
            contraindication(&$0, in: catalogue)
        }
        let source = reader.source(in: catalogue)
        let evidence = reader.evidence()
        let note = reader.optionalText("note")
        guard let id, let title, let brand, let markets, let form = forms?.first, let strengths,
            let titration, let maximum, let gap, let episodes, let source, let evidence
        else { return nil }
        check(&reader, strengths: strengths, titration: titration, maximum: maximum)
        for line in switchStarts where !titration.contains(line.start) {
            reader.fault(
                "a start dose is no step of the titration", line: reader.line(of: "startFrom"))
        }
        if let forms, forms.count > 1 { reader.fault("a rapid-onset product has one route") }
        return RapidOnsetProduct(
            id: RapidOnsetProductID(id), title: title, brand: brand, markets: markets,
            isByNameOnly: isByNameOnly, form: form,
            strengths: strengths, titration: titration, maximumDose: maximum,
            repeatAfterMinutes: repeatAfter, minimumIntervalHours: gap,
            maximumEpisodesPerDay: episodes, proportional: proportional, switchStarts: switchStarts,
            source: source, evidence: evidence, note: note,
            contraindications: contraindications)
    }

    /// Where the product is sold; earlier editions of the tables name a region or countries only.
    private static func markets(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> [ProductMarket]? {
        guard reader.has("markets") || !(reader.has("region") || reader.has("countries")) else {
            // The row's own source and mark stand for the market too.
            guard let countries = reader.countries(), let source = reader.source(in: catalogue),
                let evidence = reader.evidence()
            else { return nil }
            return [
                ProductMarket(
                    countries: countries, status: .marketed, source: source,
                    evidence: evidence)
            ]
        }
        let markets = reader.requiredList("markets") { market(&$0, in: catalogue) }
        var seen: Set<Country> = []
        for country in markets.flatMap({ $0.countries.sorted() })
        where !seen.insert(country).inserted {
            reader.fault(
                "\(country.rawValue) stands in two markets", line: reader.line(of: "markets"))
        }
        return markets
    }

    private static func market(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> ProductMarket? {
        let countries = reader.countries()
        let status = reader.word("status", of: MarketStatus.self)
        let until = reader.optionalValue("until", expected: "write a day such as 2024-09-30") {
            PlainText.isDay($0) ? $0 : nil
        }
        let source = reader.source(in: catalogue)
        let evidence = reader.evidence()
        guard let countries, let status, let source, let evidence else { return nil }
        if status == .marketed, until != nil {
            reader.fault("'until' is for what is withdrawn", line: reader.line(of: "until"))
        }
        return ProductMarket(
            countries: countries, status: status, until: until, source: source,
            evidence: evidence)
    }

    /// One line of a label on when not to give a product.
    static func contraindication(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> Contraindication? {
        let text = reader.text("text")
        let source = reader.source(in: catalogue)
        let evidence = reader.evidence()
        guard let text, let source, let evidence else { return nil }
        return Contraindication(text: text, source: source, evidence: evidence)
    }

    /// One line of advice on the first dose.
    static func advice(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> FirstDoseAdvice? {
        let text = reader.text("text")
        let source = reader.source(in: catalogue)
        let evidence = reader.evidence()
        guard let text, let source, let evidence else { return nil }
        return FirstDoseAdvice(text: text, source: source, evidence: evidence)
    }

    /// A ratio that makes no dose, but is shown.
    static func ratio(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> PublishedRatio? {
        let morphine = reader.window("oralMorphineMilligrams")
        let rapidOnset = reader.micrograms("micrograms")
        let scope = reader.text("scope")
        let source = reader.source(in: catalogue)
        let evidence = reader.evidence()
        guard let morphine, let rapidOnset, let scope, let source, let evidence else {
            return nil
        }
        guard case .mass(let lowest)? = StrengthUnit.milligrams.amount(morphine.lowerBound),
            case .mass(let highest)? = StrengthUnit.milligrams.amount(morphine.upperBound)
        else {
            reader.fault("the amount of morphine is too large")
            return nil
        }
        return PublishedRatio(
            oralMorphine: lowest...highest, rapidOnset: rapidOnset, scope: scope, source: source,
            evidence: evidence)
    }

    /// The label's start doses by the dose of the product that is left.
    private static func switchStarts(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> [SwitchStart]? {
        let product = reader.identifier("product")
        let source = reader.source(in: catalogue)
        let lines = reader.requiredList("lines") { reader -> (Mass, Mass, Evidence)? in
            let dose = reader.micrograms("dose")
            let start = reader.micrograms("start")
            let evidence = reader.evidence()
            guard let dose, let start, let evidence else { return nil }
            return (dose, start, evidence)
        }
        guard let product, let source else { return nil }
        return lines.map { dose, start, evidence in
            SwitchStart(
                from: RapidOnsetProductID(product), dose: dose, start: start, source: source,
                evidence: evidence)
        }
    }

    private static func check(
        _ reader: inout NodeReader, strengths: [Mass], titration: [Mass], maximum: Mass
    ) {
        if let start = titration.first, !strengths.contains(start) {
            reader.fault(
                "the titration has to start with a strength", line: reader.line(of: "titration"))
        }
        if let last = titration.last, last != maximum {
            reader.fault(
                "the titration has to end at the maximum dose", line: reader.line(of: "titration"))
        }
        for dose in titration where !isMadeUp(dose, of: strengths) {
            reader.fault(
                "a dose of the titration can't be made of whole units of one strength",
                line: reader.line(of: "titration"))
        }
        if let largest = strengths.last, largest > maximum {
            reader.fault(
                "a strength is above the maximum dose", line: reader.line(of: "strengths"))
        }
    }

    private static func isMadeUp(_ dose: Mass, of strengths: [Mass]) -> Bool {
        strengths.contains { strength in
            // A ratio that can't be computed isn't a whole number of units either.
            (try? dose.ratio(to: strength))?.isWhole ?? false
        }
    }

    private static func equivalence(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> ProportionalEquivalence? {
        let morphine = reader.positive("oralMorphineMilligrams")
        let rapidOnset = reader.micrograms("micrograms")
        let source = reader.source(in: catalogue)
        let evidence = reader.evidence()
        guard let morphine, let rapidOnset, let source, let evidence else { return nil }
        guard case .mass(let mass)? = StrengthUnit.milligrams.amount(morphine) else {
            reader.fault("the amount of morphine is too large")
            return nil
        }
        return ProportionalEquivalence(
            oralMorphine: mass, rapidOnset: rapidOnset, source: source, evidence: evidence)
    }
}
