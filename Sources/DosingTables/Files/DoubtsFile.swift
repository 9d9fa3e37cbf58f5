import PainDosing
import Quantities
import TableText

/// `doubts.yaml`: when an entry is not believed at once.
enum DoubtsFile {
    /// The rules; nil after a fault.
    static func read(
        _ document: TextDocument, in catalogue: Catalogue, faults: inout [TextFault]
    ) -> DoubtRules? {
        NodeReader.read(document.root, file: document.file, faults: &faults) { reader in
            let rises = self.rises(&reader, in: catalogue)
            let small = omedd("smallRise", &reader, catalogue)
            let start = omedd("start", &reader, catalogue)
            let fall = reader.limit("fall", in: catalogue) { $0.percentage("percent") }
            let same = reader.limit("sameMilligrams", in: catalogue) { window(&$0) }
            let frequency = reader.limit("frequency", in: catalogue) { $0.positive("times") }
            let rescue = reader.mapping("rescue") { reader -> RescueDoubt? in
                let times = reader.positive("times")
                let smallest = reader.omedd("milligramsOralMorphine")
                let source = source(&reader, in: catalogue)
                guard let times, let smallest, let source else { return nil }
                return RescueDoubt(times: times, smallest: smallest, source: source)
            }
            let patch = reader.limit("patch", in: catalogue) { $0.whole("hoursOver", in: 1...72) }
            let repeated = reader.mapping("repeated") { reader -> RepeatedRegimen? in
                let hours = reader.whole("hours", in: 1...168)
                let times = reader.positive("upToTimes")
                let source = source(&reader, in: catalogue)
                guard let hours, let times, let source else { return nil }
                return RepeatedRegimen(hours: hours, upToTimes: times, source: source)
            }
            guard let rises, let small, let start, let fall, let same, let frequency, let rescue,
                let patch, let repeated
            else { return nil }
            return DoubtRules(
                rises: rises, smallRise: small, start: start, fall: fall, sameMilligrams: same,
                frequency: frequency, rescue: rescue, patchHours: patch,
                repeated: repeated)
        }
    }

    private static func rises(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> [RiseBound]? {
        let rows = reader.requiredList("rises") { reader -> RiseBound? in
            let pain = TitrationFile.score("painFrom", &reader)
            let percent = reader.percentage("percent")
            let source = reader.source(in: catalogue)
            let evidence = reader.evidence()
            guard let pain, let percent, let source, let evidence else { return nil }
            return RiseBound(
                painFrom: pain,
                most: SourcedLimit(percent, source: source, evidence: evidence))
        }
        guard let first = rows.first else { return nil }
        guard first.painFrom.value == 0,
            zip(rows, rows.dropFirst()).allSatisfy({ $0.painFrom < $1.painFrom })
        else {
            reader.fault("'rises' has to begin with painFrom 0 and to go up")
            return nil
        }
        return rows
    }

    private static func omedd(
        _ key: String, _ reader: inout NodeReader, _ catalogue: Catalogue
    ) -> SourcedLimit<OMEDD>? {
        reader.limit(key, in: catalogue) { $0.omedd("milligramsOralMorphine") }
    }

    private static func window(_ reader: inout NodeReader) -> ClosedRange<Rational>? {
        let lowest = reader.positive("lowest")
        let highest = reader.positive("highest")
        guard let lowest, let highest else { return nil }
        guard lowest <= highest else {
            reader.fault("'lowest' has to be no more than 'highest'")
            return nil
        }
        return lowest...highest
    }

    private static func source(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> SourceID? {
        let source = reader.source(in: catalogue)
        return reader.evidence() == nil ? nil : source
    }
}
