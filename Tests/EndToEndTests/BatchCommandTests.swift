import StrictJSON
import Testing

@Suite("paincalc batch")
struct BatchCommandTests {
    static let header = "id,opioid,form,strength,unit,per_day\n"
    static let good = "P-1,morphine,MR,30,mg,2\n"
    static let columns =
        "line,id,daily_dose,daily_dose_exact,unit,factor,mg_per_day,mg_per_day_exact,table,alerts,"
        + "error\n"

    @Test("A sheet on standard input is answered, with the same bytes for any number of threads")
    func answered() throws {
        let input = Array((Self.header + String(repeating: Self.good, count: 5_000)).utf8)
        let one = try BuiltTool.paincalc.run("batch", "--jobs", "1", input: input)
        let two = try BuiltTool.paincalc.run("batch", "-", "--jobs", "2", input: input)
        #expect(one.status == 0)
        #expect(one.errors.isEmpty)
        #expect(one.output.hasPrefix(Self.columns + "2,P-1,60,,mg,1,60,,fpm-2020,"))
        #expect(one.output == two.output)
    }

    @Test("A figure is the one that med gives for the same medication")
    func med() throws {
        let row = "P-1,methadone,tablet,10,mg,5\n"
        let batch = try BuiltTool.paincalc.run("batch", input: Array((Self.header + row).utf8))
        let med = try BuiltTool.paincalc.run("med", "--json", "methadone tablet 10 mg x5").json()
        let fields = batch.output.split(separator: "\n")[1]
            .split(separator: ",", omittingEmptySubsequences: false)
        #expect(String(fields[6]) == med["omedd"]?["mgPerDay"]?.numberText)
        let codes = (med["alerts"]?.elements ?? []).map {
            "\($0["severity"]?.text ?? ""):\($0["code"]?.text ?? "")"
        }
        #expect(!codes.isEmpty)
        #expect(fields[9] == codes.joined(separator: " "))
    }

    /// A sheet with the exit status and what standard error says.
    static let failures: [(String, [String], Int32, String)] = [
        (
            header + good + "P-2,nothing,MR,30,mg,2\n", [], 65,
            "paincalc: standard input: 1 of 2 rows can't be read; the column error says why\n"
        ),
        (
            header + "P-2,nalbuphine,injection,10,mg,4\n", ["--table", "fpm-2020"], 65,
            "paincalc: standard input: 1 of 1 rows can't be read; the column error says why\n"
        ),
        (
            header + "P-2,pethidine,IM injection,50,mg,4\n", ["--table", "fpm-2020"], 3,
            "paincalc: standard input: 1 of 1 rows are refused by a safety stop; the column error "
                + "says why\n"
        ),
        (
            "id,ward,opioid,form,strength,unit,per_day\nP-1,4,morphine,MR,30,mg,2\n", [], 0,
            "paincalc: standard input: columns that are not read: ward\n"
        ),
        (
            header + good, ["--jobs", "0"], 64,
            "paincalc: --jobs is a number of threads from 1 to 256\n"
        ),
        (
            header + good, ["--window", "30"], 64,
            "paincalc: --window is a number of days, 1 or more, beside --group-by id\n"
        ),
        (
            "", [], 65,
            "paincalc: standard input: there is nothing to read; the first line names the columns, "
                + "such as \"id,opioid,form,strength,unit,per_day\", or each line is a JSON object\n"
        ),
    ]

    @Test("What is wrong is told with its exit status", arguments: failures)
    func failed(_ sheet: String, _ options: [String], _ status: Int32, _ errors: String) throws {
        let result = try BuiltTool.run(
            BuiltTool.paincalc.path, ["batch"] + options, input: Array(sheet.utf8))
        #expect(result.status == status)
        #expect(result.errors == errors)
    }

    @Test("A file that is not there, and a folder, are told")
    func files() throws {
        let missing = try BuiltTool.paincalc.run("batch", "no-such.csv")
        #expect(missing.status == 66)
        #expect(missing.errors == "paincalc: no-such.csv: no such file\n")
        let folder = try BuiltTool.paincalc.run("batch", "docs")
        #expect(folder.status == 74)
        #expect(folder.errors == "paincalc: docs: Is a directory\n")
    }

    @Test("Rows come through a pipe that fills slowly")
    func pipe() throws {
        let command =
            "(printf '\(Self.header)'; sleep 0.2; printf 'P-1,morph'; sleep 0.2; "
            + "printf 'ine,MR,30,mg,2\\n') | \(BuiltTool.paincalc.path) batch"
        let result = try BuiltTool.run("/bin/sh", ["-c", command])
        #expect(result.output.hasPrefix(Self.columns + "2,P-1,60,,mg,1,60,,fpm-2020,"))
    }

    @Test("Rows are summed by person")
    func summed() throws {
        let result = try BuiltTool.paincalc.run("batch", "--group-by", "id", "docs/demo/rows.csv")
        #expect(result.status == 0)
        #expect(
            result.output.contains("P-001,2,2026-01-01,2026-01-30,2100,40,30,52.5,70,90,2100,"))
    }
}
