import Crypto

extension TableFiles {
    /// The SHA-256 of all files together, in lower-case hexadecimal.
    ///
    /// It is the hash of one line `<hash of the file>  <path>` a file, so that a pharmacist can
    /// check it without this program: `cd Tables && find . -name '*.yaml' -printf '%P\n' |
    /// LC_ALL=C sort | xargs sha256sum | sha256sum`.
    public var sha256: String { knownHash?.description ?? workedOutHash }

    /// The same by the files themselves.
    private var workedOutHash: String {
        var all = SHA256()
        for file in files {
            let hash = file.withBytes { SHA256.hash(data: $0) }
            all.update(data: Array("\(hexadecimal(hash))  \(file.path)\n".utf8))
        }
        return hexadecimal(all.finalize())
    }

    private func hexadecimal(_ digest: SHA256.Digest) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(2 * SHA256.byteCount)
        for byte in digest {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
