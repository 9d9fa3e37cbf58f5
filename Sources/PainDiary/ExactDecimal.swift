import Quantities

/// Decimal text that has the very value of a number.
enum ExactDecimal {
    /// The most digits after the point; more could not be read back.
    private static let mostPlaces = 30

    /// The shortest decimal of a number, without rounding.
    static func text(_ value: Rational) throws(DiaryEncodingError) -> String {
        do throws(QuantityError) {
            var scaled = value
            for places in 0...mostPlaces {
                if scaled.isWhole {
                    let text = placed(scaled.numerator, places)
                    // What would be too long to be read back is no exact text for a reader.
                    guard text.utf8.count <= Rational.longestDecimal else { break }
                    return text
                }
                scaled = try scaled.multiplied(by: Rational(10))
            }
        } catch {
            throw .quantity(error)
        }
        throw .notADecimal(value)
    }

    private static func placed(_ digits: Int128, _ places: Int) -> String {
        let text = String(digits.magnitude)
        let sign = digits < 0 ? "-" : ""
        guard places > 0 else { return sign + text }
        let padded = String(repeating: "0", count: max(0, places + 1 - text.utf8.count)) + text
        return sign + padded.dropLast(places) + "." + padded.suffix(places)
    }
}
