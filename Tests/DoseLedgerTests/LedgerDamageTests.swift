import Foundation
import GRDB
import PainDosing
import Testing

@testable import DoseLedger

@Suite("A row that is not what was recorded")
struct LedgerDamageTests {
    /// Two entries, the first one assessed twice, the second withdrawing what never came.
    static func file() throws -> LedgerFile {
        let file = try LedgerFile()
        let ledger = try file.open()
        let entry = Sample.entry(Sample.digest(2), withdraws: Sample.digest(8))
        try ledger.commit([
            Sample.arrival("c1", Sample.entry(Sample.digest(1), replaces: Sample.digest(9))),
            Sample.arrival("c2", entry),
        ])
        try ledger.commit(
            [], reassessing: [Reassessment(entry: 1, assessment: Sample.assessment(json: "{ }"))])
        #expect(try ledger.integrityCheck() == [])
        try ledger.close()
        return file
    }

    /// Changes rows as another program might, past the rules of the schema.
    static func tamper(_ file: LedgerFile, _ sql: String) throws {
        try file.raw { db in
            let triggers = try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'")
            for trigger in triggers { try db.execute(sql: "DROP TRIGGER \(trigger)") }
            try db.execute(sql: "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON")
            try db.execute(sql: sql)
            #expect(db.changesCount > 0, "\(sql)")
        }
    }

    private static let entry = "entry 1 (\(Sample.digest(1))) is damaged in the ledger"

    @Test(
        "Whatever is changed is named by the check, and no backup is made",
        arguments: [
            ("UPDATE entry SET bytes = x'7B0100FF' WHERE seq = 1", entry),
            ("UPDATE entry SET bytes = x'7B0200' WHERE seq = 1", entry),
            ("UPDATE entry SET digest = zeroblob(32) WHERE seq = 1", "entry 1 (0000"),
            ("UPDATE entry SET digest = zeroblob(3) WHERE seq = 1", "entry 1 is damaged"),
            ("UPDATE entry SET patient = 'p2' WHERE seq = 1", entry),
            ("UPDATE entry SET recordedAt = 901 WHERE seq = 1", entry),
            ("UPDATE entry SET offsetMinutes = 90 WHERE seq = 1", entry),
            ("UPDATE entry SET format = 'pain-diary/2' WHERE seq = 1", entry),
            ("UPDATE entry SET replaces = NULL WHERE seq = 1", entry),
            ("UPDATE entry SET receivedAt = 1 WHERE seq = 1", entry),
            ("UPDATE entry SET withdraws = NULL WHERE seq = 2", "entry 2 ("),
            (
                "UPDATE assessment SET json = x'00' WHERE seq = 1",
                "answer 1, of entry 1, is damaged"
            ),
            (
                "UPDATE assessment SET json = x'00' WHERE seq = 3",
                "answer 3, of entry 1, is damaged"
            ),
            ("UPDATE assessment SET omedd = '1' WHERE seq = 2", "answer 2, of entry 2, is damaged"),
            ("UPDATE assessment SET severity = 'info' WHERE seq = 2", "answer 2, of entry 2,"),
            ("UPDATE assessment SET engine = '2' WHERE seq = 2", "answer 2, of entry 2,"),
            ("UPDATE assessment SET madeAt = 2 WHERE seq = 2", "answer 2, of entry 2,"),
            ("UPDATE assessment SET outcome = 'no' WHERE seq = 2", "answer 2 is damaged"),
            ("UPDATE policy SET text = 'Policy'", "the policy \(Sample.policy) is damaged"),
            ("UPDATE journalRecords SET count = 2 WHERE first = 1", "whose numbers leave a gap"),
        ])
    func found(_ sql: String, _ words: String) throws {
        let file = try Self.file()
        try Self.tamper(file, sql)
        let ledger = try Ledger.openReadOnly(path: file.path)
        let faults = try ledger.integrityCheck()
        #expect(faults.contains { $0.contains(words) }, "\(sql): \(faults)")
        let copy = try LedgerFile()
        let error = try #require(throws: LedgerError.self, "\(sql)") {
            try ledger.backUp(to: copy.path)
        }
        #expect("\(error)".contains(words), "\(sql): \(error)")
        #expect(!FileManager.default.fileExists(atPath: copy.path), "\(sql)")
        #expect(!FileManager.default.fileExists(atPath: copy.path + ".part"), "\(sql)")
    }

    @Test("Nothing can be read from a damaged entry, and the others are read as before")
    func refused() throws {
        let file = try Self.file()
        try Self.tamper(file, "UPDATE entry SET bytes = x'7B0101' WHERE seq = 1")
        let ledger = try Ledger.openReadOnly(path: file.path)
        let damage = LedgerError.damagedRow(.entry(1, Sample.digest(1)))
        #expect(throws: damage) {
            try ledger.content(of: EntryPlace(number: 1, digest: Sample.digest(1)))
        }
        let damaged = try #require(try ledger.entry(Sample.digest(1)))
        #expect(throws: damage) { try damaged.entry.intactBytes() }
        let sound = try #require(try ledger.entry(Sample.digest(2)))
        #expect(try sound.entry.intactBytes() == Sample.bytes(of: Sample.digest(2)))
        #expect(try sound.assessment.intactJSON() == Array("{}".utf8))
        #expect(damage.isOfContent && damage.isCorruption && !damage.isInputOutput)
    }

    @Test("A damaged answer is given out by nothing")
    func answer() throws {
        let file = try Self.file()
        try Self.tamper(file, "UPDATE assessment SET json = x'7B7C' WHERE seq = 2")
        let ledger = try Ledger.openReadOnly(path: file.path)
        let stored = try #require(try ledger.entry(Sample.digest(2))).assessment
        #expect(throws: LedgerError.damagedRow(.answer(2, entry: 2))) { try stored.intactJSON() }
    }

    @Test("A policy that is not the one that was registered is refused")
    func policy() throws {
        let file = try Self.file()
        try Self.tamper(file, "UPDATE policy SET text = 'Policy'")
        let ledger = try Ledger.openReadOnly(path: file.path)
        #expect(throws: LedgerError.damagedRow(.policy(Sample.policy))) {
            try ledger.policy(Sample.policy)
        }
    }

    @Test("An entry of before there were seals is known by its digest")
    func older() throws {
        let file = try Self.file()
        try Self.tamper(file, "DELETE FROM entrySeal")
        try Self.tamper(file, "DELETE FROM answerSeal")
        #expect(try Ledger.openReadOnly(path: file.path).integrityCheck() == [])
        try Self.tamper(file, "UPDATE entry SET bytes = x'7B0101' WHERE seq = 1")
        let faults = try Ledger.openReadOnly(path: file.path).integrityCheck()
        #expect(faults.count == 1 && faults.allSatisfy { $0.contains(Self.entry) }, "\(faults)")
    }

    @Test("A single flipped bit in the file is found, wherever in an entry's bytes it is")
    func flippedBit() throws {
        let file = try LedgerFile()
        let ledger = try file.open()
        let digest = Sample.digest(0x51, 0xA7)
        try ledger.commit([Sample.arrival("c1", Sample.entry(digest))])
        try ledger.close()
        let url = URL(fileURLWithPath: file.path)
        let sound = try Data(contentsOf: url)
        let place = try #require(sound.range(of: Data(Sample.bytes(of: digest))))
        for bit in 0..<8 * place.count {
            var damaged = sound
            damaged[place.lowerBound + bit / 8] ^= 1 << (bit % 8)
            try damaged.write(to: url)
            let faults = try Ledger.openReadOnly(path: file.path).integrityCheck()
            #expect(faults.count == 1, "bit \(bit): \(faults)")
        }
    }

    @Test("A walk looks at so many rows at a time, at all of them, and then begins again")
    func walk() throws {
        let ledger = try LedgerFile().open()
        try ledger.commit(
            (1...10).map { Sample.arrival("c\($0)", Sample.entry(Sample.digest($0))) })
        var scrub = LedgerScrub()
        for _ in 0..<2 {
            var rows: [Int] = []
            while true {
                let step = try scrub.next(atMost: 4, of: ledger)
                #expect(step.damages == [])
                rows.append(step.rows)
                if step.isLast { break }
            }
            // The policies, the entries, the answers.
            #expect(rows == [0, 4, 4, 2, 0, 4, 4, 2, 0])
        }
    }
}
