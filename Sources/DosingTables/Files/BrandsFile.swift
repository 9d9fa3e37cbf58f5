import PainDosing
import Quantities
import TableText

/// `products/<country>.yaml`: what each brand name holds there.
enum BrandsFile {
    /// The brands in the order of the file; those with faults are missing.
    static func read(
        _ document: TextDocument, of country: Country, in catalogue: Catalogue,
        faults: inout [TextFault]
    ) -> [ChartBrand]? {
        NodeReader.read(document.root, file: document.file, faults: &faults) { reader in
            if let named = reader.word("country", of: Country.self), named != country {
                reader.fault("the file of \(country.rawValue) says \(named.rawValue)")
            }
            return reader.requiredList("brands") { brand(&$0, of: country, in: catalogue) }
        }
    }

    private static func brand(
        _ reader: inout NodeReader, of country: Country, in catalogue: Catalogue
    ) -> ChartBrand? {
        let name = reader.text("brand")
        let others = reader.texts("also").map(\.text)
        let opioid = reader.opioid(in: catalogue)
        let form = reader.word("form", of: Formulation.self)
        let companion = reader.optionalText("with")
        let strengths = reader.optionalValue(
            "strengths", expected: "write such as 10|20 mg or 30/500 mg"
        ) { Self.strengths($0, isCombined: companion != nil) }
        let hours = reader.optionalValue(
            "hours", expected: "write hours, the label's first: 12|8"
        ) { Self.hours($0) }
        let drop = reader.has("drop") ? reader.positive("drop") : nil
        let source = reader.source(in: catalogue)
        let evidence = reader.evidence()
        if strengths == nil, drop == nil { reader.fault("'strengths' is missing") }
        guard let name, let opioid, let form, let source, let evidence else { return nil }
        return ChartBrand(
            names: [name] + others, country: country, opioid: opioid, formulation: form,
            companion: companion, strengths: strengths?.0 ?? [],
            unit: strengths?.1 ?? .milligramPerMillilitre, hours: hours ?? [],
            milligramsPerDrop: drop,
            source: source, evidence: evidence)
    }

    private static func hours(_ text: String) -> [Int]? {
        let parts = PlainText.parts(of: text, separatedBy: UInt8(ascii: "|"))
        let hours = parts.compactMap { PlainText.whole($0, in: 1...672) }
        return hours.count == parts.count ? hours : nil
    }

    /// Strengths parted by a bar, with their unit behind the last.
    private static func strengths(
        _ text: String, isCombined: Bool
    ) -> ([ChartStrength], ChartStrengthUnit)? {
        let words = PlainText.parts(of: text, separatedBy: UInt8(ascii: " "))
        guard words.count == 2, let unit = ChartStrengthUnit(rawValue: words[1]) else { return nil }
        var strengths: [ChartStrength] = []
        for part in PlainText.parts(of: words[0], separatedBy: UInt8(ascii: "|")) {
            let amounts = PlainText.parts(of: part, separatedBy: UInt8(ascii: "/"))
                .compactMap { PlainText.number($0) }
            guard amounts.count == (isCombined ? 2 : 1), let opioid = amounts.first,
                opioid > .zero
            else { return nil }
            strengths.append(
                ChartStrength(opioid: opioid, companion: isCombined ? amounts.last : nil))
        }
        return (strengths, unit)
    }
}
