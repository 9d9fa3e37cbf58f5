import Glibc
public import SystemPackage

/// Keeps a folder to one process, from here until this value or the process ends, however it ends.
public final class FolderLock: Sendable {
    private let directory: Directory

    /// Takes the folder at a path.
    ///
    /// - Throws: ``FolderLockError``, at once where another process has it.
    public convenience init(_ path: FilePath) throws(FolderLockError) {
        let directory: Directory
        do throws(Errno) {
            directory = try Directory(path)
        } catch {
            throw .unusable(path: path, underlying: error)
        }
        try self.init(directory, path)
    }

    init(_ directory: Directory, _ path: FilePath) throws(FolderLockError) {
        do throws(Errno) {
            try Syscall.flock(directory.descriptor)
        } catch .wouldBlock {
            throw .held(path: path, holder: FolderHolder(of: directory))
        } catch {
            throw .unusable(path: path, underlying: error)
        }
        self.directory = directory
    }
}

/// Why a folder can't be kept to one process.
public enum FolderLockError: Error, Equatable, Sendable {
    /// Another process has it; who, where that can be found out.
    case held(path: FilePath, holder: FolderHolder?)
    /// It can't be opened or locked.
    case unusable(path: FilePath, underlying: Errno)
}

extension FolderLockError: CustomStringConvertible {
    /// One sentence: which folder, who has it, what to do.
    public var description: String {
        switch self {
        case .held(let path, let holder):
            "\(path) is in use by \(holder.map { "\($0)" } ?? "another paind"). One paind at a time: "
                + "stop that one first, or give this one a spool and a state of its own."
        case .unusable(let path, let error): "\(path) can't be kept to one paind: \(error)."
        }
    }
}

/// The process that has a folder.
public struct FolderHolder: Equatable, Sendable {
    private let process: String
    private let command: String

    /// Looks the lock up among those that the kernel lists; nil where that is hidden.
    init?(of directory: Directory) {
        guard let inode = try? Syscall.fstat(directory.descriptor).identity.inode,
            let locks = Self.text("/proc/locks")
        else { return nil }
        // 1: FLOCK ADVISORY WRITE 1234 00:2b:99 0 EOF
        let line = locks.split(separator: "\n").map { $0.split(separator: " ") }.first { words in
            words.count > 5 && words[1] == "FLOCK" && words[5].hasSuffix(":\(inode)")
        }
        guard let line else { return nil }
        process = String(line[4])
        command =
            Self.text("/proc/\(process)/cmdline").map {
                $0.split(separator: "\0").joined(separator: " ")
            } ?? ""
    }

    private static func text(_ path: String) -> String? {
        guard let file = try? FileDescriptor.open(FilePath(path), .readOnly, options: .closeOnExec)
        else { return nil }
        // Nothing was written to it.
        defer { try? file.close() }
        return (try? file.readWholly(upTo: 1 << 20, expecting: 1 << 16)).map {
            String(decoding: $0, as: UTF8.self)
        }
    }
}

extension FolderHolder: CustomStringConvertible {
    /// The process by its number and its command line.
    public var description: String {
        "process \(process)" + (command.isEmpty ? "" : " (\(command))")
    }
}
