import Foundation
import Testing

@Suite("paincalc drop, beside a running paind")
struct DropCommandTests {
    private static func sample(_ name: String) -> String {
        BuiltTool.repository.appending(path: "docs/demo/diaries/\(name).json").path()
    }

    private func ready() throws -> RunningService {
        let service = try RunningService()
        #expect(try service.within { try service.journal().contains { $0.contains("=ready") } })
        return service
    }

    @Test("With --wait the report is printed, or the reason, and the status says which")
    func waits() throws {
        let service = try ready()
        let accepted = try BuiltTool.paincalc.run(
            "drop", Self.sample("1-stable"), "--wait", "--config", service.configuration)
        #expect(accepted.status == 0, "\(accepted.errors)")
        #expect(accepted.output.contains("OMEDD"), "\(accepted.output)")
        #expect(service.names(in: "spool/done") == ["1-stable.json"])
        #expect(service.names(in: "spool/incoming").isEmpty)
        // The service refuses what lies in the future; the file itself is sound.
        let future = service.folder.appending(path: "future.json")
        let text = try String(contentsOfFile: Self.sample("1-stable"), encoding: .utf8)
        try Data(text.replacing(/"recordedAt": *"\d{4}/, with: "\"recordedAt\": \"2190").utf8)
            .write(to: future)
        let rejected = try BuiltTool.paincalc.run(
            "drop", future.path(), "--wait", "--config", service.configuration)
        #expect(rejected.status == 65, "\(rejected.output) \(rejected.errors)")
        #expect(rejected.output.contains("later than the clock"), "\(rejected.output)")
        // The same name and bytes once more: a duplicate, whose report stands.
        let again = try BuiltTool.paincalc.run(
            "drop", Self.sample("1-stable"), "--wait", "--config", service.configuration)
        #expect(again.status == 0 && again.output == accepted.output, "\(again.errors)")
    }

    @Test("What is no diary is not dropped, and the others are")
    func checked() throws {
        let service = try ready()
        service.stop()
        let run = try BuiltTool.paincalc.run(
            "drop", Self.sample("5-malformed"), Self.sample("1-stable"), "--config",
            service.configuration)
        #expect(run.status == 65)
        #expect(run.errors.contains("paincalc: not dropped: "), "\(run.errors)")
        #expect(run.output == "1-stable.json: dropped.\n")
        #expect(service.names(in: "spool/incoming") == ["1-stable.json"])
        // Another of the name waits there, and nobody takes it.
        let second = try BuiltTool.paincalc.run(
            "drop", Self.sample("1-stable"), "--wait", "--within", "1", "--config",
            service.configuration)
        #expect(second.status == 75)
        #expect(second.errors.contains("1-stable.2.json was dropped and still waits"))
    }

    @Test("A folder that can't be used is told, and nothing is left in it")
    func unusable() throws {
        let run = try BuiltTool.paincalc.run(
            "drop", Self.sample("1-stable"), "--to", "/nonexistent", "--config", "/nonexistent.yaml"
        )
        #expect(run.status == 74)
        #expect(run.errors.contains("/nonexistent/incoming"), "\(run.errors)")
    }
}

@Suite("An answer that nobody got")
struct LostOutputTests {
    @Test(
        "Ends with 74 and says why",
        arguments: [
            ["med", "morphine MR 30 mg bd"], ["template", "json"], ["tables", "list"],
            ["assess", "docs/demo/diaries/1-stable.json"],
            ["report", "docs/demo/diaries/1-stable.json"],
            ["assess", "docs/demo/diaries/4-safety-stop.json"],
            ["rotate", "morphine MR 30 mg bd", "--to", "oxycodone MR", "--no-opioid-naive"],
        ])
    func fullDisk(_ arguments: [String]) throws {
        let words = ([BuiltTool.paincalc.path] + arguments).map { "'\($0)'" }
        let run = try BuiltTool.run(
            "/bin/sh", ["-c", words.joined(separator: " ") + " >/dev/full"])
        #expect(run.status == 74, "\(arguments)")
        #expect(
            run.errors.contains("paincalc: standard output: No space left on device"),
            "\(arguments): \(run.errors)")
    }

    @Test("So does what paind answers for paincalc", arguments: ["status", "replay"])
    func service(_ command: String) throws {
        let service = try StatusCommandTests.service()
        let run = try BuiltTool.run(
            "/bin/sh",
            [
                "-c",
                "'\(BuiltTool.paincalc.path)' \(command) --config '\(service.configuration)' >/dev/full",
            ])
        #expect(run.status == 74)
        #expect(run.errors.contains("paincalc: standard output: No space left on device"))
    }
}
