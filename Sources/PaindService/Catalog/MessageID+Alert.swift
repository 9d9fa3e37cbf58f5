import Crypto
import SystemdClient

extension MessageID {
    /// The number under which the journal's catalog explains an alert.
    ///
    /// The first 16 bytes of the SHA-256 of `paincalc alert CODE`:
    /// `printf 'paincalc alert %s' CODE | sha256sum | cut -c1-32`.
    init(alert code: String) {
        let digest = SHA256.hash(data: Array("paincalc alert \(code)".utf8))
        func half(_ bytes: some Sequence<UInt8>) -> UInt64 {
            bytes.reduce(0) { $0 << 8 | UInt64($1) }
        }
        self.init(half(digest.prefix(8)), half(digest.dropFirst(8).prefix(8)))
    }
}
