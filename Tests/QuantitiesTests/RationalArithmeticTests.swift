import BigInt
import Quantities
import TestSupport
import Testing

/// A fraction of unlimited precision, as the oracle.
private struct BigFraction: Equatable {
    let numerator: BigInt
    let denominator: BigInt

    init(_ numerator: BigInt, _ denominator: BigInt) {
        let divisor = numerator.greatestCommonDivisor(with: denominator)
        let sign: BigInt = denominator < 0 ? -1 : 1
        self.numerator = sign * numerator / divisor
        self.denominator = sign * denominator / divisor
    }

    init(_ value: Rational) {
        self.init(BigInt(value.numerator), BigInt(value.denominator))
    }

    /// Whether the reduced fraction fits what Rational can hold.
    var fits: Bool {
        let limit = BigInt(Int128.max)
        return numerator.magnitude <= limit.magnitude && denominator <= limit
    }
}

@Suite("Rational arithmetic agrees with arbitrary precision")
struct RationalArithmeticTests {
    /// Numbers of every size, with the edges of 64 and 127 bits among them.
    private static func number(_ generator: inout SeededGenerator) -> Int128 {
        let bits = Int.random(in: 1...126, using: &generator)
        let high = Int128(generator.next() >> 1) << 64
        let value = (high | Int128(generator.next())) >> (126 - bits)
        return switch Int.random(in: 0..<10, using: &generator) {
        case 0: Int128.max - (value & 7)
        case 1: -Int128.max + (value & 7)
        case 2: Int128(UInt64.max) + (value & 7) - 3
        default: Bool.random(using: &generator) ? value : -value
        }
    }

    private static func fraction(_ generator: inout SeededGenerator) throws -> Rational {
        let numerator = number(&generator)
        var denominator = number(&generator)
        if denominator == 0 { denominator = 1 }
        return try Rational(numerator, over: denominator)
    }

    @Test("Sum, difference, product and quotient are exact, or an overflow is reported")
    func arithmetic() throws {
        var generator = PropertyRun.generator("rational arithmetic")
        var exact = 0
        var overflows = 0
        for _ in 0..<PropertyRun.cases(short: 5_000) {
            let (a, b) = (try Self.fraction(&generator), try Self.fraction(&generator))
            let (x, y) = (BigFraction(a), BigFraction(b))
            let n = (x.numerator, y.numerator)
            let d = (x.denominator, y.denominator)
            let expected: [(BigFraction?, Result<Rational, QuantityError>)] = [
                (
                    BigFraction(n.0 * d.1 + n.1 * d.0, d.0 * d.1),
                    outcome { () throws(QuantityError) in try a.adding(b) }
                ),
                (
                    BigFraction(n.0 * d.1 - n.1 * d.0, d.0 * d.1),
                    outcome { () throws(QuantityError) in try a.subtracting(b) }
                ),
                (
                    BigFraction(n.0 * n.1, d.0 * d.1),
                    outcome { () throws(QuantityError) in try a.multiplied(by: b) }
                ),
                (
                    n.1 == 0 ? nil : BigFraction(n.0 * d.1, d.0 * n.1),
                    outcome { () throws(QuantityError) in try a.divided(by: b) }
                ),
            ]
            for (truth, result) in expected {
                switch result {
                case .success(let value):
                    #expect(BigFraction(value) == truth, "\(a) and \(b)")
                    exact += 1
                case .failure(.divisionByZero): #expect(truth == nil)
                case .failure(.overflow):
                    // An overflow may come from an intermediate product, never without cause.
                    let large = [
                        a.numerator.magnitude, a.denominator.magnitude, b.numerator.magnitude,
                        b.denominator.magnitude,
                    ]
                    #expect(large.contains { $0 > UInt128(1) << 60 }, "\(a) and \(b)")
                    overflows += 1
                case .failure(let error): Issue.record("\(error) for \(a) and \(b)")
                }
            }
        }
        #expect(exact > 0)
        #expect(overflows > 0)
    }

    private func outcome(
        _ body: () throws(QuantityError) -> Rational
    ) -> Result<Rational, QuantityError> {
        do throws(QuantityError) { return .success(try body()) } catch { return .failure(error) }
    }

    @Test("A product that fits is never reported as an overflow")
    func noFalseOverflow() throws {
        var generator = PropertyRun.generator("no false overflow of products")
        for _ in 0..<PropertyRun.cases(short: 2_000) {
            let (a, b) = (try Self.fraction(&generator), try Self.fraction(&generator))
            let truth = BigFraction(
                BigInt(a.numerator) * BigInt(b.numerator),
                BigInt(a.denominator) * BigInt(b.denominator))
            guard truth.fits else { continue }
            #expect(BigFraction(try a.multiplied(by: b)) == truth)
        }
    }

    @Test("Order agrees with arbitrary precision for all values")
    func order() throws {
        var generator = PropertyRun.generator("order of rationals")
        for _ in 0..<PropertyRun.cases(short: 5_000) {
            let (a, b) = (try Self.fraction(&generator), try Self.fraction(&generator))
            let (x, y) = (BigFraction(a), BigFraction(b))
            let isLess = x.numerator * y.denominator < y.numerator * x.denominator
            #expect((a < b) == isLess, "\(a) and \(b)")
            #expect(!(a < a))
        }
    }

    @Test("A third taken three times is one, which no binary or decimal fraction gives")
    func third() throws {
        let third = try Rational(1, over: 3)
        #expect(try third.multiplied(by: Rational(3)) == .one)
    }

    @Test(
        "Rounding down and up to whole numbers",
        arguments: [
            (7, 2, 3, 4), (-7, 2, -4, -3), (6, 3, 2, 2), (0, 5, 0, 0), (1, 3, 0, 1), (-1, 3, -1, 0),
        ])
    func wholeNumbers(numerator: Int, denominator: Int, down: Int, up: Int) throws {
        let value = try Rational(Int128(numerator), over: Int128(denominator))
        #expect(value.roundedDown == Int128(down))
        #expect(value.roundedUp == Int128(up))
    }

    @Test("The edges of what can be held")
    func edges() throws {
        let largest = try Rational(.max, over: 1)
        #expect(throws: QuantityError.overflow) { try largest.adding(.one) }
        #expect(throws: QuantityError.overflow) { try largest.multiplied(by: Rational(2)) }
        #expect(throws: QuantityError.overflow) { try Rational(.min, over: 1) }
        #expect(throws: QuantityError.divisionByZero) { try Rational(1, over: 0) }
        #expect(throws: QuantityError.divisionByZero) { try Rational.one.divided(by: .zero) }
        #expect(try largest.subtracting(largest) == .zero)
        #expect(try Rational(-4, over: -6) == Rational(2, over: 3))
    }
}
