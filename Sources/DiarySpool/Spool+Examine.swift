import SystemPackage

extension Spool {
    /// Reads the files that are ready in `incoming`, oldest event first.
    ///
    /// Each returned file stays pending until it is claimed, or rests after ``postpone(_:)``;
    /// otherwise the next examination returns it again. Temporary names
    /// (``SpoolName/isTemporary``) and files that change while they are read are left alone
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

    private func look(at name: SpoolName) throws(SpoolError) -> SpoolFile? {
        let look: FileLook
        do throws(Errno) {
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
        case .read(let version, let bytes):
            return file(name, .bytes(bytes), version, mayPass: false)
        case .refused(let version, let refusal, let mayPass):
            return file(name, .refused(refusal), version, mayPass: mayPass)
        }
    }

    private func file(
        _ name: SpoolName,
        _ content: SpoolContent,
        _ version: FileVersion,
        mayPass: Bool
    ) -> SpoolFile? {
        let moment = now()
        guard let arrival = arrivals.see(name, as: version, at: moment) else { return nil }
        let settles = arrival.firstSeen.advanced(by: limits.settle)
        if mayPass, settles > moment {
            arrivals.rest(name, until: settles)
            return nil
        }
        return SpoolFile(
            name: name,
            content: content,
            isSettled: arrival.cameByRename || settles <= moment,
            version: version,
            firstSeen: arrival.firstSeen
        )
    }
}
