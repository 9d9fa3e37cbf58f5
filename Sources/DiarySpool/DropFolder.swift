import Glibc
import SystemPackage

/// The drop folder of a spool as somebody sees it who puts files into it, and nobody's service.
public struct DropFolder {
    private let layout: SpoolLayout
    private let incoming: Directory

    /// Opens the drop folder, which this user need not be allowed to list.
    ///
    /// - Throws: ``SpoolError``.
    public init(_ layout: SpoolLayout) throws(SpoolError) {
        self.layout = layout
        do throws(Errno) {
            incoming = try Directory(unlisted: layout.incoming)
        } catch .noSuchFileOrDirectory {
            throw .missing(.incoming, path: layout.incoming)
        } catch .notDirectory {
            throw .notDirectory(.incoming, path: layout.incoming)
        } catch {
            throw .notWritable(.incoming, path: layout.incoming, underlying: error)
        }
    }

    /// Puts a file in, whole and durable, under its name or, where another waits under that, one like it.
    ///
    /// - Returns: The name.
    /// - Throws: ``SpoolError``; then nothing of it is left.
    public func drop(_ bytes: [UInt8], as name: SpoolName) throws(SpoolError) -> SpoolName {
        let temporary = TemporaryName.next(of: "paincalc")
        do throws(Errno) {
            try incoming.withNewFile(temporary, mode: 0o640) { file throws(Errno) in
                try file.writeWholly(bytes)
                // Whatever the umask: the service reads it by the folder's group.
                try Syscall.fchmod(file, mode: 0o640)
                try Syscall.fsync(file)
            }
        } catch {
            // Nothing of it is to stay; if it can't be removed, it is left alone by its name.
            try? Syscall.unlinkat(incoming.descriptor, temporary)
            throw .system(.write, .incoming, name: name, underlying: error)
        }
        for variant in Variants(of: name, tag: "2") {
            do throws(Errno) {
                try Syscall.renameWithoutReplacing(
                    incoming.descriptor, temporary, incoming.descriptor, variant)
                // Who may not list the folder may not make it durable either; the file is.
                if let listed = try? Directory(layout.incoming) {
                    try Syscall.fsync(listed.descriptor)
                }
                return variant
            } catch .fileExists {
                continue
            } catch {
                try? Syscall.unlinkat(incoming.descriptor, temporary)
                throw .system(.move, .incoming, name: name, underlying: error)
            }
        }
        try? Syscall.unlinkat(incoming.descriptor, temporary)
        throw .noFreeName(name, .incoming)
    }

    /// Where a file ended that was dropped under a name, told by its bytes; nil while it waits.
    ///
    /// - Parameter isIt: Whether bytes are those that were dropped.
    /// - Returns: The folder and its name there; for a rejected one, why.
    /// - Throws: ``SpoolError``, such as where this user may not look into the folders.
    public func end(
        of name: SpoolName, _ isIt: ([UInt8]) -> Bool
    ) throws(SpoolError) -> (destination: SpoolDestination, reason: String?)? {
        do throws(Errno) {
            _ = try Syscall.fstatat(incoming.descriptor, name)
            return nil
        } catch {
            // It has left, or can't be looked at, which the folders below tell as well.
        }
        for destination in SpoolDestination.allCases {
            do throws(Errno) {
                let directory = try Directory(layout.path(of: destination.folder))
                guard let found = try find(name, in: directory, isIt) else { continue }
                guard destination == .rejected else { return (destination, nil) }
                // The reason is written a moment after the move.
                guard let reason = try reason(of: found, in: directory) else { return nil }
                return (destination, reason)
            } catch {
                throw .system(.read, destination.folder, name: name, underlying: error)
            }
        }
        return nil
    }

    private func find(
        _ name: SpoolName, in directory: Directory, _ isIt: ([UInt8]) -> Bool
    ) throws(Errno) -> SpoolName? {
        func holds(_ name: SpoolName) throws(Errno) -> Bool {
            guard
                case .read(_, let bytes) = try FileLook.look(
                    at: name, in: directory, maximumBytes: .max - 1)
            else { return false }
            return isIt(bytes)
        }
        if try holds(name) { return name }
        // Another was there before, so that it has a tag before its ending.
        var candidates: [SpoolName] = []
        try Syscall.names(in: directory.descriptor) { other in
            if other.isTagged(name) { candidates.append(other) }
            return true
        }
        for candidate in candidates where try holds(candidate) { return candidate }
        return nil
    }

    private func reason(of name: SpoolName, in directory: Directory) throws(Errno) -> String? {
        var reasons = [name.reason(tag: "")]
        if reasons[0].bytes.count >= SpoolName.maximumLength {
            // Shortened, with a number that is not known here.
            try Syscall.names(in: directory.descriptor) { other in
                if other.isReason, other.bytes.starts(with: name.bytes.prefix(200)) {
                    reasons.append(other)
                }
                return true
            }
        }
        for reason in reasons {
            if case .read(_, let bytes) = try FileLook.look(
                at: reason, in: directory, maximumBytes: 1 << 20)
            {
                return String(decoding: bytes, as: UTF8.self)
            }
        }
        return nil
    }
}
