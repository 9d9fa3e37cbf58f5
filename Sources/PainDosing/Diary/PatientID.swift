/// A patient's pseudonym: 1 to 64 ASCII letters, digits, `-`, `_` and `.`.
public struct PatientID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The characters that a pseudonym may have, in words.
    public static let accepted = "1 to 64 ASCII letters, digits, - _ and ."

    /// The pseudonym as written; upper and lower case differ.
    public let text: String

    /// Nil unless the whole text is a pseudonym.
    public init?(_ text: String) {
        guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy(PatientID.isAccepted) else {
            return nil
        }
        self.text = text
    }

    /// The pseudonym as written.
    public var description: String { text }

    /// Compares by the pseudonym's characters.
    public static func < (left: PatientID, right: PatientID) -> Bool { left.text < right.text }

    private static func isAccepted(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
