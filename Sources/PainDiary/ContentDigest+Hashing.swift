import Crypto
public import PainDosing

extension ContentDigest {
    /// The SHA-256 of a diary file's bytes.
    public init(of bytes: [UInt8]) {
        var hash = SHA256()
        hash.update(data: bytes)
        self.init(sha256: Array(hash.finalize()))
    }
}
