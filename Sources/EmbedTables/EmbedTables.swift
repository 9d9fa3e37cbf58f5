import Foundation
import PackagePlugin

/// Embeds the package's `Tables/` in the target, anew whenever a table changes.
@main
struct EmbedTables: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let tables = context.package.directoryURL.appending(path: "Tables")
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedTables.swift")
        // The directories are inputs as well, so that a file that comes or goes is noticed.
        let inputs =
            try FileManager.default.subpathsOfDirectory(atPath: tables.path)
            .filter { $0.hasSuffix(".yaml") }.sorted()
            .map { tables.appending(path: $0) }
        return [
            .buildCommand(
                displayName: "Embedding the clinical tables",
                executable: try context.tool(named: "CompileTables").url,
                arguments: [tables.path, output.path],
                inputFiles: inputs, outputFiles: [output])
        ]
    }
}
