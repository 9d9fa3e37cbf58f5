import Glibc
public import PainDosing
public import TableText

/// Why there is no profile.
public enum SiteFailure: Error, Sendable, CustomStringConvertible {
    /// There is no such file, and no ready-made profile of that name.
    case missing(String)
    /// The file can't be read.
    case unreadable(path: String, reason: String)
    /// The file has faults.
    case faults(TextFaults)

    /// What is wrong, for the person who named the profile.
    public var description: String {
        switch self {
        case .missing(let path):
            "\(path): no such site profile; ready-made are "
                + SiteProfile.readyMadeIDs.joined(separator: ", ") + ", all others are files"
        case .unreadable(let path, let reason): "\(path): \(reason)"
        case .faults(let faults): "\(faults)"
        }
    }
}

extension SiteProfile {
    /// The profile that a word names: the id of a ready-made one, or else a file.
    ///
    /// - Throws: `SiteFailure`.
    public static func load(_ word: String, tables: TableSet) throws(SiteFailure) -> SiteProfile {
        do throws(TextFaults) {
            if let profile = try readyMade(word, tables: tables) { return profile }
        } catch {
            throw .faults(error)
        }
        let bytes = try bytes(of: word)
        do throws(TextFaults) {
            return try SiteProfile(yaml: bytes, file: word, id: stem(of: word), tables: tables)
        } catch {
            throw .faults(error)
        }
    }

    /// The name of a file without its folders and without `.yaml`.
    private static func stem(of path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return name.hasSuffix(".yaml") ? String(name.dropLast(".yaml".count)) : name
    }

    private static func bytes(of path: String) throws(SiteFailure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let code = errno
            throw code == ENOENT
                ? .missing(path) : .unreadable(path: path, reason: String(cString: strerror(code)))
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        // A file of more than is allowed needn't be read whole to be refused.
        while bytes.count <= TextDocument.longestText {
            let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw .unreadable(path: path, reason: String(cString: strerror(errno)))
            }
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        return bytes
    }
}
