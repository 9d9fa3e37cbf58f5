/// The formats of diary files, told apart by content and not by name.
public enum DiaryFormat: Sendable, CaseIterable {
    /// One JSON object, `pain-diary/1`.
    case native
    /// A sheet of rows, `pain-diary-csv/1`.
    case csv
    /// A FHIR R4 bundle.
    case fhir

    /// The format of a file's bytes.
    ///
    /// JSON begins with a brace or a bracket, and a sheet's first line separates cells. What is
    /// neither is read as JSON, whose reader says what is wrong.
    public init(of bytes: [UInt8]) {
        let text = bytes.dropFirst(CSVRowReader.markLength(bytes))
            .drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
        let line = text.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        let isJSON = text.first == UInt8(ascii: "{") || text.first == UInt8(ascii: "[")
        let isSheet =
            line.contains(UInt8(ascii: ",")) || line.contains(UInt8(ascii: ";"))
            || line.starts(with: Array(CSVSheet.markKey.utf8))
        if isJSON {
            self = FHIRDiary.recognises(bytes) ? .fhir : .native
        } else {
            self = isSheet ? .csv : .native
        }
    }

    /// Whether a file of these bytes can't have been cut off without showing it.
    ///
    /// JSON is whole when its last brace is closed. A sheet looks whole after each row, unless its last
    /// one says that it is the last; and a word or two may be how a sheet begins.
    public static func tellsItsEnd(_ bytes: [UInt8]) -> Bool {
        let first = bytes.dropFirst(CSVRowReader.markLength(bytes)).first {
            $0 != 0x20 && !(0x09...0x0D).contains($0)
        }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
            || CSVDiary.tellsItsEnd(bytes)
    }

    /// The format of a name that was kept with stored bytes; nil for one of another version.
    public init?(name: String) {
        guard let format = DiaryFormat.allCases.first(where: { $0.name == name }) else {
            return nil
        }
        self = format
    }

    /// The name by which the format is kept with stored bytes.
    public var name: String {
        switch self {
        case .native: NativeDiary.schema
        case .csv: CSVDiary.name
        case .fhir: FHIRDiary.name
        }
    }
}
