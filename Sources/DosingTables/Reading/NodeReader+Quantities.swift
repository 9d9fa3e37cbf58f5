package import Quantities
package import TableText

extension NodeReader {
    /// An OMEDD in milligrams a day, above zero.
    mutating func omedd(_ key: String) -> OMEDD? {
        positive(key).flatMap { number in
            // A positive number is always an OMEDD.
            try? OMEDD.milligramsPerDay(number)
        }
    }

    /// Milligrams a day, above zero.
    mutating func milligramsPerDay(_ key: String) -> DailyDose? {
        positive(key).flatMap { number in
            // A positive number is always a daily dose.
            try? DailyDose.milligramsPerDay(number)
        }
    }

    /// One share, or the ends of a window written `{lowest: 1/4, highest: 1/2}`.
    mutating func shareWindow(_ key: String) -> ClosedRange<Rational>? {
        guard case .mapping? = node(key) else { return share(key).map { $0...$0 } }
        return mapping(key) { reader in
            let lowest = reader.share("lowest")
            let highest = reader.share("highest")
            guard let lowest, let highest else { return nil }
            guard lowest <= highest else {
                reader.fault("'lowest' has to be no more than 'highest'")
                return nil
            }
            return lowest...highest
        }
    }

    /// A share of a whole, written `1/6` or `0.1`; above 0 and at most 1.
    package mutating func share(_ key: String) -> Rational? {
        value(key, expected: "write a share above 0 and at most 1, such as 1/6 or 0.1") { text in
            let parts = PlainText.parts(of: text, separatedBy: UInt8(ascii: "/"))
            let numbers = parts.compactMap(PlainText.number)
            guard numbers.count == parts.count, (1...2).contains(numbers.count),
                let share = numbers.count == 1
                    // A share that can't be computed is refused like any other text.
                    ? numbers[0] : try? numbers[0].divided(by: numbers[1])
            else { return nil }
            return share > .zero && share <= .one ? share : nil
        }
    }

    /// A percentage from 0 to 100.
    mutating func percentage(_ key: String) -> Percentage? {
        number(key).flatMap { number in
            if let percentage = Percentage(percent: number) { return percentage }
            fault("'\(key)' has to be from 0 to 100", line: line(of: key))
            return nil
        }
    }

    /// One number above zero, or the ends of a window written `{lowest: 1.5, highest: 2}`.
    mutating func window(_ key: String) -> ClosedRange<Rational>? {
        guard case .mapping? = node(key) else { return positive(key).map { $0...$0 } }
        return mapping(key) { reader in
            let lowest = reader.positive("lowest")
            let highest = reader.positive("highest")
            guard let lowest, let highest else { return nil }
            guard lowest <= highest else {
                reader.fault("'lowest' has to be no more than 'highest'")
                return nil
            }
            return lowest...highest
        }
    }
}
