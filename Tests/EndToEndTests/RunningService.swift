import Foundation

/// The real `paind` over a temporary folder, until it goes out of scope.
final class RunningService {
    let folder: URL
    private let process = Process()

    var configuration: String { folder.appending(path: "paind.yaml").path() }

    /// Starts it with its files already dropped, or over a folder that exists.
    ///
    /// - Parameter settings: further lines of the configuration.
    init(dropping files: [URL] = [], settings: String = "") throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "paind-\(UUID().uuidString)")
        let incoming = folder.appending(path: "spool/incoming")
        for directory in [incoming, folder.appending(path: "state")] {
            try FileManager.default.createDirectory(
                at: directory, withIntermediateDirectories: true)
        }
        try Data("spool: spool\nstate: state\n\(settings)".utf8)
            .write(to: folder.appending(path: "paind.yaml"))
        for file in files {
            try FileManager.default.copyItem(
                at: file, to: incoming.appending(path: file.lastPathComponent))
        }
        process.executableURL = URL(filePath: BuiltTool.paind.path)
        process.arguments = ["--config", configuration]
        // Where there is no journal the records go here.
        let errors = folder.appending(path: "stderr")
        try Data().write(to: errors)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
    }

    /// Puts a file into the drop folder the way a careful writer does.
    func drop(_ text: String, as name: String) throws {
        let incoming = folder.appending(path: "spool/incoming")
        let temporary = incoming.appending(path: ".\(name).tmp")
        try Data(text.utf8).write(to: temporary)
        try FileManager.default.moveItem(at: temporary, to: incoming.appending(path: name))
    }

    /// The files below a folder by their paths in it; none where it is not there.
    func names(in path: String) -> [String] {
        let root = folder.appending(path: path)
        // A folder that was not made yet holds nothing.
        return ((try? FileManager.default.subpathsOfDirectory(atPath: root.path())) ?? []).filter {
            var isFolder: ObjCBool = false
            let file = root.appending(path: $0).path()
            return FileManager.default.fileExists(atPath: file, isDirectory: &isFolder)
                && !isFolder.boolValue
        }
    }

    /// The records that it sent, a line each.
    func journal() throws -> [String] {
        try String(contentsOf: folder.appending(path: "stderr"), encoding: .utf8)
            .split(separator: "\n").map(String.init)
    }

    /// Whether something is so within twenty seconds, looked at now and then.
    func within(_ isSo: () throws -> Bool) rethrows -> Bool {
        let end = Date.now.addingTimeInterval(20)
        while Date.now < end {
            if try isSo() { return true }
            usleep(20_000)
        }
        return false
    }

    /// Stops it in order and waits for its end.
    func stop() {
        guard process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
    }

    deinit {
        stop()
        // The system empties its temporary folder in any case.
        try? FileManager.default.removeItem(at: folder)
    }
}
