/// A JSON number as it was written: text, so that no digit is ever lost.
public struct JSONNumber: Hashable, Sendable, CustomStringConvertible {
    /// The longest number that is read, in characters.
    public static let longest = 64

    /// The number in the grammar of RFC 8259, such as `-2.50` or `1e3`.
    public let text: String

    /// A whole number.
    public init(_ whole: Int) {
        text = String(whole)
    }

    /// The number that a whole text writes; nil unless it is a JSON number of at most 64 characters.
    public init?(_ text: String) {
        var text = text
        let isNumber = text.withUTF8 { bytes in
            guard bytes.count <= JSONNumber.longest,
                case .end(bytes.count) = JSONNumber.scan(bytes, from: 0)
            else { return false }
            return true
        }
        guard isNumber else { return nil }
        self.text = text
    }

    /// Trusts the caller that the text has been scanned.
    init(scanned text: String) {
        self.text = text
    }

    /// The whole number, if the text has no point and no exponent and fits.
    public var whole: Int? {
        // "-0" is how a lost digit may look, and no document needs it.
        text == "-0" ? nil : Int(text)
    }

    /// The number as it was written.
    public var description: String { text }
}

extension JSONNumber {
    /// How scanning a number ended.
    enum Scan {
        /// The number ends before this offset.
        case end(Int)
        /// A zero stands before another digit, at this offset.
        case leadingZero(Int)
        /// No digit stands at this offset, which may be the end of the text.
        case missingDigit(Int)
    }

    /// Finds the end of the number that begins at `start` with a minus sign or a digit.
    @inline(__always)
    static func scan(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Scan {
        let count = bytes.count
        var offset = start
        if offset < count, bytes[offset] == UInt8(ascii: "-") { offset += 1 }
        let whole = offset
        skipDigits(bytes, &offset)
        guard offset > whole else { return .missingDigit(offset) }
        guard bytes[whole] != UInt8(ascii: "0") || offset == whole + 1 else {
            return .leadingZero(whole)
        }
        if offset < count, bytes[offset] == UInt8(ascii: ".") {
            offset += 1
            let fraction = offset
            skipDigits(bytes, &offset)
            guard offset > fraction else { return .missingDigit(offset) }
        }
        if offset < count, bytes[offset] | 0x20 == UInt8(ascii: "e") {
            offset += 1
            if offset < count,
                bytes[offset] == UInt8(ascii: "+") || bytes[offset] == UInt8(ascii: "-")
            {
                offset += 1
            }
            let exponent = offset
            skipDigits(bytes, &offset)
            guard offset > exponent else { return .missingDigit(offset) }
        }
        return .end(offset)
    }

    @inline(__always)
    private static func skipDigits(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: inout Int) {
        while offset < bytes.count, bytes[offset] &- UInt8(ascii: "0") < 10 { offset += 1 }
    }
}
