import Foundation
import Testing

@Suite("paincalc report")
struct ReportCommandTests {
    private static let course = ["1", "2", "3"].map { "docs/demo/course/\($0).json" }
    private static let stop = "docs/demo/diaries/4-safety-stop.json"

    private static func report(_ arguments: String...) throws -> BuiltTool.Result {
        try BuiltTool.run(BuiltTool.paincalc.path, ["report"] + arguments)
    }

    private static func report(
        _ files: [String], _ arguments: String...
    ) throws -> BuiltTool.Result {
        try BuiltTool.run(BuiltTool.paincalc.path, ["report"] + files + arguments)
    }

    /// A folder for the time of a test.
    private final class Folder {
        let url = FileManager.default.temporaryDirectory
            .appending(path: "paincalc-report-\(UUID().uuidString)")

        init() throws {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        }

        deinit {
            // The system empties its temporary folder in any case.
            try? FileManager.default.removeItem(at: url)
        }

        func path(_ name: String) -> String { url.appending(path: name).path() }

        func text(_ name: String) throws -> String {
            try String(contentsOf: url.appending(path: name), encoding: .utf8)
        }

        /// - Returns: the path of a file with this text.
        func write(_ name: String, _ text: String) throws -> String {
            try Data(text.utf8).write(to: url.appending(path: name))
            return path(name)
        }
    }

    // MARK: The terminal

    @Test("The chart has a line for each day, then the latest entry as assess has it")
    func chart() throws {
        let result = try Self.report(Self.course)
        #expect(result.status == 0 && result.errors == "")
        let chart = """
            Patient demo-course, 3 entries

            day     0 pain   10   OMEDD                                              rescue
            9 Mar   |   : o     |  60 mg  #########################                   0
            10 Mar  |   : o ^   |  60 mg  #########################                   0
            11 Mar  |   : o ^   |  90 mg  #########################++++++++++++       3 sss

            """
        #expect(result.output.hasPrefix(chart), "\(result.output)")
        let assessed = try BuiltTool.run(BuiltTool.paincalc.path, ["assess"] + Self.course).output
        let latest = try #require(result.output.range(of: "\nDecision  ")).lowerBound
        #expect(assessed.hasSuffix(result.output[latest...]))
        #expect(!result.output.contains("\u{1B}"), "colours are for a terminal")
    }

    @Test(
        "It is as wide as the terminal, and from 60 columns on no bar is cut",
        arguments: [60, 80, 120])
    func width(columns: Int) throws {
        let files = Self.course.joined(separator: " ")
        let result = try BuiltTool.run(
            "/bin/sh",
            ["-c", "COLUMNS=\(columns) '\(BuiltTool.paincalc.path)' report \(files)"])
        let rows = result.output.split(separator: "\n").filter { $0.contains("|") }
        #expect(rows.count == 3)
        #expect(rows.allSatisfy { $0.count <= columns })
        let marks = rows.map { $0.count { "#+".contains($0) } }
        #expect(marks[0] == marks[1] && marks[1] < marks[2] && marks[2] * 100 > (columns - 45) * 80)
    }

    @Test("Each patient has a chart, a page is of one alone")
    func patients() throws {
        let files = Self.course + ["docs/demo/diaries/1-stable.json"]
        let charts = try Self.report(files)
        #expect(charts.status == 0)
        #expect(charts.output.components(separatedBy: "\nday     0 pain").count == 3)
        let page = try Self.report(files, "--html")
        #expect(page.status == 64 && page.output == "")
        #expect(page.errors.contains("these files are of 2; give those of one"))
    }

    // MARK: The page

    @Test("The page is the same on standard output, in a file and every time")
    func page() throws {
        let folder = try Folder()
        let printed = try Self.report(Self.course, "--html")
        #expect(printed.status == 0 && printed.errors == "")
        #expect(
            printed.output.hasPrefix("<!doctype html>\n") && printed.output.hasSuffix("</html>\n"))
        let written = try Self.report(Self.course, "--output", folder.path("page.html"))
        #expect(written.status == 0 && written.output == "")
        #expect(try folder.text("page.html") == printed.output)
        #expect(try Self.report(Self.course.reversed(), "--html").output == printed.output)
    }

    @Test("The page has the decision, the doses and the arithmetic of the same files")
    func content() throws {
        let page = try Self.report(Self.course, "--html").output.replacing("\u{A0}", with: " ")
        let expected = [
            "Patient demo-course", ">Raise the dose<", ">90 mg<",
            "morphine modified-release, oral 45 mg every 12 hours",
            "3 rescue doses in 24 hours count; 3 or more ask for a raise.",
            "The next increase not before 13 Mar 2026, 08:00 (UTC), 48 hours after this one",
            "morphine immediate-release, oral 15 mg",
        ]
        #expect(expected.filter { !page.contains($0) } == [])
        let hash = try #require(page.firstMatch(of: /Tables ([0-9a-f]{64})</)).1
        let answers = try BuiltTool.paincalc.run("assess", Self.course[2], "--json").output
        #expect(answers.contains("\"sha256\": \"\(hash)\""))
    }

    @Test("A stop exits 3, as a chart and as a page, and neither has a dose but the one taken")
    func stop() throws {
        let folder = try Folder()
        let chart = try Self.report(Self.stop)
        #expect(chart.status == 3 && chart.output.contains("2 Mar   |    o      |  STOP"))
        #expect(try Self.report(Self.stop, "--output", folder.path("page")).status == 3)
        for text in [chart.output, try folder.text("page")] {
            let plain = text.replacing("\u{A0}", with: " ")
            #expect(plain.contains("morphine modified-release"))
            let doses = plain.replacing("100 mg", with: "").matches(
                of: /[0-9][ \u{A0}]?(mg|microgram|mL)/
            ).map { String($0.0) }
            #expect(doses == [])
            #expect(text.contains("Give no more opioid, stimulate the patient, call for help now"))
        }
    }

    // MARK: What is refused

    @Test("A file that can't be read keeps the page from being written, and is named")
    func malformed() throws {
        let folder = try Folder()
        let bad = try folder.write("bad.json", "{\"schema\":\"pain-diary/1\"}")
        let result = try Self.report(Self.course + [bad], "--output", folder.path("page"))
        #expect(result.status == 65 && result.output == "")
        #expect(result.errors.contains("\(bad): "))
        #expect(!FileManager.default.fileExists(atPath: folder.path("page")))
    }

    @Test("A page that can't be written is an error that names the place")
    func unwritable() throws {
        let result = try Self.report(Self.course, "--output", "/nowhere/page.html")
        #expect(result.status == 74)
        #expect(result.errors.contains("/nowhere/page.html"))
    }

    @Test("It has no JSON form, and says what has")
    func json() throws {
        let result = try Self.report(Self.course, "--json")
        #expect(result.status == 64)
        #expect(result.errors.contains("`paincalc assess --json` has the numbers"))
    }

    // MARK: Hostile text

    private static let hostile = "<script>alert(1)</script>\"' onload=x"

    @Test(
        "Hostile text in a field of a diary is refused, or is text of the page",
        arguments: [
            "patient", "recordedAt", "regimen", "comedications", "adverseEffects", "trigger",
            "opioid", "none of them",
        ])
    func hostileDiary(field: String) throws {
        let text = Self.hostile.replacing("\"", with: "\\\"")
        func value(_ name: String, _ usual: String) -> String {
            "\"\(name == field ? text : usual)\""
        }
        let diary = """
            {"schema": "pain-diary/1", "patient": \(value("patient", "P-1")),
             "recordedAt": \(value("recordedAt", "2026-03-02T08:00:00Z")),
             "regimen": [\(value("regimen", "morphine MR 60 mg bd"))],
             "adverseEffects": [\(value("adverseEffects", "constipation"))],
             "episodes": [{"at": "2026-03-02T07:00:00Z", "peak": 7,
               "trigger": \(value("trigger", "incident")),
               "rescue": {"opioid": \(value("opioid", "morphine")), "formulation": "IR", "dose": "10 mg"}}],
             "context": {"comedications": [\(value("comedications", "senna"))]}}
            """
        let result = try BuiltTool.paincalc.run("report", "-", "--html", input: Array(diary.utf8))
        #expect([0, 65].contains(result.status), "\(result.errors)")
        #expect((result.status == 0) == result.output.hasPrefix("<!doctype html>"))
        #expect(!result.output.contains("<script"))
        #expect(field != "none of them" || result.status == 0, "the diary itself: \(result.errors)")
    }

    @Test("Hostile text in the team's own tables is text of the page")
    func hostileTables() throws {
        let folder = try Folder()
        let tables = folder.path("Tables")
        try FileManager.default.copyItem(
            atPath: BuiltTool.repository.appending(path: "Tables").path(), toPath: tables)
        let sources = try folder.text("Tables/sources.yaml")
        _ = try folder.write(
            "Tables/sources.yaml",
            sources.replacing("citation: \"", with: "citation: \"<script>alert(1)</script> "))
        let page = try Self.report(Self.course, "--html", "--tables", tables)
        #expect(page.status == 0, "\(page.errors)")
        #expect(!page.output.contains("<script"))
        #expect(page.output.contains("&lt;script&gt;alert(1)&lt;/script&gt; "))
    }
}
