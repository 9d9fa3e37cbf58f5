import Foundation
import StrictJSON
import Testing

@Suite("paincalc site, and the profile behind every answer")
struct SiteCommandTests {
    /// A folder with a site file, removed at the end.
    private func withSite<Value>(
        _ yaml: String, at path: String = "site.yaml",
        _ body: (_ folder: URL, _ file: String) throws -> Value
    ) throws -> Value {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "paincalc-site-\(UUID().uuidString)")
        let file = folder.appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(yaml.utf8).write(to: file)
        return try body(folder, file.path())
    }

    private let question = ["med", "morphine MR 30 mg bd", "--json"]

    private func paincalc(
        _ arguments: [String], _ environment: [String: String] = [:]
    ) throws -> BuiltTool.Result {
        try BuiltTool.run(BuiltTool.paincalc.path, arguments, environment: environment)
    }

    @Test("The option, the variable and the home folder name the profile, the first of them counts")
    func search() throws {
        try withSite("extends: ie\n", at: ".config/paincalc/site.yaml") { home, _ in
            try withSite("extends: us\n", at: "ours.yaml") { _, file in
                let inHome = ["HOME": home.path()]
                let inBoth = ["HOME": home.path(), "PAINCALC_SITE": file]
                func id(_ options: [String], _ environment: [String: String]) throws -> String? {
                    try paincalc(question + options, environment).json()["site"]?["id"]?.text
                }
                let found = try [
                    id([], inHome), id([], inBoth), id(["--site", "uk"], inBoth), id([], [:]),
                ]
                #expect(found == ["site", "ours", "uk", nil])
            }
        }
    }

    @Test("Without a profile the answer says so once, with one it names it")
    func footLine() throws {
        let line = "No site profile: UK defaults.\n"
        let without = try paincalc(["med", "morphine MR 30 mg bd"]).output
        #expect(without.ranges(of: line).count == 1)
        #expect(try paincalc(question).json()["site"] == .null)
        let with = try paincalc(["med", "morphine MR 30 mg bd", "--site", "us"]).output
        #expect(!with.contains(line))
        #expect(with.contains("\nSite profile us, SHA-256 "))
    }

    @Test(
        "Every answer as JSON has the profile with its hash, a refused one too",
        arguments: [
            ["med", "morphine MR 30 mg bd"],
            ["rotate", "morphine MR 30 mg bd", "--to", "oxycodone oral MR"],
            ["breakthrough", "morphine MR 30 mg bd"],
            ["assess", "docs/demo/diaries/1-stable.json"],
            ["rotate", "morphine MR 30 mg bd", "--to", "methadone oral"],
        ])
    func provenance(command: [String]) throws {
        let hash = try paincalc(["site", "show", "uk"]).output.prefix { $0 != "\n" }.suffix(64)
        let json = try paincalc(command + ["--site", "uk", "--json"]).json()
        #expect(json["site"]?["id"]?.text == "uk")
        #expect(json["site"]?["sha256"]?.text == String(hash))
    }

    @Test("The profile decides, and an option wins over it")
    func decides() throws {
        let diary = "docs/demo/course/2.json"
        let titrated = ["assess", diary]
        try withSite("extends: uk\ntitration: leeds\n") { _, file in
            let output = try paincalc(titrated + ["--site", file]).output
            #expect(output.contains("(policy leeds)"))
            let other = try paincalc(titrated + ["--site", file, "--titration", "tga"]).output
            #expect(other.contains("(policy tga)"))
        }
        try withSite("country: UK\nbreakthrough: {firstDose: labelled}\n") { _, file in
            let command = [
                "breakthrough", "morphine MR 100 mg bd", "--days", "14", "--background", "3",
                "--episodes", "2", "--json",
            ]
            func bases(_ options: [String]) throws -> Set<String> {
                let options = try paincalc(command + options).json()["options"]?.elements ?? []
                return Set(options.compactMap { $0["basis"]?.text })
            }
            let labelled = try bases(["--site", file])
            let asked = try bases(["--site", file, "--first-dose", "proportional"])
            #expect(labelled == ["labelled-start"])
            #expect(asked.contains("proportional"))
        }
    }

    @Test("check names every fault with its line, and ends with 78")
    func faults() throws {
        try withSite("extends: uk\nrescue:\n  share: 2\nwards: 3\n") { _, file in
            let result = try paincalc(["site", "check", file])
            #expect(result.status == 78)
            #expect(result.output.isEmpty)
            #expect(result.errors.contains("\(file):3: 'share' can't be '2'"))
            #expect(result.errors.contains("\(file):4: the key 'wards' is unknown"))
            // A faulty profile answers nothing, rather than with the defaults in its place.
            let answer = try paincalc(question, ["PAINCALC_SITE": file])
            #expect(answer.status == 78 && answer.output.isEmpty)
        }
    }

    @Test("A profile that is not there is named with those that are")
    func missing() throws {
        let result = try paincalc(question + ["--site", "atlantis"])
        #expect(result.status == 66)
        #expect(result.errors.contains("atlantis: no such site profile; ready-made are au, ca, de"))
        let new = try paincalc(["site", "new", "--from", "atlantis"])
        #expect(new.status == 64)
    }

    @Test("What new writes passes the check, and comes to the same as what it starts from")
    func new() throws {
        try withSite(try paincalc(["site", "new", "--from", "us"]).output) { _, file in
            let check = try paincalc(["site", "check", file])
            #expect(check.status == 0, "\(check.errors)")
            #expect(
                try paincalc(["site", "show", file, "--plain"]).output
                    == paincalc(["site", "show", "us", "--plain"]).output)
        }
    }

    @Test("show without a name prints what is in force")
    func inForce() throws {
        #expect(try paincalc(["site"]).output.hasPrefix("No site profile: built-in defaults\n"))
        let output = try paincalc(["site", "show"], ["PAINCALC_SITE": "de"]).output
        #expect(output.hasPrefix("Site profile de, SHA-256 "))
    }

    @Test("paind checks the profile of its configuration, relative to the folder of that")
    func service() throws {
        try withSite("extends: uk\nrescue: {everyHours: 25}\n", at: "ward.yaml") { folder, _ in
            let configuration = folder.appending(path: "paind.yaml")
            try Data("spool: s\nstate: t\nsite: ward.yaml\n".utf8).write(to: configuration)
            let result = try BuiltTool.run(
                BuiltTool.paind.path, ["--check", "--config", configuration.path()])
            #expect(result.status == 78)
            #expect(result.errors.contains("ward.yaml:2: 'everyHours' can't be '25'"), "\(result)")
        }
    }
}
