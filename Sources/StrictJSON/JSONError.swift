/// Why a text is not the JSON that is read here, and where.
public struct JSONError: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Fault: Hashable, Sendable {
        /// There is nothing but white space.
        case empty
        /// The text ends where more must follow.
        case endOfText(JSONExpectation)
        /// From here to the end there are only NUL bytes, as in a file whose space was reserved.
        case trailingNULBytes
        /// The text begins with a byte order mark.
        case byteOrderMark
        /// The text is too long to be counted.
        case textTooLong
        /// Something stands where something else is accepted; `found` is ready to be shown.
        case unexpected(found: String, JSONExpectation)
        /// Something follows the one value of the text.
        case trailingText(found: String)
        /// A key stands twice in one object; `key` is ready to be shown.
        case duplicateKey(key: String)
        /// Arrays and objects are nested too deeply.
        case tooDeep
        /// Half of a surrogate pair stands alone.
        case loneSurrogate
        /// The bytes are not UTF-8.
        case invalidUTF8
        /// A control character stands unescaped in a string.
        case controlCharacter(UInt8)
        /// A zero stands before another digit.
        case leadingZero
        /// A number has too many characters.
        case numberTooLong
    }

    /// What is wrong.
    public let fault: Fault
    /// Where it is.
    public let position: JSONPosition

    /// A fault at a place.
    public init(_ fault: Fault, at position: JSONPosition) {
        self.fault = fault
        self.position = position
    }

    /// Whether the text may only have been cut off, so that waiting for the rest makes sense.
    public var isIncomplete: Bool {
        switch fault {
        case .empty, .endOfText, .trailingNULBytes: true
        case .byteOrderMark, .textTooLong, .unexpected, .trailingText, .duplicateKey, .tooDeep,
            .loneSurrogate, .invalidUTF8, .controlCharacter, .leadingZero, .numberTooLong:
            false
        }
    }

    /// One sentence that says what was found and what is accepted, without the place.
    public var message: String {
        switch fault {
        case .empty: "the text is empty; accepted is one JSON value"
        case .endOfText(let expectation): "the text ends; accepted here is \(expectation)"
        case .trailingNULBytes:
            "only NUL bytes follow, as if the file were still being written; accepted is the text alone"
        case .byteOrderMark:
            "the text begins with a byte order mark; accepted is UTF-8 without one"
        case .textTooLong: "the text is longer than 4294967295 bytes, the most that is accepted"
        case .unexpected(let found, let expectation):
            "found \(found); accepted here is \(expectation)"
        case .trailingText(let found):
            "found \(found) after the value; accepted is one JSON value and nothing after it"
        case .duplicateKey(let key): "the key \(key) stands twice; accepted is each key once"
        case .tooDeep:
            "arrays and objects are nested more deeply than the \(JSONReader.deepest) levels accepted"
        case .loneSurrogate:
            "half of a surrogate pair stands alone; accepted are pairs such as \\ud83d\\ude00"
        case .invalidUTF8: "the bytes are not valid UTF-8, the only encoding accepted"
        case .controlCharacter(let byte):
            "a string holds the control character \(QuotedText.code(UInt32(byte))); "
                + "accepted is its escape, such as \\n"
        case .leadingZero:
            "a number begins with 0 before another digit; accepted is 5 or 0.5, not 05"
        case .numberTooLong:
            "a number has more than the \(JSONNumber.longest) characters accepted"
        }
    }
}

extension JSONError: CustomStringConvertible {
    /// The sentence with its place.
    public var description: String { "\(position): \(message)" }
}
