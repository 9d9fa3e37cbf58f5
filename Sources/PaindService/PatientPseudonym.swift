import Crypto
import Glibc
import PainDosing
import SystemPackage
import SystemdClient

/// Turns a patient's id into what the journal may show: a keyed hash, the same for every entry of
/// the patient, that nobody without the key can turn back.
struct PatientPseudonym: Sendable {
    private let key: SymmetricKey?

    /// Ids as they are.
    static let none = PatientPseudonym(key: nil)

    private init(key: SymmetricKey?) {
        self.key = key
    }

    /// The key of the settings: a file, the credential of the service manager, or one made once
    /// beside the ledger.
    ///
    /// - Throws: `ServiceFailure.key`.
    init(_ settings: JournalSettings, ledger: FilePath) throws(ServiceFailure) {
        switch settings.patientField {
        case .id: self = .none
        case .pseudonym:
            self.init(key: SymmetricKey(data: try Self.keyBytes(settings, ledger: ledger)))
        }
    }

    /// 16 hexadecimal digits, or the id itself.
    func callAsFunction(_ patient: PatientID) -> String {
        guard let key else { return patient.text }
        let code = HMAC<SHA256>.authenticationCode(for: Array(patient.text.utf8), using: key)
        return code.prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static let shortestKey = 16

    private static func keyBytes(
        _ settings: JournalSettings, ledger: FilePath
    ) throws(ServiceFailure) -> [UInt8] {
        if let file = settings.keyFile { return try checked(try read(file), file) }
        let credential: [UInt8]?
        do throws(CredentialError) {
            credential = try Credentials().read("pseudonym-key")
        } catch {
            throw .key("\(error)")
        }
        if let credential { return try checked(credential, "the credential pseudonym-key") }
        let own = ledger.removingLastComponent().appending("pseudonym.key")
        do throws(ServiceFailure) {
            return try checked(try read(own), own)
        } catch .keyMissing {
            return try make(own)
        }
    }

    private static func checked(
        _ bytes: [UInt8], _ name: some CustomStringConvertible
    ) throws(ServiceFailure) -> [UInt8] {
        guard bytes.count >= shortestKey else {
            throw .key("\(name) holds \(bytes.count) bytes; a key has \(shortestKey) or more")
        }
        return bytes
    }

    private static func read(_ path: FilePath) throws(ServiceFailure) -> [UInt8] {
        let descriptor: FileDescriptor
        do {
            descriptor = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
        } catch Errno.noSuchFileOrDirectory {
            throw .keyMissing("\(path): no such file")
        } catch {
            throw .key("\(path): \(error)")
        }
        do {
            return try descriptor.closeAfter {
                var buffer = [UInt8](repeating: 0, count: 4096)
                let count = try buffer.withUnsafeMutableBytes { try descriptor.read(into: $0) }
                return Array(buffer[..<count])
            }
        } catch {
            throw .key("\(path): \(error)")
        }
    }

    private static func make(_ path: FilePath) throws(ServiceFailure) -> [UInt8] {
        let key = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
        do {
            let descriptor = try FileDescriptor.open(
                path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
                permissions: [.ownerReadWrite])
            try descriptor.closeAfter {
                try descriptor.writeAll(key)
                guard fsync(descriptor.rawValue) == 0 else { throw Errno(rawValue: errno) }
            }
        } catch {
            throw .key("\(path) could not be made: \(error)")
        }
        return key
    }
}
