public import PainDosing

/// An entry of a file, and what of the file it does not rest on.
public struct DiaryReading: Sendable {
    /// The entry with the id by which it is known.
    public let recorded: RecordedEntry
    /// Parts that were left aside, in words; none but in bundles of FHIR.
    public let ignored: [String]
}

/// Reads diary files of any format.
public struct DiaryReader: Sendable {
    private let native: NativeDiary
    private let csv: CSVDiary
    private let fhir: FHIRDiary

    /// Reads diaries whose drugs `regimens` knows.
    public init(regimens: any RegimenReading) {
        native = NativeDiary(regimens: regimens)
        csv = CSVDiary(regimens: regimens)
        fhir = FHIRDiary(regimens: regimens)
    }

    /// The entries of a file with their ids; at least one.
    ///
    /// - Throws: `DiaryError` with the faults by place.
    public func readings(_ bytes: [UInt8]) throws(DiaryError) -> [DiaryReading] {
        func single(_ entry: DiaryEntry, _ ignored: [String] = []) -> [DiaryReading] {
            let recorded = RecordedEntry(id: ContentDigest(of: bytes), entry: entry)
            return [DiaryReading(recorded: recorded, ignored: ignored)]
        }
        switch DiaryFormat(of: bytes) {
        case .native: return single(try native.decode(bytes))
        case .csv:
            return try csv.entries(bytes).map { DiaryReading(recorded: $0, ignored: []) }
        case .fhir:
            let reading = try fhir.read(bytes)
            return single(reading.entry, reading.ignored.map(\.description))
        }
    }

    /// The same without what was left aside.
    ///
    /// - Throws: `DiaryError` with the faults by place.
    public func entries(_ bytes: [UInt8]) throws(DiaryError) -> [RecordedEntry] {
        try readings(bytes).map(\.recorded)
    }

    /// The entry of a file that holds one, as the ledger keeps it.
    ///
    /// - Throws: `DiaryError`, `.severalEntries` for a sheet with more.
    public func decode(_ bytes: [UInt8]) throws(DiaryError) -> DiaryEntry {
        let entries = try entries(bytes)
        guard let only = entries.first, entries.count == 1 else {
            throw .severalEntries(entries.count)
        }
        return only.entry
    }
}
