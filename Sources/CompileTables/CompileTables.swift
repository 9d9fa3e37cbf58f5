import Foundation
import TableText

/// Reads `Tables/` and writes a Swift file with the text and the precompiled tree of each table.
///
/// Usage: `CompileTables <tables directory> <output.swift> <path below the directory>...`. The paths
/// are arguments so that the build runs this again when a file comes or goes. A table that can't be
/// read stops the build with `file:line: message`.
@main
enum CompileTables {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.count >= 2, let directory = arguments.first,
            let output = arguments.dropFirst().first
        else {
            refuse(["usage: CompileTables <tables directory> <output.swift> <path>..."])
        }
        do {
            let source = try EmbeddedSource(
                directory: URL(filePath: directory), paths: Array(arguments.dropFirst(2))
            ).swift
            try Data(source.utf8).write(to: URL(filePath: output))
        } catch let error as TextFaults {
            refuse(error.faults.map { "\(directory)/\($0.file):\($0.line): error: \($0.message)" })
        } catch {
            refuse(["\(directory): error: \(error)"])
        }
    }

    private static func refuse(_ lines: [String]) -> Never {
        FileHandle.standardError.write(Data((lines.joined(separator: "\n") + "\n").utf8))
        exit(1)
    }
}
