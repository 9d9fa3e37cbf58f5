/// The 128-bit number that tells journal and catalog what kind of event a record is about.
public struct MessageID: Hashable, Sendable {
    /// 32 lower-case hexadecimal digits.
    public let text: String

    /// Takes 32 lower-case hexadecimal digits; nil for anything else.
    public init?(_ text: String) {
        let digits = "0123456789abcdef".utf8
        guard text.utf8.count == 32, text.utf8.allSatisfy(digits.contains) else { return nil }
        self.text = text
    }

    /// Takes the two halves of the number.
    public init(_ high: UInt64, _ low: UInt64) {
        func padded(_ half: UInt64) -> String {
            let digits = String(half, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }
        text = padded(high) + padded(low)
    }
}

extension MessageID: CustomStringConvertible {
    /// 32 lower-case hexadecimal digits.
    public var description: String { text }
}
