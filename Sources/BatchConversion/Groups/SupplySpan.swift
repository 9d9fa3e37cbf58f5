import Quantities

/// What one row supplies: the same amount on each of some days.
struct SupplySpan {
    /// The first day, counted from 1970-01-01.
    let firstDay: Int
    /// How many days, 1 or more.
    let days: Int
    /// Milligrams of oral morphine a day.
    let amount: Rational
    let isBuprenorphine: Bool

    /// The day after the last.
    var end: Int { firstDay + days }

    /// The most days of one row; more are an error of the input.
    static let mostDays = 3_660

    /// The span of a row that comes to a number.
    ///
    /// - Throws: `RowFault` where the days can't be told.
    init(
        _ row: RowFields, amount: Rational, isBuprenorphine: Bool
    ) throws(RowFault) {
        guard !row[.id].isEmpty else {
            throw RowFault(.id, "the row names nobody, so that it is not counted")
        }
        firstDay = try SupplySpan.day(row[.date].text)
        guard let days = Int(row[.days].text), (1...SupplySpan.mostDays).contains(days) else {
            throw RowFault(
                .days, "rows are summed over whole days of supply from 1 to \(SupplySpan.mostDays)")
        }
        self.days = days
        self.amount = amount
        self.isBuprenorphine = isBuprenorphine
    }

    /// A date such as 2026-03-01, as days from 1970-01-01.
    private static func day(_ text: String) throws(RowFault) -> Int {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let lengths = [4, 2, 2]
        guard parts.map(\.utf8.count) == lengths,
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            let date = CivilDate(year: year, month: month, day: day)
        else {
            throw RowFault(.date, "rows are summed from a first day, written such as 2026-03-01")
        }
        return date.daysSince1970
    }
}
