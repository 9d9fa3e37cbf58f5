import PainDosing
import Quantities
import ShippedEngine
import TestSupport

/// Regimens of two items to compute again and again, and what computes them.
struct Workload {
    /// How many regimens there are.
    static let regimens = 1_000

    let table: FactorTable
    /// Regimens of two items, one after the other.
    private let items: [BulkItem]

    /// Usual drugs and doses of palliative care.
    static func usual(_ table: FactorTable) throws -> Workload {
        let lines = try [
            "morphine MR 30 mg bd", "morphine IR 10 mg prn x3", "oxycodone MR 20 mg bd",
            "oxycodone IR 5 mg prn x2", "fentanyl patch 25 mcg/h", "morphine IR 2.5 mg q4h",
            "tramadol MR 100 mg bd", "codeine IR 30 mg qds", "buprenorphine patch 10 mcg/h",
            "oxycodone IR 2.5 mg prn x5",
        ].flatMap { try Shipped.regimen($0) }
        var random = SeededGenerator(seed: 1)
        return try Workload(table) { lines[Int.random(in: lines.indices, using: &random)] }
    }

    /// Any form of the catalogue that the set has a figure for, in any dose.
    static func any(_ table: FactorTable, of tables: TableSet) throws -> Workload {
        var random = SeededGenerator(seed: 2)
        let generator = RegimenGenerator(tables)
        return try Workload(table) { try generator.item(using: &random) }
    }

    private init(_ table: FactorTable, next: () throws -> RegimenItem) throws {
        var items: [BulkItem] = []
        while items.count < 2 * Workload.regimens {
            let item = try table.bulkItem(next())
            if case .computed = try table.omedd(of: [item].span) { items.append(item) }
        }
        self.table = table
        self.items = items
    }

    /// The OMEDD of every regimen, `rounds` times.
    ///
    /// - Returns: something of every result, so that none can be left out.
    func run(rounds: Int) throws -> Int128 {
        var sum: Int128 = 0
        let span = items.span
        for _ in 0..<rounds {
            for regimen in 0..<Workload.regimens {
                let two = span.extracting((2 * regimen)..<(2 * regimen + 2))
                if case .computed(let omedd) = try table.omedd(of: two) {
                    sum &+= omedd.milligramsPerDay.numerator
                }
            }
        }
        return sum
    }
}
