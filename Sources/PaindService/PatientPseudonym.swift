import Crypto
import DiarySpool
import Glibc
import PainDosing
import SystemPackage
import SystemdClient

/// Turns a patient's id, and the name of a file, into what the journal may show: a keyed hash, the same
/// every time, that nobody without the key can turn back.
struct PatientPseudonym: Sendable {
    /// Nil where ids are shown as they are.
    private let patients: SymmetricKey?
    /// Nil where names of files are shown as they are.
    private let files: SymmetricKey?

    /// Ids and names as they are.
    static let none = PatientPseudonym(patients: nil, files: nil)

    private init(patients: SymmetricKey?, files: SymmetricKey?) {
        self.patients = patients
        self.files = files
    }

    /// The key of the settings: a file, the credential of the service manager, or one made once
    /// beside the ledger.
    ///
    /// - Parameter isNew: whether the ledger holds nothing yet, so that no pseudonym was ever shown.
    /// - Throws: `ServiceFailure.key`.
    init(
        _ settings: JournalSettings, ledger: FilePath, isNew: Bool
    ) throws(ServiceFailure) {
        let (showsIDs, showsNames) = (settings.patientField == .id, settings.fileNames == .plain)
        guard !showsIDs || !showsNames else {
            self = .none
            return
        }
        let key = SymmetricKey(data: try Self.keyBytes(settings, ledger: ledger, isNew: isNew))
        self.init(patients: showsIDs ? nil : key, files: showsNames ? nil : key)
    }

    /// 16 hexadecimal digits, or the id itself.
    func callAsFunction(_ patient: PatientID) -> String {
        patients.map { Self.hash(Array(patient.text.utf8), $0) } ?? patient.text
    }

    /// `file-` and 16 hexadecimal digits, or the name itself, safe to print: a name often names the
    /// patient, beside whose pseudonym it would stand.
    func file(_ name: SpoolName) -> String {
        // The byte that no name has keeps it apart from any id.
        files.map { "file-" + Self.hash([0] + name.bytes, $0) } ?? name.display
    }

    private static func hash(_ bytes: [UInt8], _ key: SymmetricKey) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: bytes, using: key)
        return code.prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static let shortestKey = 16

    private static func keyBytes(
        _ settings: JournalSettings, ledger: FilePath, isNew: Bool
    ) throws(ServiceFailure) -> [UInt8] {
        if let file = settings.keyFile { return try checked(try read(file), file) }
        let credential: [UInt8]?
        do throws(CredentialError) {
            credential = try Credentials().read("pseudonym-key")
        } catch {
            throw .key("\(error)")
        }
        if let credential { return try checked(credential, "the credential pseudonym-key") }
        let own = ownKey(besides: ledger)
        do throws(ServiceFailure) {
            let key = try read(own)
            // Earlier versions left an empty file where the disk was full at their first start; no
            // pseudonym was made with it.
            guard key.isEmpty, isNew else { return try checked(key, own) }
            unlink(own.string)
        } catch .keyMissing {
            // It is made below.
        } catch {
            throw error
        }
        return try make(own)
    }

    /// The key that is made where none is given.
    static func ownKey(besides ledger: FilePath) -> FilePath {
        ledger.removingLastComponent().appending("pseudonym.key")
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
        let unfinished = FilePath(path.string + ".part")
        do {
            try write(key, unfinished)
            // A link, since a rename would replace a key that another process made meanwhile.
            guard link(unfinished.string, path.string) == 0 else { throw Errno(rawValue: errno) }
            unlink(unfinished.string)
            try syncFolder(of: path)
        } catch {
            unlink(unfinished.string)
            throw .key("\(path) could not be made: \(error)")
        }
        return key
    }

    /// Writes a file that has not its name yet, so that no key is ever there in part; what a killed
    /// process left of one goes.
    private static func write(_ key: [UInt8], _ path: FilePath) throws {
        unlink(path.string)
        let descriptor = try FileDescriptor.open(
            path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
            permissions: [.ownerReadWrite])
        try descriptor.closeAfter {
            try descriptor.writeAll(key)
            guard fsync(descriptor.rawValue) == 0 else { throw Errno(rawValue: errno) }
        }
    }

    private static func syncFolder(of path: FilePath) throws {
        let folder = path.removingLastComponent()
        let descriptor = try FileDescriptor.open(
            folder.isEmpty ? "." : folder, .readOnly, options: [.directory, .closeOnExec])
        try descriptor.closeAfter {
            guard fsync(descriptor.rawValue) == 0 else { throw Errno(rawValue: errno) }
        }
    }
}
