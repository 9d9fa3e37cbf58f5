/// What the grammar accepts at one place of a JSON text.
public enum JSONExpectation: Hashable, Sendable {
    /// Any value.
    case value
    /// The first value of an array, or its end.
    case valueOrArrayEnd
    /// What follows a value in an array.
    case commaOrArrayEnd
    /// A key after a comma.
    case key
    /// The first key of an object, or its end.
    case keyOrObjectEnd
    /// What follows a key.
    case colon
    /// What follows a value in an object.
    case commaOrObjectEnd
    /// The rest of a string.
    case closingQuote
    /// What follows a backslash.
    case escape
    /// One of the four digits after `\u`.
    case hexDigit
    /// A digit of a number.
    case digit
    /// The rest of a character of several bytes.
    case utf8Continuation
}

extension JSONExpectation: CustomStringConvertible {
    /// The accepted text as the end of a sentence.
    public var description: String {
        switch self {
        case .value: "a value (object, array, string, number, true, false or null)"
        case .valueOrArrayEnd: "a value or ]"
        case .commaOrArrayEnd: "a comma or ]"
        case .key: "a key in double quotes"
        case .keyOrObjectEnd: "a key in double quotes or }"
        case .colon: "a colon"
        case .commaOrObjectEnd: "a comma or }"
        case .closingQuote: "the rest of the string and a double quote"
        case .escape: "one of \" \\ / b f n r t u after a backslash"
        case .hexDigit: "four hexadecimal digits after \\u"
        case .digit: "a digit"
        case .utf8Continuation: "the rest of a UTF-8 character"
        }
    }
}
