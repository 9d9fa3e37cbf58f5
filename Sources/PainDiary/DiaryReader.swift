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
    ///
    /// - Parameter recordedAt: when a FHIR bundle without a timestamp was made.
    public init(regimens: any RegimenReading, recordedAt: LocalInstant? = nil) {
        native = NativeDiary(regimens: regimens)
        csv = CSVDiary(regimens: regimens)
        fhir = FHIRDiary(regimens: regimens, recordedAt: recordedAt)
    }

    /// The entries of a file with their ids; at least one.
    ///
    /// - Throws: `DiaryError` with the faults by place.
    public func readings(_ bytes: [UInt8]) throws(DiaryError) -> [DiaryReading] {
        try readings(bytes, as: DiaryFormat(of: bytes))
    }

    private func readings(
        _ bytes: [UInt8], as format: DiaryFormat
    ) throws(DiaryError) -> [DiaryReading] {
        func single(_ entry: DiaryEntry, _ ignored: [String] = []) -> [DiaryReading] {
            let recorded = RecordedEntry(id: ContentDigest(of: bytes), entry: entry)
            return [DiaryReading(recorded: recorded, ignored: ignored)]
        }
        switch format {
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
        try DiaryReader.only(readings(bytes))
    }

    /// The same for bytes that were stored under the name of their format, which stands whatever
    /// later versions make of the content.
    ///
    /// - Throws: `DiaryError`, `.unknownFormat` for a name that this version does not have.
    public func decode(_ bytes: [UInt8], stored name: String) throws(DiaryError) -> DiaryEntry {
        guard let format = DiaryFormat(name: name) else { throw .unknownFormat(name) }
        return try DiaryReader.only(readings(bytes, as: format))
    }

    private static func only(_ readings: [DiaryReading]) throws(DiaryError) -> DiaryEntry {
        guard let only = readings.first, readings.count == 1 else {
            throw .severalEntries(readings.count)
        }
        return only.recorded.entry
    }
}
