import Quantities

/// Places values along one axis of a chart; both ends are included.
///
/// Places are whole tenths of a pixel, found by exact arithmetic: the same values give the same bytes
/// on any machine.
struct LinearScale: Sendable {
    /// The least value and the greatest, which is above it.
    let values: (low: Rational, high: Rational)
    /// Where they stand; the second may be below the first, as on an axis that goes up.
    let places: (low: Int, high: Int)

    init(from low: Rational, at lowPlace: Int, to high: Rational, at highPlace: Int) {
        values = (low, max(high, low))
        places = (lowPlace, highPlace)
    }

    /// Where a value stands, rounded towards the low end; what lies outside stands at the nearer end.
    func place(_ value: Rational) -> Int {
        guard value > values.low else { return places.low }
        guard value < values.high else { return places.high }
        do throws(QuantityError) {
            let share = try value.subtracting(values.low)
                .divided(by: values.high.subtracting(values.low))
            let distance = try share.multiplied(by: Rational(abs(places.high - places.low)))
            let steps = Int(distance.roundedDown)
            return places.high < places.low ? places.low - steps : places.low + steps
        } catch {
            // Only numbers of more than a dozen digits get here; the numbers beside the chart are
            // exact all the same.
            return places.high
        }
    }
}

/// The round numbers that an axis from nought is labelled with.
struct AxisSteps: Hashable, Sendable {
    /// The distance of two labels: 1, 2 or 5, or ten, a hundred… times that.
    let step: Int128
    /// How many steps the axis has, 1 or more.
    let count: Int128

    /// The shortest axis of at most five steps that reaches a value.
    init(reaching value: Rational) {
        let most: Int128 = 5
        let top = max(value.roundedUp, 1)
        var power: Int128 = 1
        while power * 5 * most < top, power < Int128.max / 1000 { power *= 10 }
        let step = [power, power * 2, power * 5].first { $0 * most >= top } ?? power * 5
        self.step = step
        count = (top + step - 1) / step
    }

    /// The value at the end of the axis.
    var end: Rational { AxisSteps.whole(step * count) }

    /// The labelled values, nought first.
    var labels: [Rational] { (0...count).map { AxisSteps.whole($0 * step) } }

    private static func whole(_ number: Int128) -> Rational {
        // A denominator of 1 can't fail.
        (try? Rational(number, over: 1)) ?? .zero
    }
}
