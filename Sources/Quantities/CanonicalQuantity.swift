/// A quantity of one kind, zero or more, held exactly in one unit.
///
/// The unit is part of the type, so that quantities of two kinds can't be added or compared. Each
/// type names its unit in its own constructors; `canonicalValue` is for generic arithmetic only.
public protocol CanonicalQuantity: Hashable, Comparable, Sendable {
    /// The amount in the type's one unit; zero or more.
    var canonicalValue: Rational { get }

    /// A quantity of that amount in the type's one unit.
    ///
    /// - Throws: `QuantityError.negative`.
    init(canonicalValue: Rational) throws(QuantityError)
}

extension CanonicalQuantity {
    /// The exact sum.
    ///
    /// - Throws: `QuantityError.overflow`.
    @inlinable
    public func adding(_ other: Self) throws(QuantityError) -> Self {
        try Self(canonicalValue: canonicalValue.adding(other.canonicalValue))
    }

    /// The quantity taken `factor` times; a negative factor is an error.
    ///
    /// - Throws: `QuantityError.overflow`, `QuantityError.negative`.
    @inlinable
    public func scaled(by factor: Rational) throws(QuantityError) -> Self {
        try Self(canonicalValue: canonicalValue.multiplied(by: factor))
    }

    /// The quantity divided into `parts`.
    ///
    /// - Throws: `QuantityError.overflow`, `QuantityError.divisionByZero`, `QuantityError.negative`.
    @inlinable
    public func divided(by parts: Rational) throws(QuantityError) -> Self {
        try Self(canonicalValue: canonicalValue.divided(by: parts))
    }

    /// How many times `other` goes into this quantity, exactly.
    ///
    /// - Throws: `QuantityError.overflow`, `QuantityError.divisionByZero`.
    @inlinable
    public func ratio(to other: Self) throws(QuantityError) -> Rational {
        try canonicalValue.divided(by: other.canonicalValue)
    }

    /// What is left after a reduction by `percentage`.
    ///
    /// - Throws: `QuantityError.overflow`.
    @inlinable
    public func reduced(by percentage: Percentage) throws(QuantityError) -> Self {
        try scaled(by: percentage.complement)
    }

    /// Whether the quantity is nothing.
    public var isZero: Bool { canonicalValue == .zero }

    /// Compares the amounts, exactly.
    @inlinable
    public static func < (left: Self, right: Self) -> Bool {
        left.canonicalValue < right.canonicalValue
    }
}
