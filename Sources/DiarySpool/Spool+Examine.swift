import SystemPackage

extension Spool {
    /// Reads the files that are ready in `incoming`, oldest event first.
    ///
    /// Each returned file stays pending until it is claimed, or rests after ``postpone(_:)``;
    /// otherwise the next examination returns it again. Temporary names
    /// (``SpoolLimits/leavesAlone(_:)``) and files that change while they are read are left alone
    /// until later.
    ///
    /// - Parameter limit: The most files returned; nil for ``SpoolLimits/batch``.
    /// - Returns: The files, read or refused.
    /// - Throws: ``SpoolError`` when the system fails (not when one file is bad).
    public func examine(limit: Int? = nil) throws(SpoolError) -> [SpoolFile] {
        arrivals.wakeRested(at: now())
        var found: [SpoolFile] = []
        // Also when a later look fails, so that no file leaves the queue unanswered.
        defer { for file in found { arrivals.enqueue(file.name) } }
        var bytes = 0
        while found.count < limit ?? limits.batch, bytes < limits.batchBytes,
            let name = arrivals.takeReady()
        {
            guard let file = try look(at: name) else { continue }
            found.append(file)
            bytes += file.bytes?.count ?? 0
        }
        return found
    }

    /// Lets a file that seems incomplete rest until it changes or has settled.
    public func postpone(_ file: SpoolFile) {
        let moment = now()
        let settled = file.firstSeen.advanced(by: limits.settle)
        // A file that has settled already would come back at once, and for ever.
        let end = settled > moment ? settled : moment.advanced(by: limits.settle)
        arrivals.rest(file.name, until: end)
    }

    /// Lets a file rest for a time, or until its next event: for another attempt later on.
    public func postpone(_ file: SpoolFile, for rest: Duration) {
        arrivals.rest(file.name, until: now().advanced(by: rest))
    }

    /// Takes an examined file out of the queue, until something happens to it or it is put back.
    public func hold(_ file: SpoolFile) {
        arrivals.hold(file.name)
    }

    /// Makes a file that was held ready again, to be read anew.
    public func putBack(_ file: SpoolFile) {
        arrivals.enqueue(file.name)
    }

    /// The files that somebody has been writing for longer than ``SpoolLimits/writerPatience``, each
    /// once; they are left alone all the same.
    public func takeSlowWriters() -> [SpoolName] {
        defer { slowWriters = [] }
        return slowWriters
    }

    /// Whether a file is still being written, and so rests.
    private func isWritten(_ name: SpoolName, since begin: SuspendingClock.Instant) throws(Errno)
        -> Bool
    {
        let status: FileStatus
        do throws(Errno) {
            status = try Syscall.fstatat(directories[.incoming].descriptor, name)
        } catch .noSuchFileOrDirectory {
            return false
        }
        // Links, folders and pipes are never closed, nor is a second name of a file.
        guard status.kind == .regular, status.linkCount == 1 else { return false }
        let writing = FileLook.writing(to: name, in: directories[.incoming])
        guard writing != .closed else { return false }
        let (moment, end) = (now(), begin.advanced(by: limits.writerPatience))
        if moment >= end, toldSlow.insert(name).inserted { slowWriters.append(name) }
        // Where nothing but its closing can tell, nobody has to look before.
        let next = moment.advanced(by: writing == .open ? limits.settle : limits.writerPatience)
        arrivals.rest(name, until: moment < end ? min(next, end) : next)
        return true
    }

    private func look(at name: SpoolName) throws(SpoolError) -> SpoolFile? {
        let look: FileLook
        do throws(Errno) {
            if let begin = arrivals.openSince(name) {
                guard try !isWritten(name, since: begin) else { return nil }
                arrivals.noteClosed(name)
            }
            look = try FileLook.look(
                at: name,
                in: directories[.incoming],
                maximumBytes: limits.maximumBytes
            )
        } catch {
            arrivals.rest(name, until: now().advanced(by: limits.settle))
            throw .system(.read, .incoming, name: name, underlying: error)
        }
        switch look {
        case .gone:
            arrivals.forget(name)
            return nil
        case .changing:
            arrivals.rest(name, until: now().advanced(by: limits.settle))
            return nil
        case .read(let identity, let bytes):
            return file(name, .bytes(bytes), identity, mayPass: false)
        case .refused(let identity, let refusal, let mayPass):
            return file(name, .refused(refusal), identity, mayPass: mayPass)
        }
    }

    private func file(
        _ name: SpoolName,
        _ content: SpoolContent,
        _ identity: FileIdentity,
        mayPass: Bool
    ) -> SpoolFile? {
        let moment = now()
        guard let arrival = arrivals.see(name, as: identity, at: moment) else { return nil }
        let settles = arrival.firstSeen.advanced(by: limits.settle)
        if mayPass, settles > moment {
            arrivals.rest(name, until: settles)
            return nil
        }
        let isRested = settles <= moment
        // It was there before the watch, or its closing was lost: it may be open all the same.
        if isRested, !arrival.cameByRename,
            FileLook.writing(to: name, in: directories[.incoming]) == .open
        {
            arrivals.noteOpened(
                name, at: moment, restingUntil: moment.advanced(by: limits.settle))
            return nil
        }
        return SpoolFile(
            name: name,
            content: content,
            isSettled: arrival.cameByRename || isRested,
            identity: identity,
            firstSeen: arrival.firstSeen
        )
    }
}
