import PainDosing
import TableText

/// A row of `intervals` in `titration.yaml`.
enum TitrationIntervalRow {
    /// All intervals; two rows for the same form and product are a fault.
    static func list(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> [TitrationInterval] {
        let rows = reader.requiredList("intervals") { reader in
            read(&reader, in: catalogue).map { ($0, line: reader.line) }
        }
        var intervals: [TitrationInterval] = []
        for (row, line) in rows {
            let isRepeated = intervals.contains {
                $0.formulation == row.formulation && $0.opioid == row.opioid
                    && $0.productHours == row.productHours
            }
            if isRepeated { reader.fault("there are two rows for the same form", line: line) }
            intervals.append(row)
        }
        return intervals
    }

    private static func read(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> TitrationInterval? {
        let formulation = reader.word("formulation", of: Formulation.self)
        let opioid = reader.optionalOpioid(in: catalogue)
        let productHours = reader.optionalWhole("productHours", in: 1...168)
        let hours = reader.whole("hours", in: 1...720)
        let laterHours = reader.optionalWhole("laterHours", in: 1...720)
        let source = reader.source(in: catalogue)
        let evidence = reader.evidence()
        guard let formulation, let hours, let source, let evidence else { return nil }
        if let laterHours, laterHours < hours {
            reader.fault("'laterHours' has to be no less than 'hours'")
        }
        return TitrationInterval(
            formulation: formulation, opioid: opioid, productHours: productHours, hours: hours,
            laterHours: laterHours, source: source, evidence: evidence)
    }
}
