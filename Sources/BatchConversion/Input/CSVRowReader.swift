/// Cuts a line of CSV into fields (RFC 4180; a semicolon or tab may stand for the comma).
///
/// A line is a row: a quoted field that goes on in the next line spoils its own row and no other.
final class CSVRowReader {
    /// What a byte means outside quotes.
    private enum Kind: UInt8 {
        case plain
        case separator
        case lineFeed
        case carriageReturn
        case quote
        /// Part of a character beyond ASCII.
        case high
        case control
    }

    /// The most columns of a sheet.
    static let mostFields = 1_000

    let separator: UInt8
    private let kinds: UnsafeMutablePointer<UInt8>
    private let unquoted: UnsafeMutablePointer<UInt8>
    private let fields: UnsafeMutablePointer<Field>
    private(set) var count = 0

    init(separator: UInt8) {
        self.separator = separator
        kinds = .allocate(capacity: 256)
        for byte in UInt8.min...UInt8.max {
            kinds[Int(byte)] = CSVRowReader.kind(of: byte, separator).rawValue
        }
        unquoted = .allocate(capacity: RowLimits.longestRow + Field.slack)
        fields = .allocate(capacity: CSVRowReader.mostFields)
    }

    deinit {
        kinds.deallocate()
        unquoted.deallocate()
        fields.deallocate()
    }

    private static func kind(of byte: UInt8, _ separator: UInt8) -> Kind {
        switch byte {
        case separator: .separator
        case UInt8(ascii: "\n"): .lineFeed
        case UInt8(ascii: "\r"): .carriageReturn
        case UInt8(ascii: "\""): .quote
        // A tab that separates nothing is a space.
        case UInt8(ascii: "\t"): .plain
        case 0x80...: .high
        case ..<0x20, 0x7F: .control
        default: .plain
        }
    }

    /// A field of the line that was read last, without spaces around it.
    @inline(__always)
    subscript(_ index: Int) -> Field { fields[index].trimmed }

    /// Cuts a plain row into fields, eight bytes at a time; nearly every row is one.
    ///
    /// - Parameter line: bytes with a line feed somewhere, and `Field.slack` more behind it.
    /// - Returns: the length with the line feed; 0 if the row has anything but printable ASCII without
    ///   quotation marks, or too many fields, so that `read` must look at it.
    @inline(__always)
    func readPlain(_ line: UnsafePointer<UInt8>) -> Int {
        var (place, start, found) = (0, 0, 0)
        while true {
            let word = ByteWord(at: line + place)
            let separators = word.places(of: separator)
            var marks = separators | word.unprintable | word.places(of: UInt8(ascii: "\""))
            while marks != 0 {
                let mark = marks & (0 &- marks)
                let end = place &+ mark.trailingZeroBitCount / 8
                guard found < CSVRowReader.mostFields else { return 0 }
                fields[found] = Field(start: line + start, count: end &- start)
                found &+= 1
                guard separators & mark != 0 else {
                    count = found
                    if line[end] == 0x0A { return end &+ 1 }
                    return line[end] == 0x0D && line[end &+ 1] == 0x0A ? end &+ 2 : 0
                }
                start = end &+ 1
                marks ^= mark
            }
            place &+= 8
        }
    }

    /// Cuts any line into fields.
    ///
    /// - Parameters:
    ///   - line: the bytes, with a line feed as the last.
    ///   - length: how many, at most `RowLimits.longestRow`.
    /// - Returns: why the line is no row; nil if all is well.
    func read(_ line: UnsafePointer<UInt8>, _ length: Int) -> RowFault? {
        count = 0
        var place = 0
        var start = 0
        var isASCII = true
        while true {
            // The line feed at the end stops this loop.
            while kinds[Int(line[place])] == Kind.plain.rawValue { place &+= 1 }
            switch Kind(rawValue: kinds[Int(line[place])]) ?? .control {
            case .plain: break
            case .separator:
                guard add(Field(start: line + start, count: place &- start)) else {
                    return RowFault("the row has more than \(CSVRowReader.mostFields) fields")
                }
                place &+= 1
                start = place
            case .lineFeed:
                return end(Field(start: line + start, count: place &- start), line, place, isASCII)
            case .carriageReturn:
                guard place &+ 2 == length else { return CSVRowReader.control }
                return end(Field(start: line + start, count: place &- start), line, place, isASCII)
            case .high:
                isASCII = false
                place &+= 1
            case .control: return CSVRowReader.control
            case .quote:
                guard place == start else {
                    return RowFault(
                        "a quotation mark stands inside a field; quote the whole field and write "
                            + "each mark in it twice")
                }
                switch quoted(line, &place, length, &isASCII) {
                case .failure(let fault): return fault
                case .success(let field):
                    guard add(field) else {
                        return RowFault("the row has more than \(CSVRowReader.mostFields) fields")
                    }
                }
                if line[place] != separator {
                    return checked(line, place, isASCII)
                }
                place &+= 1
                start = place
            }
        }
    }

    private static var control: RowFault {
        RowFault("the row holds a control character; save the sheet again as plain CSV")
    }

    @inline(__always)
    private func add(_ field: Field) -> Bool {
        guard count < CSVRowReader.mostFields else { return false }
        fields[count] = field
        count &+= 1
        return true
    }

    private func end(
        _ field: Field, _ line: UnsafePointer<UInt8>, _ length: Int, _ isASCII: Bool
    ) -> RowFault? {
        guard add(field) else {
            return RowFault("the row has more than \(CSVRowReader.mostFields) fields")
        }
        return checked(line, length, isASCII)
    }

    private func checked(
        _ line: UnsafePointer<UInt8>, _ length: Int, _ isASCII: Bool
    ) -> RowFault? {
        if isASCII || RowLimits.isUTF8(line, length) { return nil }
        return RowFault("the row is not UTF-8; save the sheet as CSV UTF-8")
    }

    /// The field between quotation marks; `place` moves behind it.
    private func quoted(
        _ line: UnsafePointer<UInt8>, _ place: inout Int, _ length: Int, _ isASCII: inout Bool
    ) -> Result<Field, RowFault> {
        let mark = UInt8(ascii: "\"")
        // Each row has its own place in this memory for each of its bytes.
        let start = unquoted + place
        var size = 0
        place &+= 1
        while true {
            let byte = line[place]
            switch Kind(rawValue: kinds[Int(byte)]) ?? .control {
            case .quote:
                place &+= 1
                guard line[place] == mark else {
                    guard isEnd(line, place, length) else {
                        return .failure(
                            RowFault("there is text after a field's closing quotation mark"))
                    }
                    return .success(Field(start: start, count: size))
                }
            case .lineFeed:
                return .failure(
                    RowFault(
                        "a quotation mark is not closed in its line; a row is one line, so leave "
                            + "line breaks out of its fields"))
            case .control, .carriageReturn: return .failure(CSVRowReader.control)
            case .high: isASCII = false
            case .plain, .separator: break
            }
            start[size] = byte
            size &+= 1
            place &+= 1
        }
    }

    private func isEnd(_ line: UnsafePointer<UInt8>, _ place: Int, _ length: Int) -> Bool {
        line[place] == separator || place &+ 1 == length
            || line[place] == UInt8(ascii: "\r") && place &+ 2 == length
    }
}
