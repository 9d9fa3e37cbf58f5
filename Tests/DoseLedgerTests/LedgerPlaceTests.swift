import Foundation
import Testing

@testable import DoseLedger

@Suite("A ledger whose file is taken away while it is open")
struct LedgerPlaceTests {
    enum Loss: String, CaseIterable {
        case removed
        case renamed
        case replacedByACopy
        case emptied
        case logRemoved

        func happen(to path: String) throws {
            let files = FileManager.default
            switch self {
            case .removed: try files.removeItem(atPath: path)
            case .renamed: try files.moveItem(atPath: path, toPath: path + ".old")
            case .replacedByACopy:
                try files.moveItem(atPath: path, toPath: path + ".old")
                try files.copyItem(atPath: path + ".old", toPath: path)
            case .emptied:
                try #require(truncate(path, 0) == 0)
            case .logRemoved: try files.removeItem(atPath: path + "-wal")
            }
        }
    }

    @Test("Nothing is committed to it any more", arguments: Loss.allCases)
    func vanished(_ loss: Loss) throws {
        let file = try LedgerFile()
        let ledger = try file.open()
        try ledger.commit([Sample.rejection("c1")])
        try loss.happen(to: file.path)
        #expect(throws: LedgerError.vanished(path: file.path), "\(loss)") {
            try ledger.commit([Sample.rejection("c2")])
        }
    }

    @Test("One that is put back goes on")
    func putBack() throws {
        let file = try LedgerFile()
        let ledger = try file.open()
        try ledger.commit([Sample.rejection("c1")])
        try FileManager.default.moveItem(atPath: file.path, toPath: file.path + ".old")
        #expect(throws: LedgerError.vanished(path: file.path)) {
            try ledger.commit([Sample.rejection("c2")])
        }
        try FileManager.default.moveItem(atPath: file.path + ".old", toPath: file.path)
        try ledger.commit([Sample.rejection("c2")])
        #expect(try ledger.counts().rejected == 2)
    }
}
