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
        process.standardError = FileHandle.nullDevice
        try process.run()
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
