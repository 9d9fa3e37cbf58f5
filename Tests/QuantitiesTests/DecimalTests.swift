import BigInt
import Quantities
import TestSupport
import Testing

@Suite("Decimal text is read whole or refused, and printed exactly or marked")
struct DecimalTests {
    @Test(
        "Plain numbers are read exactly",
        arguments: [
            ("0", "0"), ("5", "5"), ("0.5", "1/2"), ("2.50", "5/2"), ("12.5", "25/2"),
            ("0.0001", "1/10000"), ("1000", "1000"), ("0.125", "1/8"),
        ])
    func accepted(text: String, exact: String) throws {
        #expect(try Rational(decimal: text).description == exact)
    }

    @Test(
        "Everything else is refused",
        arguments: [
            "5 mg", "1,5", "1e3", "٣", "", "-0", "-1", "+5", ".5", "5.", "1.2.3", " 5", "5 ",
            "0x10",
            "NaN", "inf", "1_000", "½", "５", "1\u{0}", "--", ".", "5mg", "1 000",
        ])
    func refused(text: String) {
        #expect(throws: DecimalError.notADecimal) { try Rational(decimal: text) }
    }

    @Test("A leading zero may hide a lost point and is refused", arguments: ["05", "00", "007.5"])
    func leadingZero(text: String) {
        #expect(throws: DecimalError.leadingZero) { try Rational(decimal: text) }
    }

    @Test("More digits than can be kept are refused, up to the limit they are exact")
    func length() throws {
        let longest = String(repeating: "9", count: Rational.longestDecimal)
        #expect(try Rational(decimal: longest).description == longest)
        #expect(throws: DecimalError.tooManyDigits) { try Rational(decimal: longest + "9") }
        let digits = "0." + String(repeating: "0", count: 29) + "1"
        #expect(try Rational(decimal: digits).denominator == Int128(BigInt(10).power(30)))
    }

    @Test(
        "Printing rounds half to even and says so",
        arguments: [
            ("200", "3", "66.6667", false), ("20", "3", "6.6667", false), ("1", "8", "0.125", true),
            ("1", "20000", "0", false), ("3", "20000", "0.0002", false),
            ("1", "3", "0.3333", false),
            ("999999", "10000", "99.9999", true), ("9999999", "100000", "100", false),
            ("285", "2", "142.5", true), ("-1", "3", "-0.3333", false), ("0", "1", "0", true),
            ("-1", "20001", "0", false),
            // At the end of what a machine word holds, and beyond it.
            ("18446744073709551615", "1", "18446744073709551615", true),
            ("18446744073709551616", "1", "18446744073709551616", true),
            ("18446744073709551615", "2", "9223372036854775807.5", true),
            ("18446744073709551614", "18446744073709551615", "1", false),
            ("1", "18446744073709551615", "0", false),
            ("9223372036854775809", "18446744073709551616", "0.5", false),
            (
                "170141183460469231731687303715884105727", "3",
                "56713727820156410577229101238628035242.3333", false
            ),
            (
                "-170141183460469231731687303715884105727", "10000",
                "-17014118346046923173168730371588410.5727", true
            ),
        ])
    func printing(numerator: String, denominator: String, text: String, isExact: Bool) throws {
        let value = try Rational(
            #require(Int128(numerator)), over: #require(Int128(denominator)))
        let printed = value.decimal()
        #expect(printed.text == text)
        #expect(printed.isExact == isExact)
    }

    @Test(
        "Rounding to whole numbers is half to even",
        arguments: [
            (1, "0"), (3, "2"), (5, "2"), (7, "4"),
        ])
    func wholeNumbers(halves: Int, text: String) throws {
        #expect(try Rational(Int128(halves), over: 2).decimal(places: 0).text == text)
    }

    @Test("What was printed exactly reads back as the same number")
    func roundTrip() throws {
        var generator = PropertyRun.generator("decimal round trip")
        for _ in 0..<PropertyRun.cases(short: 3_000) {
            let value = try Rational(
                Int128(UInt32.random(in: 0 ... .max, using: &generator)), over: 10_000)
            let printed = value.decimal()
            #expect(printed.isExact)
            #expect(try Rational(decimal: printed.text) == value)
        }
    }

    @Test("A printed number is never further away than half of its last place")
    func closeness() throws {
        var generator = PropertyRun.generator("closeness of printed numbers")
        let half = try Rational(1, over: 20_000)
        for _ in 0..<PropertyRun.cases(short: 3_000) {
            let value = try Rational(
                Int128(UInt64.random(in: 0...1 << 40, using: &generator)),
                over: Int128(UInt32.random(in: 1 ... .max, using: &generator)))
            let back = try Rational(decimal: value.decimal().text)
            let gap = try max(value, back).subtracting(min(value, back))
            #expect(gap <= half, "\(value)")
        }
    }
}
