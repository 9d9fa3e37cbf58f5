import Synchronization
import SystemPackage

/// Takes claimed files out of a spool, once their outcome is durable elsewhere.
///
/// It may be used by another thread than the ``Spool``: what it moves was claimed, and nobody else
/// moves it.
public final class SpoolOutlet: Sendable {
    let directories: SpoolDirectories
    /// Folders with renames that are not durable yet.
    private let unsynced = Mutex<Set<SpoolFolder>>([])

    init(_ directories: SpoolDirectories) {
        self.directories = directories
    }

    /// Moves a file out of `work` into the folder where it ends; nothing there is overwritten.
    ///
    /// In `rejected` a name such as `a.json.reason.txt` gets the tag in any case, so that the reason
    /// for an `a.json` takes nobody's place.
    ///
    /// Safe to repeat after a crash: a file that has gone from `work` is looked for in the
    /// destination.
    ///
    /// - Parameters:
    ///   - name: Its name in `work`.
    ///   - destination: Where it goes.
    ///   - tag: Makes its name unlike that of an earlier file, `STEM.TAG.EXT`, should the name
    ///     be taken; the start of the content's hash, say. NUL and "/" are left out of it.
    /// - Returns: The name under which it stands in the destination, or that it is nowhere.
    /// - Throws: ``SpoolError`` when the system fails or every name is taken.
    public func finish(
        _ name: SpoolName,
        to destination: SpoolDestination,
        tag: String
    ) throws(SpoolError) -> FinishOutcome {
        for variant in Variants(of: name, tag: tag) where destination.takes(variant) {
            do throws(Errno) {
                try move(name, from: .work, to: destination.folder, as: variant)
                return .finished(variant)
            } catch .fileExists {
                continue
            } catch .noSuchFileOrDirectory {
                return try finishedEarlier(name, in: destination, tag: tag)
            } catch {
                throw .system(.move, .work, name: name, underlying: error)
            }
        }
        throw .noFreeName(name, destination.folder)
    }

    /// Writes `NAME.reason.txt` beside a rejected file, durably and in one step.
    ///
    /// - Parameters:
    ///   - name: The rejected file's name in `rejected`, as ``finish(_:to:tag:)`` told it.
    ///   - tag: Tells the reasons of names apart that are too long for an ending and begin alike.
    ///   - text: Why it was rejected.
    /// - Returns: The name of the reason's file; the same every time.
    /// - Throws: ``SpoolError`` when it cannot be written.
    @discardableResult
    public func writeReason(
        for name: SpoolName,
        tag: String,
        _ text: String
    ) throws(SpoolError) -> SpoolName {
        let reason = name.reason(tag: tag)
        let directory = directories[.rejected]
        do throws(Errno) {
            let temporary = try directory.writeTemporary(
                Array(text.utf8),
                mode: 0o640,
                durably: true
            )
            do throws(Errno) {
                try Syscall.renameReplacing(
                    directory.descriptor, temporary, directory.descriptor, reason)
            } catch {
                // It takes up room and nothing else.
                try? Syscall.unlinkat(directory.descriptor, temporary)
                throw error
            }
        } catch {
            throw .system(.write, .rejected, name: reason, underlying: error)
        }
        note([.rejected])
        return reason
    }

    /// Removes a finished file, when it need not be kept.
    ///
    /// - Returns: Whether it was there.
    @discardableResult
    public func discard(
        _ name: SpoolName,
        in destination: SpoolDestination = .done
    ) throws(SpoolError) -> Bool {
        do throws(Errno) {
            try Syscall.unlinkat(directories[destination.folder].descriptor, name)
        } catch .noSuchFileOrDirectory {
            return false
        } catch {
            throw .system(.remove, destination.folder, name: name, underlying: error)
        }
        note([destination.folder])
        return true
    }

    private func finishedEarlier(
        _ name: SpoolName,
        in destination: SpoolDestination,
        tag: String
    ) throws(SpoolError) -> FinishOutcome {
        // A folder that was removed tells the same errno as a file that has gone.
        for folder in [.work, destination.folder] where !directories[folder].isLinked {
            throw .vanished(folder)
        }
        // The tagged name first: the plain one may well be another, earlier file's.
        for candidate in [name.tagged(tag), name] where destination.takes(candidate) {
            do throws(Errno) {
                if try directories[destination.folder].contains(candidate) {
                    return .finished(candidate)
                }
            } catch {
                throw .system(.read, destination.folder, name: candidate, underlying: error)
            }
        }
        return .missing
    }

    /// Makes the renames since the last call durable.
    ///
    /// - Throws: ``SpoolError`` when the system fails; the next call tries it again.
    public func sync() throws(SpoolError) {
        var open = unsynced.withLock { unsynced in
            let all = unsynced
            unsynced = []
            return all
        }
        defer { note(open) }
        for folder in SpoolFolder.allCases where open.contains(folder) {
            do throws(Errno) {
                try Syscall.fsync(directories[folder].descriptor)
            } catch {
                throw .system(.sync, folder, name: nil, underlying: error)
            }
            open.remove(folder)
        }
    }

    func move(
        _ name: SpoolName,
        from source: SpoolFolder,
        to destination: SpoolFolder,
        as newName: SpoolName
    ) throws(Errno) {
        try Syscall.renameWithoutReplacing(
            directories[source].descriptor,
            name,
            directories[destination].descriptor,
            newName
        )
        note([source, destination])
    }

    private func note(_ folders: Set<SpoolFolder>) {
        unsynced.withLock { $0.formUnion(folders) }
    }
}
