public import PainDosing
public import StrictJSON

/// The project's own diary format: one JSON object an entry, `pain-diary/1`.
public struct NativeDiary: Sendable {
    /// The name that the field `schema` must have.
    public static let schema = "pain-diary/1"
    /// The characters that a string may have.
    public static let longestString = 200
    /// The comedications that an entry may list.
    public static let mostComedications = 100

    private let regimens: any RegimenReading

    /// Reads diaries whose drugs `regimens` knows.
    public init(regimens: any RegimenReading) {
        self.regimens = regimens
    }

    /// The entry in a file's bytes.
    ///
    /// - Throws: `DiaryError` with all faults up to 20, each with its place.
    public func decode(_ bytes: [UInt8]) throws(DiaryError) -> DiaryEntry {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(reading: bytes)
        } catch {
            throw .notJSON(error)
        }
        return try decode(value)
    }

    /// The entry in a JSON value, such as one line of a file of many.
    ///
    /// - Throws: `DiaryError.notADiary`.
    public func decode(_ value: JSONValue) throws(DiaryError) -> DiaryEntry {
        var decoder = NativeDiaryDecoder(regimens: regimens)
        let entry = decoder.entry(JSONNode(value))
        guard let entry, decoder.faults.isEmpty else {
            let faults = decoder.faults.sorted.map { fault in
                DiaryFault(
                    line: fault.position.line, column: fault.position.column, path: fault.path,
                    message: fault.message)
            }
            throw .notADiary(faults, omitted: decoder.faults.omitted)
        }
        return entry
    }

    /// The entry in the canonical form; reading it gives the same entry.
    ///
    /// Fields have a fixed order, unknown facts are left out, times are on the entry's own clock, and
    /// regimen items are objects.
    ///
    /// - Throws: `DiaryEncodingError` for what the format can't hold exactly.
    public static func encode(_ entry: DiaryEntry) throws(DiaryEncodingError) -> JSONValue {
        try NativeDiaryEncoder(entry: entry).value()
    }
}
