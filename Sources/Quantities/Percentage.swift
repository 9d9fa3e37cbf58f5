/// A share of a whole in percent, from 0 to 100, both included.
public struct Percentage: Hashable, Comparable, Sendable {
    /// The share in percent.
    public let percent: Rational

    /// Nothing at all.
    public static let zero = Percentage(unchecked: .zero)

    /// A share of the whole; nil outside 0 to 100.
    public init?(percent: Rational) {
        guard percent >= .zero, percent <= Rational(100) else { return nil }
        self.percent = percent
    }

    /// A share of the whole in whole percent; nil outside 0 to 100.
    public init?(percent: Int) {
        self.init(percent: Rational(percent))
    }

    /// A share of one; nil outside 0 to 1.
    ///
    /// - Throws: `QuantityError.overflow`.
    public init?(share: Rational) throws(QuantityError) {
        guard share >= .zero, share <= .one else { return nil }
        percent = try share.multiplied(by: Rational(100))
    }

    /// The share of one; 0 to 1.
    ///
    /// - Throws: `QuantityError.overflow`.
    @inlinable
    public var share: Rational {
        get throws(QuantityError) { try percent.divided(by: Rational(100)) }
    }

    /// What is left of one after taking the share away; 0 to 1.
    ///
    /// - Throws: `QuantityError.overflow`.
    @inlinable
    public var complement: Rational {
        get throws(QuantityError) {
            try Rational(100).subtracting(percent).divided(by: Rational(100))
        }
    }

    /// Compares the shares, exactly.
    @inlinable
    public static func < (left: Percentage, right: Percentage) -> Bool {
        left.percent < right.percent
    }

    private init(unchecked percent: Rational) {
        self.percent = percent
    }
}
