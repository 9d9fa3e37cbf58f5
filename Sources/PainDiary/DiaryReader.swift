public import PainDosing

/// Reads diary files of any format.
public struct DiaryReader: Sendable {
    private let native: NativeDiary
    private let csv: CSVDiary

    /// Reads diaries whose drugs `regimens` knows.
    public init(regimens: any RegimenReading) {
        native = NativeDiary(regimens: regimens)
        csv = CSVDiary(regimens: regimens)
    }

    /// The entries of a file with their ids; at least one.
    ///
    /// - Throws: `DiaryError` with the faults by place.
    public func entries(_ bytes: [UInt8]) throws(DiaryError) -> [RecordedEntry] {
        switch DiaryFormat(of: bytes) {
        case .native:
            [RecordedEntry(id: ContentDigest(of: bytes), entry: try native.decode(bytes))]
        case .csv: try csv.entries(bytes)
        }
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
