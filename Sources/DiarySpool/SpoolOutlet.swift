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
    /// Only the file that is meant is moved: what else stands under its name in `work` stays there.
    ///
    /// In `rejected` a name such as `a.json.reason.txt` gets the tag in any case, so that the reason
    /// for an `a.json` takes nobody's place.
    ///
    /// Safe to repeat after a crash: a file that has gone from `work` is looked for in the
    /// destination.
    ///
    /// - Parameters:
    ///   - name: Its name in `work`.
    ///   - identity: What it is; nil where an earlier version did not keep that and it is not in `work`.
    ///   - destination: Where it goes.
    ///   - tag: Makes its name unlike that of an earlier file, `STEM.TAG.EXT`, should the name
    ///     be taken; the start of the content's hash, say. NUL and "/" are left out of it.
    /// - Returns: The name under which it stands in the destination, that it is nowhere, or that it was
    ///   written to and stays where it is.
    /// - Throws: ``SpoolError`` when the system fails or every name is taken.
    public func finish(
        _ name: SpoolName,
        _ identity: FileIdentity?,
        to destination: SpoolDestination,
        tag: String
    ) throws(SpoolError) -> FinishOutcome {
        guard let identity, let present = try status(of: name, in: .work)?.identity,
            present.isSameObject(as: identity)
        else { return try finishedEarlier(name, identity, in: destination, tag: tag) }
        guard present == identity else { return .changed }
        for variant in Variants(of: name, tag: tag) where destination.takes(variant) {
            do throws(Errno) {
                try move(name, from: .work, to: destination.folder, as: variant)
                return .finished(variant)
            } catch .fileExists {
                continue
            } catch {
                // It was there a moment ago: where nothing is found, the folder has gone.
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

    private func finishedEarlier(
        _ name: SpoolName,
        _ identity: FileIdentity?,
        in destination: SpoolDestination,
        tag: String
    ) throws(SpoolError) -> FinishOutcome {
        // A folder that was removed tells the same errno as a file that has gone.
        for folder in [.work, destination.folder] where !directories[folder].isLinked {
            throw .vanished(folder)
        }
        // The tagged name first: the plain one may well be another, earlier file's.
        let tagged = name.tagged(tag)
        let others = Variants(of: name, tag: tag).makeIterator()
        var next: SpoolName? = tagged
        while let candidate = next {
            next = others.next()
            if next == tagged { next = others.next() }
            guard destination.takes(candidate) else { continue }
            guard let found = try status(of: candidate, in: destination.folder)?.identity else {
                if candidate == tagged { continue }
                return .missing
            }
            guard let identity, !found.isSameObject(as: identity) else {
                return .finished(candidate)
            }
        }
        return .missing
    }

    private func status(
        of name: SpoolName, in folder: SpoolFolder
    ) throws(SpoolError) -> FileStatus? {
        do throws(Errno) {
            return try Syscall.fstatat(directories[folder].descriptor, name)
        } catch .noSuchFileOrDirectory {
            return nil
        } catch {
            throw .system(.read, folder, name: name, underlying: error)
        }
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
