import DoseLedger
import Glibc
import SystemPackage

extension ServiceConfiguration {
    /// Makes sure that a ledger which is made now is one that the service can open.
    ///
    /// - Throws: `ServiceFailure.rebuild` for root, where the state is another user's.
    func checkOwner() throws(ServiceFailure) {
        let folder = ledger.removingLastComponent()
        var status = stat()
        guard geteuid() == 0, stat(folder.isEmpty ? "." : folder.string, &status) == 0,
            status.st_uid != 0
        else { return }
        throw .rebuild(
            "\(folder) belongs to the user of the service; call this as that user, such as: sudo -u "
                + "paind paincalc ledger rebuild")
    }

    /// Begins a ledger although traces of another are there, or goes on with one that lacks what was
    /// finished before; what was finished until now is not looked for in it any more.
    ///
    /// - Returns: how many entries it holds.
    /// - Throws: `ServiceFailure.ledger`.
    public func beginLedger(clock: ServiceClock = .system) throws(ServiceFailure) -> Int64 {
        try checkOwner()
        do throws(LedgerError) {
            let ledger = try Ledger.open(path: self.ledger.string)
            // A file that came within this second is not told from one that came before it.
            try ledger.recordDone(since: clock.now() + 1)
            let entries = try ledger.counts().entries
            try ledger.close()
            return entries
        } catch {
            throw .ledger(error)
        }
    }
}
