import Foundation
import TableText

/// The Swift source that carries the tables in the binary.
struct EmbeddedSource {
    /// The generated file.
    let swift: String

    /// Reads files by their paths below a directory, sorted byte by byte.
    ///
    /// - Throws: `TextFaults` of all files together, or what the file system reports.
    init(directory: URL, paths: [String]) throws {
        var entries: [String] = []
        var faults: [TextFault] = []
        var hashes = ""
        for path in paths {
            let bytes = [UInt8](try Data(contentsOf: directory.appending(path: path)))
            hashes += "\(SHA256Digest(of: bytes).hexadecimal)  \(path)\n"
            do {
                let tree = try TextDocument.parse(yaml: bytes, file: path).precompiled()
                entries.append(Self.entry(path: path, text: bytes, tree: tree))
            } catch {
                faults += error.faults
            }
        }
        guard faults.isEmpty else { throw TextFaults(faults) }
        let hash = SHA256Digest(of: Array(hashes.utf8)).hexadecimal
        swift = Self.header + entries.joined() + Self.footer(hash)
    }

    private static let header = """
        // Written by CompileTables from Tables/ at each build.

        extension EmbeddedTable {
            /// The tables of `Tables/` as they were when this was built, by path.
            static let all: [EmbeddedTable] = [

        """

    private static func footer(_ hash: String) -> String {
        """
            ]

            /// `TableFiles.sha256` of all of them.
            static let sha256: StaticString = "\(hash)"
        }

        """
    }

    /// String literals only: the type checker needs no time for them, whatever their length.
    private static func entry(path: String, text: [UInt8], tree: [UInt8]) -> String {
        """
                EmbeddedTable(
                    path: "\(escaped(Array(path.utf8)))",
                    text: "\(escaped(text))",
                    tree: "\(escaped(tree))"),

        """
    }

    /// The text as the inside of a literal; a raw literal would let line ends change.
    private static func escaped(_ bytes: [UInt8]) -> String {
        var literal = ""
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            switch scalar {
            case "\\", "\"": literal += "\\\(scalar)"
            case "\n": literal += "\\n"
            case "\r": literal += "\\r"
            case "\t": literal += "\\t"
            case "\u{20}"..."\u{7E}": literal.unicodeScalars.append(scalar)
            default: literal += "\\u{\(String(scalar.value, radix: 16))}"
            }
        }
        return literal
    }
}
