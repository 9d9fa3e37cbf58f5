import DoseLedger
import GRDB
import SystemPackage
import SystemdClient
import Testing

@testable import PaindService

@Suite("A file that the ledger refuses")
struct HeldFileTests {
    private static let refusal = "a rule of another program"

    @Test("It is held and told, those beside it are answered, and the next start takes it")
    func held() throws {
        let folder = try ServiceFolder()
        let records = folder.records
        try folder.run { _ in !records.of(.ready).isEmpty }
        let ledger = OlderLedger(path: folder.configuration.ledger.string)
        try ledger.raw { db in
            try db.execute(
                sql: """
                    CREATE TRIGGER foreign_rule BEFORE INSERT ON entry WHEN NEW.patient = 'P-2'
                    BEGIN SELECT RAISE(ABORT, '\(Self.refusal)'); END
                    """)
        }
        for number in 1...3 {
            try folder.drop(SpoolLoopTests.diary("P-\(number)"), as: "\(number).json")
        }
        try folder.drop("{", as: "4.json")
        try folder.run { _ in
            records.of(.assessed).count == 2 && records.of(.rejected).count == 1
                && !records.of(.stuck).isEmpty
        }
        #expect(Set(records.of(.assessed).flatMap { $0.values(.file) }) == ["1.json", "3.json"])
        let stuck = try #require(records.of(.stuck).first)
        #expect(stuck.values(.file) == ["2.json"])
        #expect(stuck.message.contains(Self.refusal) && stuck.message.contains("next start"))
        #expect(records.of(.stuck).count == 1)
        #expect(records.of(.ledgerError).isEmpty)
        #expect(try folder.names("spool/work").count == 1)

        try ledger.raw { db in try db.execute(sql: "DROP TRIGGER foreign_rule") }
        try folder.run { _ in records.of(.assessed).count == 3 && folder.exists("spool/done/2.json")
        }
        #expect(try folder.names("spool/work").isEmpty)
        let sound = try Ledger.openReadOnly(path: folder.configuration.ledger.string)
        #expect(try sound.integrityCheck() == [])
    }
}
