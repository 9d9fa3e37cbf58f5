/// One table file as the build put it into the binary.
struct EmbeddedTable: Sendable {
    /// The path below `Tables/`.
    let path: StaticString
    /// The file, byte for byte.
    let text: StaticString
    /// The SHA-256 of the file in lower-case hexadecimal; to hash the text at each start takes long.
    let sha256: StaticString
    /// Its precompiled tree.
    let tree: StaticString
}
