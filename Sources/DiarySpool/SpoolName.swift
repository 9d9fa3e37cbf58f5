import Glibc

/// The name of one file inside a spool folder, as the raw bytes that the file system holds.
///
/// Linux names are bytes, not text: a name may hold a line break or be no valid UTF-8. The bytes
/// are kept for the system calls; ``display`` is the only form meant for people, logs and reports.
public struct SpoolName: Hashable, Sendable {
    /// The longest name that Linux file systems allow, in bytes.
    public static let maximumLength = 255

    /// The bytes of the name: 1 to 255 of them, without NUL and "/", and neither "." nor "..".
    public let bytes: [UInt8]

    /// Takes raw bytes; nil when they cannot name a file inside a folder.
    public init?(_ bytes: some Collection<UInt8>) {
        let bytes = Array(bytes)
        guard (1...Self.maximumLength).contains(bytes.count),
            !bytes.contains(0), !bytes.contains(UInt8(ascii: "/")),
            bytes != Array(".".utf8), bytes != Array("..".utf8)
        else { return nil }
        self.bytes = bytes
    }

    /// Takes text; nil when it cannot name a file inside a folder.
    public init?(_ text: String) {
        self.init(text.utf8)
    }

    /// The name of a directory entry; nil for "." and "..".
    init?(_ entry: UnsafeMutablePointer<dirent>) {
        // The record is shorter than the struct, so the name is read where it stands, not copied
        // with the struct around it.
        guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return nil }
        let start = UnsafeRawPointer(entry).advanced(by: offset)
            .assumingMemoryBound(to: CChar.self)
        self.init(UnsafeRawBufferPointer(start: start, count: strlen(start)))
    }

    func withCString<Result, Failure: Error>(
        _ body: (UnsafePointer<CChar>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let terminated = bytes.map { CChar(bitPattern: $0) } + [0]
        return try body(terminated)
    }
}
