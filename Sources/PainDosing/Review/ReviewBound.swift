public import Quantities

/// A fact as it is known.
public enum ReviewValue: Hashable, Sendable {
    /// True or false.
    case flag(Bool)
    /// A number.
    case number(Rational)
    /// A number that is only known not to be smaller, such as a count of the lesions described.
    case atLeast(Rational)
    /// One of a closed list of words.
    case word(String)
}

/// One end of a range of numbers.
public struct ReviewRangeEnd: Hashable, Sendable {
    /// The number.
    public let value: Rational
    /// Whether the number itself belongs to the range.
    public let isIncluded: Bool

    /// An end of a range.
    public init(_ value: Rational, isIncluded: Bool) {
        self.value = value
        self.isIncluded = isIncluded
    }
}

/// What a fact has to be for a test to be met.
public enum ReviewBound: Hashable, Sendable {
    /// True, or false.
    case flag(Bool)
    /// A number within two ends, of which one may be open.
    case range(from: ReviewRangeEnd?, to: ReviewRangeEnd?)
    /// One of these words.
    case oneOf([String])
    /// Anything, as long as it is known.
    case known

    /// Whether a value is within the bound; nil if that is not known.
    func isMet(by value: ReviewValue?) -> Bool? {
        guard let value else { return nil }
        switch (self, value) {
        case (.known, _): return true
        case (.flag(let wanted), .flag(let flag)): return flag == wanted
        case (.oneOf(let words), .word(let word)): return words.contains(word)
        case (.range(let from, let to), .number(let number)):
            return ReviewBound.isAbove(number, from) && ReviewBound.isBelow(number, to)
        case (.range(let from, let to), .atLeast(let number)):
            // The true number may be this one or any greater.
            guard ReviewBound.isBelow(number, to) else { return false }
            return to == nil && ReviewBound.isAbove(number, from) ? true : nil
        case (.flag, _), (.oneOf, _), (.range, _):
            // The tables are refused if a bound does not fit its fact.
            return nil
        }
    }

    private static func isAbove(_ number: Rational, _ end: ReviewRangeEnd?) -> Bool {
        end.map { $0.isIncluded ? number >= $0.value : number > $0.value } ?? true
    }

    private static func isBelow(_ number: Rational, _ end: ReviewRangeEnd?) -> Bool {
        end.map { $0.isIncluded ? number <= $0.value : number < $0.value } ?? true
    }
}
