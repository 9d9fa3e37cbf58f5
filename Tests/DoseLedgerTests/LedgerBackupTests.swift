import DoseLedger
import Foundation
import GRDB
import Testing

@Suite("Copying the ledger while it is written")
struct LedgerBackupTests {
    @Test("A copy holds what was committed before it, is one file, and is a ledger again")
    func copied() throws {
        let file = try LedgerFile()
        let writer = try file.open()
        try writer.commit([Sample.arrival("c1", Sample.entry(Sample.digest(1)))])
        let copy = try LedgerFile()
        try Ledger.openReadOnly(path: file.path).backUp(to: copy.path)
        try writer.commit([Sample.arrival("c2", Sample.entry(Sample.digest(2)))])
        let folder = URL(fileURLWithPath: copy.path).deletingLastPathComponent().path
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["ledger.sqlite"])
        let restored = try copy.open()
        #expect(try restored.counts().entries == 1)
        #expect(try restored.integrityCheck() == [])
        try restored.commit([Sample.arrival("c2", Sample.entry(Sample.digest(2)))])
        #expect(try restored.counts() == writer.counts())
    }

    @Test("Nothing is overwritten, and nothing is left of a copy that failed")
    func refused() throws {
        let file = try LedgerFile()
        let ledger = try file.open()
        let copy = try LedgerFile()
        try Data("mine".utf8).write(to: URL(fileURLWithPath: copy.path))
        #expect(throws: LedgerError.backupExists(path: copy.path)) {
            try ledger.backUp(to: copy.path)
        }
        #expect(try String(contentsOfFile: copy.path, encoding: .utf8) == "mine")
        #expect(!FileManager.default.fileExists(atPath: copy.path + ".part"))
        #expect(throws: LedgerError.backupFailed(path: "/nonexistent/l.part", errno: ENOENT)) {
            try ledger.backUp(to: "/nonexistent/l")
        }
    }

    @Test("A copy that was killed blocks no later one, and what it left is taken over")
    func killed() throws {
        let file = try LedgerFile()
        let ledger = try file.open()
        try ledger.commit([Sample.arrival("c1", Sample.entry(Sample.digest(1)))])
        for left in ["", "SQLite format 3\0 and a part of a ledger"] {
            let copy = try LedgerFile()
            let folder = URL(fileURLWithPath: copy.path).deletingLastPathComponent().path
            for suffix in [".part", ".part-journal"] {
                try Data(left.utf8).write(to: URL(fileURLWithPath: copy.path + suffix))
            }
            try ledger.backUp(to: copy.path)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder) == ["ledger.sqlite"],
                "\(left)")
            #expect(try copy.open().counts().entries == 1, "\(left)")
            let rights = try FileManager.default.attributesOfItem(atPath: copy.path)
            #expect(rights[.posixPermissions] as? Int == 0o600, "\(left)")
        }
    }

    @Test("A file of somebody else, a link, and the copy of another process are left as they are")
    func foreignPart() throws {
        let ledger = try LedgerFile().open()
        let copy = try LedgerFile()
        let part = copy.path + ".part"
        try Data("a letter".utf8).write(to: URL(fileURLWithPath: part))
        #expect(throws: LedgerError.backupExists(path: part)) { try ledger.backUp(to: copy.path) }
        #expect(try String(contentsOfFile: part, encoding: .utf8) == "a letter")
        try FileManager.default.removeItem(atPath: part)
        try FileManager.default.createSymbolicLink(
            atPath: part, withDestinationPath: copy.path + ".other")
        #expect(throws: LedgerError.backupFailed(path: part, errno: ELOOP)) {
            try ledger.backUp(to: copy.path)
        }
        try FileManager.default.removeItem(atPath: part)
        let descriptor = open(part, O_CREAT | O_RDWR, 0o600)
        defer { close(descriptor) }
        try #require(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        #expect(throws: LedgerError.backupExists(path: part)) { try ledger.backUp(to: copy.path) }
        #expect(!FileManager.default.fileExists(atPath: copy.path))
    }

    @Test("A damaged page is found by the check, and is not copied into a backup")
    func damagedPage() throws {
        let file = try LedgerFile()
        let ledger = try file.open()
        for number in UInt8(1)...40 {
            try ledger.commit([Sample.arrival("c\(number)", Sample.entry(Sample.digest(number)))])
        }
        try ledger.close()
        let size = 4_096
        let pages = try Data(contentsOf: URL(fileURLWithPath: file.path)).count / size
        let root = try file.raw { db in
            try #require(
                try Int.fetchOne(
                    db, sql: "SELECT rootpage FROM sqlite_schema WHERE name = 'entryByPatient'"))
        }
        #expect(root <= pages)
        let handle = try #require(FileHandle(forUpdatingAtPath: file.path))
        try handle.seek(toOffset: UInt64((root - 1) * size))
        try handle.write(contentsOf: Data(repeating: 0xFF, count: size))
        try handle.close()
        let damaged = try Ledger.openReadOnly(path: file.path)
        let copy = try LedgerFile()
        let error = try #require(throws: LedgerError.self) { try damaged.backUp(to: copy.path) }
        #expect(error.isCorruption, "\(error)")
        #expect(!FileManager.default.fileExists(atPath: copy.path))
        #expect(!FileManager.default.fileExists(atPath: copy.path + ".part"))
    }
}
