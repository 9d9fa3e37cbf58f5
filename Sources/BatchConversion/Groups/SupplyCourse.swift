import Quantities

/// What all rows of one person supply, day by day.
struct SupplyCourse {
    /// Days in a row on which the amount is the same.
    struct Stretch {
        let firstDay: Int
        let end: Int
        /// Milligrams of oral morphine a day, all overlapping rows together.
        let amount: Rational
    }

    /// The stretches with a supply, by time.
    let stretches: [Stretch]
    /// The sum over all rows of their amount times their days.
    let total: Rational
    /// The sum over all rows of their days.
    let daysSupplied: Int

    /// - Throws: `QuantityError.overflow`.
    init(_ spans: [SupplySpan]) throws(QuantityError) {
        var total = Rational.zero
        var edges: [(day: Int, change: Rational, rows: Int)] = []
        for span in spans {
            total = try total.adding(span.amount.multiplied(by: Rational(span.days)))
            edges.append((span.firstDay, span.amount, 1))
            edges.append((span.end, try Rational.zero.subtracting(span.amount), -1))
        }
        self.total = total
        daysSupplied = spans.reduce(0) { $0 + $1.days }
        edges.sort { $0.day < $1.day }
        var stretches: [Stretch] = []
        var (amount, rows) = (Rational.zero, 0)
        for (place, edge) in edges.enumerated() {
            amount = try amount.adding(edge.change)
            rows += edge.rows
            let next = place + 1 < edges.count ? edges[place + 1].day : edge.day
            if rows > 0, next > edge.day {
                stretches.append(Stretch(firstDay: edge.day, end: next, amount: amount))
            }
        }
        self.stretches = stretches
    }

    /// The number of days with any supply.
    var daysOnTherapy: Int { stretches.reduce(0) { $0 + $1.end - $1.firstDay } }

    /// The most of any day; zero without a supply.
    var highest: Rational { stretches.map(\.amount).max() ?? .zero }

    /// The amount of a day.
    func amount(on day: Int) -> Rational {
        stretches.first { $0.firstDay <= day && day < $0.end }?.amount ?? .zero
    }
}
