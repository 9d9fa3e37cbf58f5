public import PainDosing

/// A file that was claimed, with what it turned out to be.
public struct NewArrival: Hashable, Sendable {
    /// What the file turned out to be.
    public enum Finding: Hashable, Sendable {
        /// An entry; the ledger finds out whether it is there already.
        case entry(NewEntry)
        /// No entry. `digest` is that of the bytes, if they could be read.
        case rejection(code: String, reason: String, digest: ContentDigest?)
    }

    /// The name under which the file was dropped, as raw bytes.
    public let fileName: [UInt8]
    /// What the file is, as the spool tells one file from another: by it the file is known again.
    public let identity: String
    /// When it was claimed, in seconds since 1970 in UTC.
    public let receivedAt: Int64
    /// What it turned out to be.
    public let finding: Finding

    /// A claimed file.
    public init(fileName: [UInt8], identity: String, receivedAt: Int64, finding: Finding) {
        self.fileName = fileName
        self.identity = identity
        self.receivedAt = receivedAt
        self.finding = finding
    }

    /// The digest of the file's bytes, if they could be read.
    public var digest: ContentDigest? {
        switch finding {
        case .entry(let entry): entry.digest
        case .rejection(_, _, let digest): digest
        }
    }
}
