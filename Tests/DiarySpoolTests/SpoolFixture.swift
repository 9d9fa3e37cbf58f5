import Glibc
import SystemPackage
import Testing

@testable import DiarySpool

/// A spool in a folder of its own, which vanishes with it.
final class SpoolFixture {
    let root: FilePath
    let layout: SpoolLayout

    init() throws {
        var template = Array("/tmp/paind-spool-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        root = FilePath(String(decoding: template.dropLast().map { UInt8($0) }, as: UTF8.self))
        layout = SpoolLayout(root: root)
    }

    deinit {
        // A test's leftovers are harmless.
        try? Self.remove(root)
    }

    /// Opens the spool, creating its folders.
    func open(
        _ limits: SpoolLimits = SpoolLimits(settle: .milliseconds(50)),
        watching: Bool = true,
        now: (() -> SuspendingClock.Instant)? = nil
    ) throws -> Spool {
        try Spool(
            layout: layout,
            limits: limits,
            creating: true,
            watching: watching,
            now: now ?? { SuspendingClock().now }
        )
    }

    func path(_ folder: SpoolFolder, _ name: SpoolName) -> [CChar] {
        let directory = layout.path(of: folder).description
        return (Array(directory.utf8) + [UInt8(ascii: "/")] + name.bytes)
            .map { CChar(bitPattern: $0) } + [0]
    }

    /// Writes a file as a careless program does: in place, under its final name.
    func write(_ text: String, _ name: SpoolName, in folder: SpoolFolder = .incoming) throws {
        let file = Glibc.open(path(folder, name), O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        try #require(file >= 0)
        defer { close(file) }
        let bytes = Array(text.utf8)
        try #require(Glibc.write(file, bytes, bytes.count) == bytes.count)
    }

    /// Delivers a file as a careful program does: under a temporary name, then by rename.
    func deliver(_ text: String, _ name: SpoolName) throws {
        let temporary = try #require(SpoolName(".being-written.tmp"))
        try write(text, temporary)
        try #require(rename(path(.incoming, temporary), path(.incoming, name)) == 0)
    }

    func contents(_ folder: SpoolFolder, _ name: SpoolName) throws -> String {
        let file = Glibc.open(path(folder, name), O_RDONLY | O_NOFOLLOW)
        try #require(file >= 0)
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(file, &bytes, bytes.count)
        try #require(count >= 0)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    /// What the file of a name in a folder is; nil where there is none.
    func identity(_ folder: SpoolFolder, _ name: SpoolName) throws -> FileIdentity? {
        let directory = try Directory(layout.path(of: folder))
        return try? Syscall.fstatat(directory.descriptor, name).identity
    }

    /// The same for a file that was finished, under its tagged name if there is one.
    func identity(
        _ destination: SpoolDestination, _ name: SpoolName, _ tag: String
    ) throws -> FileIdentity? {
        try identity(destination.folder, name.tagged(tag)) ?? identity(destination.folder, name)
    }

    /// What stands in a folder, by name.
    func names(_ folder: SpoolFolder) throws -> [String] {
        let directory = try Directory(layout.path(of: folder))
        var names: [String] = []
        try Syscall.names(in: directory.descriptor) { name in
            names.append(name.display)
            return true
        }
        return names.sorted()
    }

    private static func remove(_ path: FilePath) throws {
        let directory = try Directory(path)
        var names: [SpoolName] = []
        try Syscall.names(in: directory.descriptor) { name in
            names.append(name)
            return true
        }
        for name in names {
            let kind = try Syscall.fstatat(directory.descriptor, name).kind
            if kind == .directory {
                try remove(path.appending(String(decoding: name.bytes, as: UTF8.self)))
            } else {
                try Syscall.unlinkat(directory.descriptor, name)
            }
        }
        _ = path.withPlatformString { rmdir($0) }
    }
}

/// Looks up the name or fails the test.
func name(_ text: String) throws -> SpoolName {
    try #require(SpoolName(text))
}

extension Spool {
    /// Waits for files, with a limit that fails the test, and examines them.
    func nextFiles(within limit: Duration = .seconds(10)) throws -> [SpoolFile] {
        let end = SuspendingClock().now.advanced(by: limit)
        while SuspendingClock().now < end {
            let wakes = try wait(timeout: SuspendingClock().now.duration(to: end))
            let files = wakes.contains(.files) ? try examine() : []
            if !files.isEmpty { return files }
        }
        Issue.record("no file came within \(limit)")
        return []
    }
}
