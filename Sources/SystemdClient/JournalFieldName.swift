/// The name of a journal field: 1 to 64 of A–Z, 0–9 and "_", beginning with a letter.
///
/// Names beginning with "_" are journald's own and cannot be sent.
public struct JournalFieldName: Hashable, Sendable {
    /// The name.
    public let text: String

    /// Takes a name; nil when journald would not accept it.
    public init?(_ text: String) {
        let isLetter = { (byte: UInt8) in (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) }
        let isDigit = { (byte: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        guard let first = text.utf8.first, isLetter(first), text.utf8.count <= 64,
            text.utf8.allSatisfy({ isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") })
        else { return nil }
        self.text = text
    }
}

extension JournalFieldName: CustomStringConvertible {
    /// The name.
    public var description: String { text }
}
