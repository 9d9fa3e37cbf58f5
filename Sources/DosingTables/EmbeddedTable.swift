/// One table file as the build put it into the binary.
struct EmbeddedTable: Sendable {
    /// The path below `Tables/`.
    let path: StaticString
    /// The file, byte for byte.
    let text: StaticString
    /// Its precompiled tree.
    let tree: StaticString
}
