import PainDosing
import TableText

/// `conversion/<id>.yaml`: the figures of one source.
enum ConversionFile {
    /// Earlier than the oldest source and later than any reader of this will need.
    private static let plausibleYears = 1980...2100

    /// The set; nil after a fault.
    static func read(
        _ document: TextDocument, named name: String, in catalogue: Catalogue,
        faults: inout [TextFault]
    ) -> ConversionSet? {
        NodeReader.read(document.root, file: document.file, faults: &faults) { reader in
            let id = reader.identifier("id")
            if let id, id != name {
                reader.fault(
                    "the id '\(id)' has to be the file's name, '\(name)'",
                    line: reader.line(of: "id"))
            }
            let title = reader.text("title")
            let citation = reader.text("citation")
            let url = reader.optionalText("url")
            let year = year(&reader)
            let region = reader.text("region")
            let scope = reader.text("scope")
            let purpose = reader.word("purpose", of: ConversionPurpose.self)
            let isConsidered = reader.flag("consider")
            let rows = reader.requiredList("rows") { reader in
                ConversionRowReader.rows(&reader, in: catalogue).map { ($0, line: reader.line) }
            }
            let exclusions = reader.list("exclusions") { reader in
                exclusion(&reader, in: catalogue).map { ($0, line: reader.line) }
            }
            let examples = reader.list("examples") { example(&$0, in: catalogue) }
            refuseRepeated(rows, exclusions, &reader)
            if purpose == .exposure { refuseExposureUses(rows, isConsidered, &reader) }
            guard let id, let title, let citation, let year, let region, let scope, let purpose,
                let isConsidered
            else { return nil }
            return ConversionSet(
                id: ConversionSetID(id), title: title, citation: citation, url: url, year: year,
                region: region, scope: scope, purpose: purpose, isConsidered: isConsidered,
                rows: rows.flatMap(\.0), exclusions: exclusions.flatMap(\.0),
                examples: examples)
        }
    }

    /// A printed pair, of one amount to convert from.
    private static func example(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> ConversionExample? {
        let from = reader.printedAmount("from", in: catalogue)
        let to = reader.printedAmount("to", in: catalogue)
        guard let from, let to, let form = from.forms.first, let target = to.forms.first,
            let amount = from.unit.amount(from.numbers.lowerBound),
            let lowest = to.unit.amount(to.numbers.lowerBound),
            let highest = to.unit.amount(to.numbers.upperBound)
        else { return nil }
        guard from.numbers.lowerBound == from.numbers.upperBound, from.forms.count == 1,
            to.forms.count == 1
        else {
            reader.fault("an example has one amount to convert from, and one form on each side")
            return nil
        }
        return ConversionExample(
            from: form, amount: amount, to: target, lowest: lowest, highest: highest)
    }

    /// The year, or a nil year for a copy that is `undated`; nil after a fault.
    private static func year(_ reader: inout NodeReader) -> Int?? {
        let range = PlainText.expectedWhole(plausibleYears)
        return reader.value("year", expected: "\(range), or undated") { text -> Int?? in
            if text == "undated" { return .some(nil) }
            return PlainText.whole(text, in: plausibleYears).map { .some($0) }
        }
    }

    /// One exclusion for each route that the row lists.
    private static func exclusion(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> [ConversionExclusion]? {
        let forms = ConversionRowReader.forms(&reader, in: catalogue)
        let reason = reader.text("reason")
        let source = reader.source(in: catalogue)
        guard let forms, let reason, let source else { return nil }
        return forms.map { ConversionExclusion(form: $0, reason: reason, source: source) }
    }

    /// In one set there is one way from a form to another, or none.
    private static func refuseRepeated(
        _ rows: [([ConversionRow], line: Int)], _ exclusions: [([ConversionExclusion], line: Int)],
        _ reader: inout NodeReader
    ) {
        var ways: [(from: ConversionForm, to: ConversionForm, line: Int)] = []
        for (group, line) in rows {
            for row in group {
                let added =
                    row.isReversible
                    ? [(row.from, row.to), (row.to, row.from)] : [(row.from, row.to)]
                for (from, to) in added {
                    let first = ways.first { from.overlaps($0.from) && to.overlaps($0.to) }
                    if let first {
                        reader.fault(
                            "\(from.words) to \(to.words) stands on line \(first.line) already",
                            line: line)
                    }
                    ways.append((from, to, line))
                }
            }
        }
        for (group, line) in exclusions {
            for exclusion in group {
                if let row = ways.first(where: { $0.from.overlaps(exclusion.form) }) {
                    reader.fault(
                        "\(exclusion.form.words) is excluded, but has a figure on line \(row.line)",
                        line: line)
                }
            }
        }
    }

    /// A scale for comparing may lead to OMEDD and nowhere else.
    private static func refuseExposureUses(
        _ rows: [([ConversionRow], line: Int)], _ isConsidered: Bool?, _ reader: inout NodeReader
    ) {
        if isConsidered == true {
            reader.fault(
                "an exposure scale can't be considered in a rotation",
                line: reader.line(of: "consider"))
        }
        for (group, line) in rows
        where group.contains(where: { $0.isReversible || $0.to != .oralMorphine }) {
            reader.fault("an exposure scale only leads to oral morphine", line: line)
        }
    }
}
