/// How long commits took, as a histogram.
struct CommitTimes {
    /// Upper bounds in nanoseconds, each included: 1 ms to 5 s.
    private static let bounds: [Int64] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000].map {
        $0 * 1_000_000
    }

    /// How many took at most so long as the bound of the same index, and longer than the one before.
    private var counts = [Int](repeating: 0, count: bounds.count)
    private var total = 0
    private var nanoseconds: Int64 = 0

    mutating func note(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let took = seconds * 1_000_000_000 + attoseconds / 1_000_000_000
        total += 1
        nanoseconds += took
        if let index = CommitTimes.bounds.firstIndex(where: { took <= $0 }) { counts[index] += 1 }
    }

    /// The samples of the family, in seconds; each bucket holds those before it.
    var samples: [OpenMetricsText.Sample] {
        var below = 0
        var samples: [OpenMetricsText.Sample] = []
        for (bound, count) in zip(CommitTimes.bounds, counts) {
            below += count
            samples.append(
                .init(
                    suffix: "_bucket", labels: ["le": CommitTimes.seconds(bound)],
                    value: "\(below)"))
        }
        return samples + [
            .init(suffix: "_bucket", labels: ["le": "+Inf"], value: "\(total)"),
            .init(suffix: "_sum", value: CommitTimes.seconds(nanoseconds)),
            .init(suffix: "_count", value: "\(total)"),
        ]
    }

    /// Nanoseconds as a decimal number of seconds, with one digit or more after the point.
    static func seconds(_ nanoseconds: Int64) -> String {
        let (whole, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        let digits = String(rest)
        var fraction = String(repeating: "0", count: 9 - digits.count) + digits
        while fraction.count > 1, fraction.last == "0" { fraction.removeLast() }
        return "\(whole).\(fraction)"
    }
}
