import Foundation
import SystemdClient
import Testing

@testable import PaindService

@Suite("Folders that are taken away while the service is at work")
struct VanishedFolderTests {
    struct Case: CustomTestStringConvertible {
        let folder: String
        let isReplaced: Bool
        var testDescription: String { folder + (isReplaced ? " replaced" : " removed") }
    }

    private static let cases = ["spool/work", "spool/done", "spool/rejected", "state/reports"]
        .flatMap { [Case(folder: $0, isReplaced: false), Case(folder: $0, isReplaced: true)] }

    @Test("It is told and used anew, and what comes then ends where it belongs", arguments: cases)
    func vanished(_ vanished: Case) throws {
        let folder = try ServiceFolder()
        try folder.drop(SpoolLoopTests.diary("P-1"), as: "1.json")
        let records = folder.records
        var step = 0
        try folder.run { _ in
            switch step {
            case 0 where folder.exists("spool/done/1.json"):
                let path = folder.url(vanished.folder)
                // What can't be taken away makes the checks below fail.
                if vanished.isReplaced {
                    try? FileManager.default.moveItem(
                        at: path, to: folder.url(vanished.folder + ".old"))
                    try? FileManager.default.createDirectory(
                        at: path, withIntermediateDirectories: false)
                } else {
                    try? FileManager.default.removeItem(at: path)
                }
                try? folder.drop(SpoolLoopTests.diary("P-2"), as: "2.json")
                try? folder.drop("{", as: "bad.json")
                step = 1
            case 1:
                return folder.exists("spool/done/2.json")
                    && folder.exists("spool/rejected/bad.json")
                    && folder.exists("state/reports/2026-03-02")
                    && records.of(.stuck).contains {
                        $0.message.contains("removed or replaced")
                            && $0.message.contains(
                                vanished.folder.split(separator: "/").last ?? "")
                    }
            default: break
            }
            return false
        }
        #expect(records.of(.assessed).count == 2, "\(vanished)")
        #expect(records.of(.rejected).count == 1, "\(vanished)")
        #expect(try folder.names("spool/work").isEmpty, "\(vanished)")
    }
}
