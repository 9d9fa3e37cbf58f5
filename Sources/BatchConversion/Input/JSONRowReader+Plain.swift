import StrictJSON

extension JSONRowReader {
    /// Reads a line of known keys with plain texts, numbers and nulls, where it stands.
    ///
    /// - Parameter line: bytes with a line feed somewhere, and `Field.slack` more behind it.
    /// - Returns: the length with the line feed; 0 for any other line, which `read` must look at, even
    ///   though fields of the row may have been filled.
    @inline(__always)
    func readPlain(_ line: UnsafePointer<UInt8>, into row: RowFields) -> Int {
        row.clear()
        var place = JSONRowReader.behindSpaces(line, 0)
        guard line[place] == UInt8(ascii: "{") else { return 0 }
        // A key or a column that comes twice is for the strict reader.
        var (seen, filled): (UInt64, UInt64) = (0, 0)
        var last = -1
        repeat {
            place = JSONRowReader.behindSpaces(line, place &+ 1)
            guard let key = keys.find(line + place, after: last) else { return 0 }
            let bit = 1 &<< UInt64(truncatingIfNeeded: key)
            guard seen & bit == 0 else { return 0 }
            seen |= bit
            last = key
            place = JSONRowReader.behindSpaces(line, place &+ keys.length(key))
            guard line[place] == UInt8(ascii: ":") else { return 0 }
            place = JSONRowReader.behindSpaces(line, place &+ 1)
            let column = keys.column(key)
            guard let end = JSONRowReader.endOfValue(line, place, isRead: column != nil) else {
                return 0
            }
            if let column {
                let bit = 1 &<< UInt64(truncatingIfNeeded: column.rawValue)
                guard filled & bit == 0 else { return 0 }
                filled |= bit
                row[column] = JSONRowReader.field(line + place, end &- place, of: column)
            }
            place = JSONRowReader.behindSpaces(line, end)
        } while line[place] == UInt8(ascii: ",")
        guard line[place] == UInt8(ascii: "}") else { return 0 }
        place = JSONRowReader.behindSpaces(line, place &+ 1)
        return line[place] == 0x0A ? place &+ 1 : 0
    }

    /// A plain value as a field: of an id the value itself, of all else what it says.
    @inline(__always)
    private static func field(
        _ start: UnsafePointer<UInt8>, _ count: Int, of column: BatchColumn
    ) -> Field {
        switch start[0] {
        case UInt8(ascii: "\"") where column != .id: Field(start: start + 1, count: count &- 2)
        case UInt8(ascii: "n"): Field(start: start, count: 0)
        default: Field(start: start, count: count)
        }
    }

    /// The place behind spaces that JSON allows; line feeds end the line.
    @inline(__always)
    private static func behindSpaces(_ line: UnsafePointer<UInt8>, _ start: Int) -> Int {
        var place = start
        while line[place] == UInt8(ascii: " ") || line[place] == UInt8(ascii: "\t")
            || line[place] == UInt8(ascii: "\r")
        {
            place &+= 1
        }
        return place
    }

    /// The place behind a plain value; nil for any other.
    ///
    /// - Parameter isRead: whether a column takes the value, which truth values have no place in.
    @inline(__always)
    private static func endOfValue(
        _ line: UnsafePointer<UInt8>, _ start: Int, isRead: Bool
    ) -> Int? {
        switch line[start] {
        case UInt8(ascii: "\""): return endOfText(line, start &+ 1)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return endOfNumber(line, start)
        case UInt8(ascii: "n"): return end(of: "null", line, start)
        case UInt8(ascii: "t") where !isRead: return end(of: "true", line, start)
        case UInt8(ascii: "f") where !isRead: return end(of: "false", line, start)
        default: return nil
        }
    }

    /// The place behind the quotation mark that closes a text of printable ASCII without escapes.
    @inline(__always)
    private static func endOfText(_ line: UnsafePointer<UInt8>, _ start: Int) -> Int? {
        var place = start
        while true {
            let word = ByteWord(at: line + place)
            let marks =
                word.places(of: UInt8(ascii: "\"")) | word.places(of: UInt8(ascii: "\\"))
                | word.unprintable
            if marks != 0 {
                place &+= marks.trailingZeroBitCount / 8
                return line[place] == UInt8(ascii: "\"") ? place &+ 1 : nil
            }
            place &+= 8
        }
    }

    /// The place behind a number without sign and exponent.
    @inline(__always)
    private static func endOfNumber(_ line: UnsafePointer<UInt8>, _ start: Int) -> Int? {
        var place = behindDigits(line, start)
        guard line[start] != UInt8(ascii: "0") || place == start &+ 1 else { return nil }
        if line[place] == UInt8(ascii: ".") {
            let fraction = place &+ 1
            place = behindDigits(line, fraction)
            guard place > fraction else { return nil }
        }
        return place &- start <= JSONNumber.longest ? place : nil
    }

    @inline(__always)
    private static func behindDigits(_ line: UnsafePointer<UInt8>, _ start: Int) -> Int {
        var place = start
        while line[place] &- UInt8(ascii: "0") < 10 { place &+= 1 }
        return place
    }

    @inline(__always)
    private static func end(
        of word: StaticString, _ line: UnsafePointer<UInt8>, _ start: Int
    ) -> Int? {
        var place = 0
        while place < word.utf8CodeUnitCount {
            // The first difference, such as the line's end, ends the comparison.
            guard line[start &+ place] == word.utf8Start[place] else { return nil }
            place &+= 1
        }
        return start &+ place
    }
}
