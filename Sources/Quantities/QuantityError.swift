/// What can go wrong when quantities are computed.
public enum QuantityError: Error, Hashable, Sendable {
    /// The exact result needs more than 127 bits in its numerator or denominator.
    case overflow
    /// A division by zero was asked for.
    case divisionByZero
    /// A quantity that can only be zero or more would have become negative.
    case negative
    /// A factor was applied to an amount of another kind, such as a patch factor to milligrams.
    case unitMismatch
}

extension QuantityError: CustomStringConvertible {
    /// The fault in words, for a message.
    public var description: String {
        switch self {
        case .overflow: "the number is too large or too finely divided to be computed exactly"
        case .divisionByZero: "a division by zero was asked for"
        case .negative: "a quantity below zero is not possible here"
        case .unitMismatch: "the factor and the amount are in different units"
        }
    }
}
