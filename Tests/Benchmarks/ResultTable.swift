/// The table that is printed: one row a measurement.
struct ResultTable {
    /// In which unit a row is printed.
    enum Unit {
        case millionsPerSecond
        case megabytesPerSecond
        case microseconds
        case milliseconds
    }

    private var rows = [["what", "median", "range of the runs", "unit", "target", ""]]

    /// Adds a row; `target` is in the row's unit.
    mutating func add(_ what: String, _ measured: Measurement, in unit: Unit, target: Double? = nil)
    {
        let median = unit.value(measured.median)
        let ends = [unit.value(measured.shortest), unit.value(measured.longest)].sorted()
        let isMet = target.map { unit.isMoreBetter ? median >= $0 : median <= $0 }
        rows.append([
            what, ResultTable.text(median),
            "\(ResultTable.text(ends[0])) to \(ResultTable.text(ends[1]))", unit.name,
            target.map { (unit.isMoreBetter ? ">= " : "<= ") + ResultTable.text($0) } ?? "-",
            isMet.map { $0 ? "met" : "NOT MET" } ?? "",
        ])
    }

    /// The rows as text, their columns aligned.
    var text: String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            row.indices.map { column in
                row[column] + String(repeating: " ", count: widths[column] - row[column].count)
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }

    /// Two decimals.
    private static func text(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100)." + (rest < 10 ? "0" : "") + "\(rest)"
    }
}

extension ResultTable.Unit {
    var name: String {
        switch self {
        case .millionsPerSecond: "million/s"
        case .megabytesPerSecond: "MB/s"
        case .microseconds: "us"
        case .milliseconds: "ms"
        }
    }

    var isMoreBetter: Bool {
        switch self {
        case .millionsPerSecond, .megabytesPerSecond: true
        case .microseconds, .milliseconds: false
        }
    }

    func value(_ time: Duration) -> Double {
        let seconds = time / .seconds(1)
        return switch self {
        case .millionsPerSecond, .megabytesPerSecond: seconds > 0 ? 1e-6 / seconds : 0
        case .microseconds: seconds * 1e6
        case .milliseconds: seconds * 1e3
        }
    }
}
