import DiarySpool
import SystemPackage

/// The file that node_exporter's textfile collector reads: it is there whole or not at all.
final class MetricsFile {
    private let path: FilePath
    private let name: SpoolName?
    private var writer: DirectoryWriter?

    init(_ path: FilePath) {
        self.path = path
        name = path.lastComponent.flatMap { SpoolName($0.string) }
    }

    /// Replaces the file; its folder is made if need be, and both may be read by everybody.
    ///
    /// - Throws: `DirectoryWriterError`.
    func write(_ text: String) throws(DirectoryWriterError) {
        guard let name else {
            throw .unusable(path: path, underlying: .invalidArgument)
        }
        let writer = try opened()
        do throws(DirectoryWriterError) {
            try writer.stage(Array(text.utf8), as: name)
            try writer.publish()
            self.writer = writer
        } catch {
            // The folder may have been replaced, as a cleaned-up /run is; so it is opened again.
            self.writer = nil
            throw error
        }
    }

    private func opened() throws(DirectoryWriterError) -> DirectoryWriter {
        if let writer { return writer }
        return try DirectoryWriter(
            path.removingLastComponent(), creating: true, isPublic: true)
    }
}
