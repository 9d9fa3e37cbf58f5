import DoseLedger
import Foundation
import GRDB

/// A ledger's file in a folder of its own; all folders go when the tests end.
///
/// Not sooner: a ledger may live longer than the last use of this value.
struct LedgerFile {
    private static let root: URL = {
        let root = FileManager.default.temporaryDirectory
            .appendingPathComponent(
                "dose-ledger-tests-\(ProcessInfo.processInfo.processIdentifier)")
        // What can't be removed harms no test: the next run has another folder.
        atexit { try? FileManager.default.removeItem(at: LedgerFile.root) }
        return root
    }()

    let path: String

    init() throws {
        let folder = LedgerFile.root.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appendingPathComponent("ledger.sqlite").path
    }

    /// The ledger, ready for assessments made with `Sample.tableSet` and `Sample.policy`.
    func open() throws -> Ledger {
        let ledger = try Ledger.open(path: path)
        try ledger.registerTableSet(Sample.tableSet, archive: [1, 2, 3])
        try ledger.registerPolicy(Sample.policy, text: "policy")
        return ledger
    }

    /// The file without the ledger's code, as another program would see it.
    func raw<Value>(_ body: (Database) throws -> Value) throws -> Value {
        let queue = try DatabaseQueue(path: path)
        let value = try queue.writeWithoutTransaction(body)
        try queue.close()
        return value
    }
}
