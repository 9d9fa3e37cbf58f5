import Foundation

/// The native diaries of the scenarios and of the demo, which other formats must be able to tell.
enum DiaryFiles {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../..").standardizedFileURL

    static func all() -> [URL] {
        let cases = root.appending(path: "Tests/Scenarios/Cases")
        let demo = root.appending(path: "docs/demo")
        return (json(below: cases) + json(below: demo))
            .filter { $0.lastPathComponent != "expected.json" }
            .filter { !$0.lastPathComponent.contains("malformed") }
            .sorted { $0.path < $1.path }
    }

    private static func json(below folder: URL) -> [URL] {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        // A folder that can't be read has no files, and the tests of their number fail.
        return (files.map { $0.compactMap { $0 as? URL } } ?? [])
            .filter { $0.pathExtension == "json" }
    }
}
