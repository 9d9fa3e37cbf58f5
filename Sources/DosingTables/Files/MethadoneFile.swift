import PainDosing
import Quantities
import TableText

/// `methadone.yaml`: published schemes from oral morphine to methadone, and the bounds of a start.
enum MethadoneFile {
    /// The rules; nil after a fault.
    static func read(
        _ document: TextDocument, in catalogue: Catalogue, faults: inout [TextFault]
    ) -> MethadoneRules? {
        NodeReader.read(document.root, file: document.file, faults: &faults) { reader in
            let start = reader.mapping("start") { self.start(&$0, in: catalogue) }
            let rows = reader.requiredList("schemes") { reader in
                scheme(&reader, in: catalogue).map { ($0, line: reader.line) }
            }
            var schemes: [MethadoneScheme] = []
            for (scheme, line) in rows {
                if schemes.contains(where: { $0.id == scheme.id }) {
                    reader.fault("the scheme '\(scheme.id)' is listed twice", line: line)
                }
                schemes.append(scheme)
            }
            return start.map { MethadoneRules(start: $0, schemes: schemes) }
        }
    }

    private static func start(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> MethadoneStart? {
        let maximum = reader.limit("maximum", in: catalogue) { dose("milligramsPerDay", &$0) }
        let hours = reader.limit("interval", in: catalogue) { $0.whole("everyHours", in: 1...24) }
        guard let maximum, let hours else { return nil }
        return MethadoneStart(maximum: maximum, everyHours: hours)
    }

    private static func scheme(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> MethadoneScheme? {
        let id = reader.identifier("id")
        let title = reader.text("title")
        let groups = self.groups(&reader)
        let reduction =
            reader.has("thenReduce")
            ? reader.mapping("thenReduce") { percentages(&$0) } : nil
        let maximumStart = reader.has("maximumStart") ? dose("maximumStart", &reader) : nil
        let source = reader.source(in: catalogue)
        let evidence = reader.evidence()
        let note = reader.optionalText("note")
        guard let id, let title, let groups, let source, let evidence else { return nil }
        return MethadoneScheme(
            id: id, title: title, groups: groups,
            reduction: reduction.map {
                MethadoneReduction(lowest: $0.lowerBound, highest: $0.upperBound)
            },
            maximumStart: maximumStart, source: source, evidence: evidence, note: note)
    }

    /// `tiers` for all ages, or `groups` that meet at one age.
    private static func groups(_ reader: inout NodeReader) -> [MethadoneAgeGroup]? {
        guard reader.has("groups") else {
            return tiers(&reader).map {
                [MethadoneAgeGroup(ageBelow: nil, ageAtLeast: nil, tiers: $0)]
            }
        }
        let groups = reader.requiredList("groups") { reader -> MethadoneAgeGroup? in
            let below = reader.optionalWhole("ageBelow", in: 18...120)
            let atLeast = reader.optionalWhole("ageAtLeast", in: 18...120)
            return tiers(&reader).map {
                MethadoneAgeGroup(ageBelow: below, ageAtLeast: atLeast, tiers: $0)
            }
        }
        guard groups.count == 2, let edge = groups[0].ageBelow, groups[0].ageAtLeast == nil,
            groups[1].ageAtLeast == edge, groups[1].ageBelow == nil
        else {
            reader.fault(
                "'groups' are one with 'ageBelow' and one with the same 'ageAtLeast'",
                line: reader.line(of: "groups"))
            return nil
        }
        return groups
    }

    private static func tiers(_ reader: inout NodeReader) -> [DoseBand<MethadoneTier>]? {
        DoseBandsReader.bands("tiers", unit: .milligrams, &reader) { reader, _ in tier(&reader) }
    }

    private static func tier(_ reader: inout NodeReader) -> MethadoneTier? {
        var found: [String] = []
        for key in ["ratio", "percent", "start"] where reader.has(key) { found.append(key) }
        guard found.count == 1 else {
            reader.fault("a tier needs one of: ratio, percent, start")
            return nil
        }
        switch found[0] {
        case "ratio":
            return reader.window("ratio").map {
                .ratio(lowest: $0.lowerBound, highest: $0.upperBound)
            }
        case "percent":
            return reader.mapping("percent") { percentages(&$0) }.map {
                .share(lowest: $0.lowerBound, highest: $0.upperBound)
            }
        default:
            return reader.window("start").flatMap { window in
                // Positive numbers are always daily doses.
                guard let lowest = try? DailyDose.milligramsPerDay(window.lowerBound),
                    let highest = try? DailyDose.milligramsPerDay(window.upperBound)
                else { return nil }
                return .start(lowest: lowest, highest: highest)
            }
        }
    }

    private static func percentages(_ reader: inout NodeReader) -> ClosedRange<Percentage>? {
        let lowest = reader.percentage("lowest")
        let highest = reader.percentage("highest")
        guard let lowest, let highest else { return nil }
        guard lowest <= highest else {
            reader.fault("'lowest' has to be no more than 'highest'")
            return nil
        }
        return lowest...highest
    }

    private static func dose(_ key: String, _ reader: inout NodeReader) -> DailyDose? {
        reader.positive(key).flatMap { number in
            // A positive number is always a daily dose.
            try? DailyDose.milligramsPerDay(number)
        }
    }
}
