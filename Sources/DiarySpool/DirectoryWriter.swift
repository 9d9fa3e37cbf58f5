import Glibc
import ParallelMap
public import SystemPackage

/// Writes files into a folder and its subfolders, a batch at a time, so that a reader sees each
/// file whole or not at all, even after a power cut.
///
/// ``stage(_:as:in:)`` writes under temporary names. ``publish()`` first makes the contents
/// durable, then gives the files their names, then makes the names durable: a file renamed before
/// its contents were durable could be empty after a power cut. Temporary files stand in the folder
/// itself, so that those of an interrupted process are found without a look into each subfolder, of
/// which years of reports have thousands. Used by one thread.
public final class DirectoryWriter {
    private struct StagedFile {
        let directory: Directory
        let temporary: SpoolName
        let name: SpoolName
    }

    /// From this many files on, one `syncfs` is cheaper than an `fsync` for each.
    private static let syncWholeFileSystemFrom = 16

    /// The folder.
    public let path: FilePath

    private var root: Directory
    private let isPublic: Bool
    private var subdirectories: [SpoolName: Directory] = [:]
    private var staged: [StagedFile] = []

    /// Opens the folder and removes temporary files that an interrupted process left.
    ///
    /// - Parameters:
    ///   - path: The folder.
    ///   - creating: Whether it is created (mode 0750) if it does not exist.
    ///   - isPublic: Whether everybody may read what is written, and a folder that is created,
    ///     whatever the umask: for files that name no patient.
    /// - Throws: ``DirectoryWriterError/unusable(path:underlying:)``.
    public init(
        _ path: FilePath, creating: Bool = false, isPublic: Bool = false
    ) throws(DirectoryWriterError) {
        self.path = path
        self.isPublic = isPublic
        do throws(Errno) {
            let isNew = creating ? try Self.make(path) : false
            root = try Directory(path)
            if isNew, isPublic { try Syscall.fchmod(root.descriptor, mode: 0o755) }
            try root.sweepTemporaryFiles()
        } catch {
            throw .unusable(path: path, underlying: error)
        }
    }

    deinit {
        abandon()
    }

    /// Whether the folder had to be made.
    private static func make(_ path: FilePath) throws(Errno) -> Bool {
        do throws(Errno) {
            try Syscall.mkdir(path, mode: 0o750)
            return true
        } catch .fileExists {
            // It is there, as wished.
            return false
        }
    }

    /// Writes a file under a temporary name; it appears with the next ``publish()``.
    ///
    /// - Parameters:
    ///   - bytes: What it holds.
    ///   - name: Its name; a file of that name is replaced.
    ///   - subdirectory: The subfolder, created if missing; nil for the folder itself.
    /// - Throws: ``DirectoryWriterError/notWritten(_:underlying:)``; the batch stays as it was.
    public func stage(
        _ bytes: [UInt8],
        as name: SpoolName,
        in subdirectory: SpoolName? = nil
    ) throws(DirectoryWriterError) {
        try stage([NewFile(bytes: bytes, name: name, subdirectory: subdirectory)])
    }

    /// Writes files under temporary names, on all cores where there are many; they appear with the
    /// next ``publish()``, of two with the same name the later one.
    ///
    /// - Throws: ``DirectoryWriterError/vanished(path:)`` where somebody removed or replaced the folder:
    ///   it was opened anew, and made where it was missing, and the batch is to be staged again.
    ///   ``DirectoryWriterError/notWritten(_:underlying:)`` for the first that failed; the others may be
    ///   staged.
    public func stage(_ files: [NewFile]) throws(DirectoryWriterError) {
        guard files.isEmpty || root.stands(at: path) else {
            try reopen()
            throw .vanished(path: path)
        }
        var targets: [(directory: Directory, file: NewFile)] = []
        for file in files {
            do throws(Errno) {
                let directory =
                    try file.subdirectory.map { name throws(Errno) in try open(name) } ?? root
                targets.append((directory, file))
            } catch {
                throw .notWritten(file.name, underlying: error)
            }
        }
        let written = targets.parallelMap { [root, isPublic] _, file -> Result<SpoolName, Errno> in
            do throws(Errno) {
                return .success(
                    try root.writeTemporary(
                        file.bytes, mode: 0o640, durably: false, readableByAll: isPublic))
            } catch {
                return .failure(error)
            }
        }
        var failure: DirectoryWriterError?
        for (target, result) in zip(targets, written) {
            switch result {
            case .success(let temporary):
                staged.append(
                    StagedFile(
                        directory: target.directory, temporary: temporary, name: target.file.name))
            case .failure(let error):
                failure = failure ?? .notWritten(target.file.name, underlying: error)
            }
        }
        if let failure { throw failure }
    }

    private func reopen() throws(DirectoryWriterError) {
        abandon()
        do throws(Errno) {
            let isNew = try Self.make(path)
            root = try Directory(path)
            if isNew, isPublic { try Syscall.fchmod(root.descriptor, mode: 0o755) }
        } catch {
            throw .unusable(path: path, underlying: error)
        }
    }

    /// Makes all staged files durable and visible, in that order.
    ///
    /// After a failure the batch is abandoned and must be staged anew: the system may report a
    /// lost write only once, so merely asking again would prove nothing.
    public func publish() throws(DirectoryWriterError) {
        guard !staged.isEmpty else { return }
        defer { abandon() }
        try makeContentsDurable()
        for (index, file) in staged.enumerated() {
            do throws(Errno) {
                try Syscall.renameReplacing(
                    root.descriptor,
                    file.temporary,
                    file.directory.descriptor,
                    file.name
                )
            } catch {
                staged.removeFirst(index)
                throw .notWritten(file.name, underlying: error)
            }
        }
        staged = []
        try durably { () throws(Errno) in
            for directory in subdirectories.values { try Syscall.fsync(directory.descriptor) }
            try Syscall.fsync(root.descriptor)
        }
    }

    /// Removes what was staged and not published.
    public func abandon() {
        for file in staged {
            // What stays behind is swept when the folder is next opened.
            try? Syscall.unlinkat(root.descriptor, file.temporary)
        }
        staged = []
        subdirectories = [:]
    }

    private func makeContentsDurable() throws(DirectoryWriterError) {
        try durably { () throws(Errno) in
            guard staged.count < Self.syncWholeFileSystemFrom else {
                return try Syscall.syncfs(root.descriptor)
            }
            for file in staged {
                let descriptor = try Syscall.openat(
                    root.descriptor,
                    file.temporary,
                    flags: O_RDONLY | O_NOFOLLOW
                )
                // Opened only to name the file to fsync.
                defer { try? descriptor.close() }
                try Syscall.fsync(descriptor)
            }
        }
    }

    private func durably(_ body: () throws(Errno) -> Void) throws(DirectoryWriterError) {
        do throws(Errno) {
            try body()
        } catch {
            throw .notDurable(path: path, underlying: error)
        }
    }

    private func open(_ name: SpoolName) throws(Errno) -> Directory {
        if let directory = subdirectories[name] { return directory }
        do throws(Errno) {
            try Syscall.mkdirat(root.descriptor, name, mode: 0o750)
        } catch .fileExists {
            // Made by an earlier batch.
        }
        let directory = try Directory(name, in: root)
        subdirectories[name] = directory
        return directory
    }
}
