import ContentHash
public import PainDosing

extension ContentDigest {
    /// The SHA-256 of a diary file's bytes.
    public init(of bytes: [UInt8]) {
        self.init(sha256: SHA256Sum.hash(bytes))
    }
}
