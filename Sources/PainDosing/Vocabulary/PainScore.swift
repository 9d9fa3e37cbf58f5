/// Pain on the numeric rating scale (NRS), 0 (none) to 10 (worst imaginable), both included.
public struct PainScore: Hashable, Comparable, Sendable {
    /// The whole number the patient gave.
    public let value: Int

    /// Nil outside 0 to 10.
    public init?(_ value: Int) {
        guard (0...10).contains(value) else { return nil }
        self.value = value
    }

    /// Compares by the score: less pain is less.
    public static func < (left: PainScore, right: PainScore) -> Bool { left.value < right.value }
}
