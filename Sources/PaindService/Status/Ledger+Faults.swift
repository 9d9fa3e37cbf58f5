import DoseLedger
import DosingTables
import PainDosing

extension Ledger {
    /// Everything that is wrong with the ledger, a sentence each: its file, its rows by their digests, and
    /// the tables that answers were made with.
    func faults() throws(LedgerError) -> [String] {
        try integrityCheck() + tableFaults()
    }

    /// Which tables are not those that were registered.
    func tableFaults() throws(LedgerError) -> [String] {
        var faults: [String] = []
        for digest in try tableSets() {
            guard let archive = try tableSet(digest),
                // What can't be read is damaged too.
                (try? TableFiles(archive: archive))?.sha256 != digest.description
            else { continue }
            faults.append("the tables \(digest) are damaged in the ledger")
        }
        return faults
    }
}
