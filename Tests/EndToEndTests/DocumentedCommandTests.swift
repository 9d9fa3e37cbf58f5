import Foundation
import Testing

@Suite("What the documents show")
struct DocumentedCommandTests {
    /// A command of a console block with the lines shown under it.
    struct ShownCommand: CustomTestStringConvertible {
        let command: String
        let shown: [String]
        var testDescription: String { command }
    }

    /// All guides; the commands of the operator's are run as root by Tests/tools/package-test.sh.
    static let documents: [String] = {
        let guides = try? FileManager.default.contentsOfDirectory(
            atPath: BuiltTool.repository.appending(path: "docs").path())
        return ["README.md", "Tables/README.md"]
            + (guides ?? []).filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
    }()

    static func text(_ name: String) throws -> String {
        try String(contentsOf: BuiltTool.repository.appending(path: name), encoding: .utf8)
    }

    static func blocks(_ language: String, in text: String) -> [String] {
        text.components(separatedBy: "```\(language)\n").dropFirst().map {
            $0.components(separatedBy: "\n```")[0]
        }
    }

    static let commands: [ShownCommand] = {
        var commands: [ShownCommand] = []
        for block in documents.flatMap({ blocks("console", in: (try? text($0)) ?? "") }) {
            for part in ("\n" + block).components(separatedBy: "\n$ ").dropFirst() {
                let lines = part.components(separatedBy: "\n")
                commands.append(
                    ShownCommand(command: lines[0], shown: lines.dropFirst().filter { !$0.isEmpty })
                )
            }
        }
        return commands
    }()

    @Test("There are commands to check")
    func some() {
        #expect(Self.documents.count >= 8)
        #expect(Self.commands.count >= 10)
    }

    @Test("Every command shown runs, and prints what is shown", arguments: commands)
    func shown(command: ShownCommand) throws {
        let path = "PATH=\(BuiltTool.folder.path()):$PATH; "
        let result = try BuiltTool.run("/bin/sh", ["-c", path + command.command])
        let printed = (result.output + result.errors).components(separatedBy: "\n")
        for line in command.shown { #expect(printed.contains(line), "\(line)") }
        #expect(!command.shown.isEmpty)
    }

    @Test(
        "Every command named in a sentence or a table runs, with examples for its placeholders",
        arguments: documents)
    func named(document: String) throws {
        let examples = [
            ("REGIMEN…", "\"morphine MR 60 mg bd\""), ("FILE…", "docs/demo/diaries/1-stable.json"),
            ("FILE", "docs/demo/diaries/1-stable.json"),
            ("--methadone-scheme ID", "--methadone-scheme stanford"),
            ("[--table ID]", "--table fpm-2020"), ("[--reduce 0..90]", "--reduce 50"),
        ]
        // The name of a command alone is no command to run.
        let commands = try Self.text(document).matches(of: /`(paincalc [a-z]+\s[^`]+)`/).map {
            examples.reduce(String($0.1).replacing("\n", with: " ")) {
                $0.replacingOccurrences(of: $1.0, with: $1.1)
            }
        }
        #expect(commands.count >= 6 || document != "README.md")
        for command in commands {
            let path = "PATH=\(BuiltTool.folder.path()):$PATH; "
            let result = try BuiltTool.run("/bin/sh", ["-c", path + command])
            #expect(result.status == 0, "\(command): \(result.errors)")
            #expect(!result.output.isEmpty, "\(command)")
        }
    }

    @Test("Every make target that is shown exists", arguments: documents)
    func targets(document: String) throws {
        let help = try BuiltTool.run("/usr/bin/make", ["-s", "help"]).output
            .components(separatedBy: "\n").map { $0.prefix { $0 != " " } }
        let text = try Self.text(document)
        let blocks = Self.blocks("sh", in: text).flatMap { $0.matches(of: /make ([a-z-]+)/) }
        let shown = Set((blocks + text.matches(of: /`make ([a-z-]+)/)).map { $0.1 })
        #expect(shown.isSuperset(of: ["demo", "test"]) || document != "README.md")
        for target in shown { #expect(help.contains(target), "\(target)") }
    }

    @Test("Every link leads to a file")
    func links() throws {
        for document in Self.documents {
            let folder = BuiltTool.repository.appending(path: document).deletingLastPathComponent()
            for link in try Self.text(document).matches(of: /\]\(([^)#:]+)(#[^)]*)?\)/) {
                let file = folder.appending(path: String(link.1)).path()
                #expect(FileManager.default.fileExists(atPath: file), "\(document): \(link.1)")
            }
        }
    }

    @Test("The diary of the guide is the one that is printed")
    func template() throws {
        let shown = try Self.blocks("json", in: Self.text("docs/diary.md"))
        #expect(
            try shown.first.map { $0 + "\n" } == BuiltTool.paincalc.run("template", "json").output)
    }

    @Test("The diary in the README is assessed")
    func diary() throws {
        let diaries = try Self.blocks("json", in: Self.text("README.md"))
        #expect(diaries.count == 1)
        for diary in diaries {
            let result = try BuiltTool.paincalc.run("assess", "-", input: Array(diary.utf8))
            #expect(result.status == 0)
            #expect(result.output.contains("OMEDD 120 mg"))
        }
    }
}
