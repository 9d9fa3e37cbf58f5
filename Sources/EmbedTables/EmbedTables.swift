import Foundation
import PackagePlugin

/// Embeds the package's `Tables/` in the target, anew whenever a table changes.
@main
struct EmbedTables: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let tables = context.package.directoryURL.appending(path: "Tables")
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedTables.swift")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: tables.path)
            .filter { path in
                path.hasSuffix(".yaml")
                    && !path.split(separator: "/").contains { $0.hasPrefix(".") }
            }
            .sorted()
        return [
            .buildCommand(
                displayName: "Embedding the clinical tables",
                executable: try context.tool(named: "CompileTables").url,
                arguments: [tables.path, output.path] + paths,
                inputFiles: paths.map { tables.appending(path: $0) }, outputFiles: [output])
        ]
    }
}
