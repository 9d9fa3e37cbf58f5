import Glibc

/// The secrets that systemd hands to this service (`LoadCredential=`).
public struct Credentials: Sendable {
    /// The largest credential that is read, in bytes; systemd's own limit.
    public static let maximumBytes = 1_048_576

    private let directory: String?

    /// Uses `$CREDENTIALS_DIRECTORY`.
    public init() {
        self.init(directory: getenv("CREDENTIALS_DIRECTORY").map { String(cString: $0) })
    }

    init(directory: String?) {
        self.directory = directory
    }

    /// Reads a credential.
    ///
    /// - Parameter name: Letters, digits, ".", "_" and "-", not beginning with ".": a name leads
    ///   nowhere else.
    /// - Returns: Its bytes; nil when there is none of that name.
    /// - Throws: ``CredentialError``.
    public func read(_ name: String) throws(CredentialError) -> [UInt8]? {
        guard Self.isValid(name) else { throw .invalidName(name) }
        guard let directory, directory.hasPrefix("/") else { return nil }
        let descriptor = open("\(directory)/\(name)", O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            guard errno != ENOENT else { return nil }
            throw .unreadable(name: name, errno: errno)
        }
        defer { close(descriptor) }
        return try Self.contents(of: descriptor, name)
    }

    private static func isValid(_ name: String) -> Bool {
        let isAllowed = { (scalar: Unicode.Scalar) in
            scalar.isASCII
                && (scalar.properties.isAlphabetic
                    || "0123456789._-".unicodeScalars.contains(scalar))
        }
        return (1...255).contains(name.utf8.count) && !name.hasPrefix(".")
            && name.unicodeScalars.allSatisfy(isAllowed)
    }

    private static func contents(
        of descriptor: Int32,
        _ name: String
    ) throws(CredentialError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count == 0 { return bytes }
            if count < 0 {
                guard errno == EINTR else { throw .unreadable(name: name, errno: errno) }
                continue
            }
            bytes += chunk[..<count]
            guard bytes.count <= maximumBytes else {
                throw .tooLarge(name: name, maximumBytes: maximumBytes)
            }
        }
    }
}
