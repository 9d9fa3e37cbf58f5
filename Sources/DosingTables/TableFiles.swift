/// The clinical tables as files: what a directory holds, or what the build embedded.
public struct TableFiles: Sendable {
    /// In the order of their paths, byte by byte.
    let files: [TableFile]

    /// What `sha256` is where the build worked it out: the hash of a quarter of a megabyte takes a tenth of
    /// a short command's time.
    let knownHash: StaticString?

    /// Files in any order.
    init(_ files: [TableFile], knownHash: StaticString? = nil) {
        self.files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        self.knownHash = knownHash
    }

    /// The tables that were embedded when this was built.
    public static let embedded = TableFiles(
        EmbeddedTable.all.map { table in
            TableFile(path: table.path.description, content: .embedded(table))
        }, knownHash: EmbeddedTable.sha256)

    /// The paths below the tables directory, sorted byte by byte.
    public var paths: [String] { files.map(\.path) }

    /// The bytes of one file; nil if there is no such file.
    public func bytes(ofFile path: String) -> [UInt8]? {
        file(path).map { $0.withBytes(Array.init) }
    }

    /// Whether all of them were embedded when this was built.
    var areEmbedded: Bool {
        files.allSatisfy { file in
            if case .embedded = file.content { true } else { false }
        }
    }

    /// One file by its path; nil if there is no such file.
    func file(_ path: String) -> TableFile? {
        files.first { $0.path == path }
    }
}
