import Foundation
import Testing

@Suite("paincalc status and replay, beside a running paind")
struct StatusCommandTests {
    static let diaries = ["1-stable", "2-needs-titration", "4-safety-stop", "5-malformed"].map {
        BuiltTool.repository.appending(path: "docs/demo/diaries/\($0).json")
    }

    /// A service that has taken the sample diaries.
    static func service() throws -> RunningService {
        let service = try RunningService(dropping: diaries)
        let isDone = try service.within {
            let result = try BuiltTool.paincalc.run(
                "status", "--config", service.configuration, "--json")
            guard result.status == 0 else { return false }
            let json = try result.json()
            return json["entries"]?.numberText == "3"
                && json["outbox"]?["pending"]?.numberText == "0"
                && json["files"]?["rejected"]?.numberText == "1"
        }
        #expect(isDone)
        return service
    }

    @Test("Status tells what a working service has done, and replay finds every answer the same")
    func working() throws {
        let service = try Self.service()
        let status = try BuiltTool.paincalc.run("status", "--config", service.configuration)
        #expect(status.status == 0 && status.errors == "")
        #expect(
            status.output.contains(
                "Entries    3, answered 3 times; now with a safety stop 1, with an open question 0")
        )
        #expect(status.output.contains("5-malformed.json  (not-a-diary)\n"))
        let replay = try BuiltTool.paincalc.run("replay", "--config", service.configuration)
        #expect(replay.output == "equal      3\ndifferent  0\n")
        #expect(replay.status == 0 && replay.errors == "")
        service.stop()
        let stopped = try BuiltTool.paincalc.run("replay", "--config", service.configuration)
        #expect(stopped.status == 0 && stopped.output == replay.output)
    }

    @Test(
        "What can't be asked is told in the name of paincalc, with its own status",
        arguments: [
            ("absent.yaml", nil, 78, "absent.yaml: "),
            ("bad.yaml", "spool: a\nstates: b\n", 78, "the key 'states' is unknown"),
            ("new.yaml", "spool: a\nstate: b\n", 66, "paind makes it at its first start"),
        ] as [(String, String?, Int32, String)])
    func failures(name: String, content: String?, status: Int32, words: String) throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "status-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: name)
        if let content { try Data(content.utf8).write(to: file) }
        for command in ["status", "replay"] {
            let result = try BuiltTool.paincalc.run(command, "--config", file.path())
            #expect(result.status == status, "\(result.errors)")
            #expect(result.output == "")
            #expect(result.errors.hasPrefix("paincalc: ") && result.errors.contains(words))
        }
    }

    @Test("Without paind beside it, paincalc says which file is missing")
    func noCompanion() throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "alone-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let copy = folder.appending(path: "paincalc")
        try FileManager.default.copyItem(at: URL(filePath: BuiltTool.paincalc.path), to: copy)
        let result = try BuiltTool.run(copy.path(), ["status"])
        #expect(result.status == 69)
        let paind = folder.appending(path: "paind").path()
        #expect(
            result.errors
                == "paincalc: \(paind): No such file or directory; paind answers this and belongs in "
                + "the same folder as paincalc\n")
    }
}
