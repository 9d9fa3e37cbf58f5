import SystemPackage

extension Spool {
    /// Sleeps until files are ready, another thread wakes it, or the time limit passes.
    ///
    /// It returns as soon as a postponed file has settled, and at once while files that were
    /// examined are neither claimed nor postponed.
    ///
    /// - Parameter timeout: The longest wait; zero only looks.
    /// - Returns: Every reason for which the wait ended.
    /// - Throws: ``SpoolError/incomingVanished(path:)``, or a failure of the system.
    public func wait(timeout: Duration) throws(SpoolError) -> SpoolWakes {
        let deadline = now().advanced(by: timeout)
        while true {
            var wakes = bell.answer()
            try checkIncoming()
            wakes.formUnion(try receiveEvents())
            let timeIsUp = now() >= deadline
            // A close may be among the lost events; and who reloads wants all looked at again.
            if !wakes.isDisjoint(with: [.overflow, .reload]) { arrivals.forgetWriters() }
            if !wakes.isDisjoint(with: [.overflow, .reload, .rescan]) || timeIsUp && isPolling {
                try rescan()
            }
            arrivals.wakeRested(at: now())
            if arrivals.readyCount == 0, arrivals.turnedAway { try rescan() }
            if arrivals.readyCount > 0 { wakes.insert(.files) }
            if !wakes.isEmpty { return wakes }
            if timeIsUp { return .timeout }
            try sleep(until: arrivals.nextRestEnd.map { min($0, deadline) } ?? deadline)
        }
    }

    /// Notices that the drop folder was removed: the kernel tells that only when nobody holds it
    /// open any more, and this spool does.
    private func checkIncoming() throws(SpoolError) {
        do throws(Errno) {
            let status = try Syscall.fstat(directories[.incoming].descriptor)
            guard status.linkCount > 0 else { throw .noSuchFileOrDirectory }
        } catch .noSuchFileOrDirectory {
            throw .incomingVanished(path: layout.incoming)
        } catch {
            throw .system(.watch, .incoming, name: nil, underlying: error)
        }
    }

    private func sleep(until end: SuspendingClock.Instant) throws(SpoolError) {
        do throws(Errno) {
            try Syscall.poll(
                [bell.descriptor] + (watch.map { [$0.descriptor] } ?? []),
                milliseconds: now().duration(to: end).milliseconds
            )
        } catch {
            throw .system(.watch, .incoming, name: nil, underlying: error)
        }
    }

    private func receiveEvents() throws(SpoolError) -> SpoolWakes {
        guard let watch else { return [] }
        var wakes: SpoolWakes = []
        var hasVanished = false
        let moment = now()
        do throws(Errno) {
            try watch.drain { event in
                switch event {
                case .created(let name), .modified(let name):
                    // Most are files being written, whose closing will tell.
                    note(name) { arrivals, name in
                        arrivals.noteOpened(
                            name,
                            at: moment,
                            restingUntil: moment.advanced(by: limits.settle)
                        )
                    }
                case .closed(let name):
                    toldSlow.remove(name)
                    note(name) { $0.noteEvent($1, cameByRename: false, at: moment) }
                case .movedIn(let name):
                    let vouched = movedBack.remove(name) == nil
                    note(name) { $0.noteEvent($1, cameByRename: vouched, at: moment) }
                case .overflow:
                    wakes.insert(.overflow)
                case .vanished:
                    hasVanished = true
                }
            }
        } catch {
            throw .system(.watch, .incoming, name: nil, underlying: error)
        }
        if hasVanished { throw .incomingVanished(path: layout.incoming) }
        return wakes
    }

    private func note(_ name: SpoolName, _ how: (inout Arrivals, SpoolName) -> Void) {
        guard !limits.leavesAlone(name) else { return }
        how(&arrivals, name)
    }
}

extension Duration {
    /// Whole milliseconds for `poll`, rounded up so that a wait never ends early and spins.
    fileprivate var milliseconds: Int32 {
        guard self > .zero else { return 0 }
        let (seconds, attoseconds) = components
        guard seconds < Int64(Int32.max) / 1000 else { return .max }
        let perMillisecond: Int64 = 1_000_000_000_000_000
        return Int32(seconds * 1000 + (attoseconds + perMillisecond - 1) / perMillisecond)
    }
}
