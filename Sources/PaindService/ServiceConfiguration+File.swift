import DoseLedger
import PainDosing
import SystemPackage
import TableText

extension ServiceConfiguration {
    /// The largest configuration that is read, in bytes.
    private static let largest = 1 << 20

    /// Reads the configuration file.
    ///
    /// - Throws: `ServiceFailure.configuration`, `ServiceFailure.configurationUnreadable`.
    public static func load(_ path: String) throws(ServiceFailure) -> ServiceConfiguration {
        let bytes: [UInt8]
        do {
            let descriptor = try FileDescriptor.open(
                FilePath(path), .readOnly, options: [.closeOnExec, .nonBlocking])
            bytes = try descriptor.closeAfter {
                var buffer = [UInt8](repeating: 0, count: largest)
                let count = try buffer.withUnsafeMutableBytes { try descriptor.read(into: $0) }
                return Array(buffer[..<count])
            }
        } catch {
            throw .configurationUnreadable("\(path): \(error)")
        }
        let folder = FilePath(path).removingLastComponent()
        do throws(TextFaults) {
            return try read(
                yaml: bytes, file: path, folder: folder.isEmpty ? "." : folder.string)
        } catch {
            throw .configuration(error)
        }
    }

    /// The journal's catalog of the alerts that its tables can raise.
    ///
    /// - Throws: `ServiceFailure`.
    public func alertCatalog() throws(ServiceFailure) -> String {
        JournalCatalog.alerts(try DosingSetup(self).engine.tables)
    }

    /// Loads the tables and checks the policy against them.
    ///
    /// - Throws: `ServiceFailure`.
    public func check() throws(ServiceFailure) {
        _ = try DosingSetup(self)
    }

    /// Copies the ledger into a new file, while the service works or not.
    ///
    /// - Throws: `ServiceFailure.ledger`.
    public func backUpLedger(to path: String) throws(ServiceFailure) {
        do throws(LedgerError) {
            let ledger = try Ledger.openReadOnly(path: self.ledger.string)
            // The copy is checked as a whole; of tables it does not know what they are.
            let faults = try ledger.tableFaults()
            guard faults.isEmpty else { throw .damaged(faults) }
            try ledger.backUp(to: path)
            try ledger.close()
        } catch {
            throw .ledger(error)
        }
    }
}
