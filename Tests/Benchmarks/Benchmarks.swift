import DosingTables
import Glibc
import PainDiary
import PainDosing
import ShippedEngine

/// Measures what `docs` promises of speed, prints it beside its target, and judges nothing.
///
/// `Benchmarks [PAINCALC]`: the tool beside this program is measured unless another is named.
@main
enum Benchmarks {
    static func main() throws {
        let tables = try Shipped.tables
        guard let table = try FactorTable(tables, set: tables.defaultOrder[0]) else { return }
        var results = ResultTable()
        try measureBulk(table, tables, &results)
        try measureEngine(tables, &results)
        try measureLoading(&results)
        try measureDecoding(tables, &results)
        try measureTool(&results)
        print(results.text)
    }

    private static func measureBulk(
        _ table: FactorTable, _ tables: TableSet, _ results: inout ResultTable
    ) throws {
        let rounds = 1_000
        let usual = try Workload.usual(table)
        let any = try Workload.any(table, of: tables)
        var sum: Int128 = 0
        results.add(
            "OMEDD of two usual items, \(table.set), one core",
            try Measurement(runs: 9, operations: rounds * Workload.regimens) {
                sum &+= try usual.run(rounds: rounds)
            }, in: .millionsPerSecond, target: 10)
        results.add(
            "OMEDD of two items of any form and dose, one core",
            try Measurement(runs: 9, operations: rounds * Workload.regimens) {
                sum &+= try any.run(rounds: rounds)
            }, in: .millionsPerSecond, target: 10)
        // Read, so that the sums can't be left out.
        if sum == .min { print(sum) }
    }

    private static func measureEngine(_ tables: TableSet, _ results: inout ResultTable) throws {
        let engine = DosingEngine(tables: tables)
        let regimen = try Shipped.regimen("morphine MR 30 mg bd; oxycodone IR 5 mg prn x3")
        results.add(
            "OMEDD of two items with trace, spread and limits",
            try Measurement(runs: 9, operations: 200) {
                for _ in 0..<200 { _ = try engine.omedd(of: regimen) }
            }, in: .microseconds)
    }

    private static func measureLoading(_ results: inout ResultTable) throws {
        results.add(
            "Tables from their embedded form, validated and hashed",
            try Measurement(runs: 20, operations: 1) { _ = try TableFiles.embedded.tableSet() },
            in: .milliseconds)
    }

    private static func measureDecoding(_ tables: TableSet, _ results: inout ResultTable) throws {
        let reader = DiaryReader(regimens: RegimenShorthand(tables: tables))
        let examples = [
            ("native JSON", DiaryTemplate.json), ("CSV", DiaryTemplate.csv),
            ("FHIR R4", FHIRTemplate.text),
        ]
        for (name, text) in examples {
            let bytes = Array(text.utf8)
            let rounds = 200
            results.add(
                "A diary of \(bytes.count) bytes decoded, \(name), one core",
                try Measurement(runs: 9, operations: rounds * bytes.count) {
                    for _ in 0..<rounds { _ = try reader.readings(bytes) }
                }, in: .megabytesPerSecond)
        }
    }

    private static func measureTool(_ results: inout ResultTable) throws {
        let named = CommandLine.arguments.dropFirst().first
        let folder = CommandLine.arguments[0].split(
            separator: "/", omittingEmptySubsequences: false
        ).dropLast()
        let tool = named ?? (folder + ["paincalc"]).joined(separator: "/")
        guard access(tool, X_OK) == 0 else {
            print("\(tool) is not there, so it is not measured")
            return
        }
        results.add(
            "paincalc med, two items, as a whole process",
            try Measurement(runs: 50, operations: 1) {
                try ToolRun.run(tool, ["med", "morphine MR 30 mg bd; oxycodone IR 5 mg prn x3"])
            }, in: .milliseconds, target: 10)
        results.add(
            "paincalc --help, which reads no table",
            try Measurement(runs: 50, operations: 1) { try ToolRun.run(tool, ["--help"]) },
            in: .milliseconds)
        let diary = try DiaryFolder()
        defer { diary.remove() }
        results.add(
            "paincalc assess, \(DiaryFolder.entries) entries of 14 days, as a whole process",
            try Measurement(runs: 30, operations: 1) {
                try ToolRun.run(tool, ["assess"] + diary.files)
            }, in: .milliseconds, target: 50)
    }
}
