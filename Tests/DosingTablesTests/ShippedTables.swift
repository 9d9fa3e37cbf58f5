import Foundation

@testable import DosingTables

/// The tables of this package, and copies of them with something changed.
enum ShippedTables {
    /// `Tables/` beside `Sources/` and `Tests/`.
    static let directory = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Tables").path

    /// The embedded tables with a text of one file replaced; the text has to be there once.
    static func replacing(_ old: String, by new: String, in path: String) throws -> TableFiles {
        let text = try text(ofFile: path)
        let parts = text.components(separatedBy: old)
        guard parts.count == 2 else { throw ChangeError.foundTimes(parts.count - 1, old) }
        return writing(parts.joined(separator: new), to: path)
    }

    /// The embedded tables with one file written anew, or added.
    static func writing(_ text: String, to path: String) -> TableFiles {
        let file = TableFile(path: path, content: .read(Array(text.utf8)))
        return TableFiles(TableFiles.embedded.files.filter { $0.path != path } + [file])
    }

    /// The embedded tables without one file.
    static func removing(_ path: String) -> TableFiles {
        TableFiles(TableFiles.embedded.files.filter { $0.path != path })
    }

    /// The text of one embedded file.
    static func text(ofFile path: String) throws -> String {
        guard let bytes = TableFiles.embedded.bytes(ofFile: path) else {
            throw ChangeError.noFile(path)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A test that no longer fits the tables.
    enum ChangeError: Error {
        case noFile(String)
        case foundTimes(Int, String)
    }
}
