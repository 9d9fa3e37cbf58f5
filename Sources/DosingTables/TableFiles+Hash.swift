import ContentHash

extension TableFiles {
    /// The SHA-256 of all files together, in lower-case hexadecimal.
    ///
    /// It is the hash of one line `<hash of the file>  <path>` a file, so that a pharmacist can
    /// check it without this program: `cd Tables && find . -name '*.yaml' -printf '%P\n' |
    /// LC_ALL=C sort | xargs sha256sum | sha256sum`.
    public var sha256: String {
        let lines = files.map { "\($0.sha256)  \($0.path)\n" }.joined()
        return SHA256Sum.hexadecimal(of: Array(lines.utf8))
    }
}

extension TableFile {
    /// The SHA-256 of the file, in lower-case hexadecimal; of an embedded one as the build made it.
    fileprivate var sha256: String {
        switch content {
        case .read(let bytes): SHA256Sum.hexadecimal(of: bytes)
        case .embedded(let table): table.sha256.description
        }
    }
}
