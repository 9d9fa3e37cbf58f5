import Foundation
import Testing

@Suite("paincalc backup, beside a running paind")
struct BackupCommandTests {
    /// A diary unlike any with another number.
    private static func diary(_ number: Int) -> Data {
        let moment = "2026-02-\(10 + number % 18)T\(10 + number / 18):00:00Z"
        let text =
            #"{"schema":"pain-diary/1","patient":"P-\#(number)","recordedAt":"\#(moment)","#
            + #""pain":{"background":3,"worst":7},"regimen":["morphine MR 30 mg bd"]}"#
        return Data(text.utf8)
    }

    @Test("A copy made while files are committed is restored, and every answer in it is the same")
    func restored() throws {
        let service = try RunningService(dropping: StatusCommandTests.diaries)
        let isUp = service.within {
            FileManager.default.fileExists(
                atPath: service.folder.appending(path: "spool/done/1-stable.json").path())
        }
        #expect(isUp)
        for number in 0..<120 {
            try Self.diary(number).write(
                to: service.folder.appending(path: "spool/incoming/\(number).json"))
        }
        let copy = service.folder.appending(path: "copy.sqlite")
        let backup = try BuiltTool.paincalc.run(
            "backup", copy.path(), "--config", service.configuration)
        #expect(backup.status == 0 && backup.errors == "", "\(backup.errors)")
        #expect(backup.output == "\(copy.path()): copied and checked.\n")
        let again = try BuiltTool.paincalc.run(
            "backup", copy.path(), "--config", service.configuration)
        #expect(again.status == 74 && again.errors.contains("nothing is overwritten"))
        try FileManager.default.createDirectory(
            at: service.folder.appending(path: "restored"), withIntermediateDirectories: true)
        try FileManager.default.moveItem(
            at: copy, to: service.folder.appending(path: "restored/ledger.sqlite"))
        let settings = service.folder.appending(path: "restored.yaml")
        try Data("spool: spool\nstate: restored\n".utf8).write(to: settings)
        let replay = try BuiltTool.paincalc.run("replay", "--config", settings.path())
        #expect(replay.status == 0, "\(replay.errors)")
        #expect(
            replay.output.hasSuffix("different  0\n") && !replay.output.contains("equal      0\n"))
    }
}
