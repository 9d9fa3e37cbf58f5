import SystemPackage

/// The folders through which diary files travel, watched and used by one thread; what was claimed may
/// leave by its ``outlet`` from another.
///
/// A file dropped into `incoming` is examined, claimed by a rename into `work`, and finished by
/// a rename into `done` or `rejected`. The directory is the truth and inotify a hint: opening,
/// lost events, a reload and ``rescan()`` list the drop folder anew. Nothing is overwritten,
/// and nothing that stands in the folders is followed, opened or trusted before it was checked.
///
/// One turn of a service: ``wait(timeout:)``, ``examine(limit:)``, and for each file either
/// ``claim(_:)`` or ``postpone(_:)``; after its outcome is durable elsewhere,
/// ``SpoolOutlet/finish(_:to:tag:)`` and at the end of the batch ``SpoolOutlet/sync()``.
public final class Spool {
    /// Where the folders are.
    public let layout: SpoolLayout
    /// The bounds in force.
    public let limits: SpoolLimits
    /// Wakes the thread that waits here, from any thread.
    public let waker: SpoolWaker
    /// Takes claimed files out of `work`, on any thread.
    public let outlet: SpoolOutlet

    let now: () -> SuspendingClock.Instant
    let bell: WakeBell
    let watch: DirectoryWatch?
    var arrivals: Arrivals
    /// Names that this spool itself moved back into `incoming`: their next rename event vouches
    /// for nothing.
    var movedBack: Set<SpoolName> = []

    /// Files that have been written for longer than ``SpoolLimits/writerPatience``, to be told once.
    var slowWriters: [SpoolName] = []
    /// Those that were told.
    var toldSlow: Set<SpoolName> = []

    var directories: SpoolDirectories { outlet.directories }

    /// Whether inotify is not available, so that files are found only by listing the folder at
    /// the end of each wait.
    public var isPolling: Bool { watch == nil }

    /// How many files of `incoming` were noticed and neither claimed nor finished with.
    public var waitingCount: Int { arrivals.count }

    /// Opens the spool: checks the folders, watches `incoming` and lists it.
    ///
    /// - Parameters:
    ///   - layout: Where the folders are.
    ///   - limits: The bounds in force.
    ///   - creating: Whether missing folders are created, for this user only (mode 0700).
    /// - Throws: ``SpoolError``: which folder is wrong, and why.
    public convenience init(
        layout: SpoolLayout,
        limits: SpoolLimits = SpoolLimits(),
        creating: Bool = false
    ) throws(SpoolError) {
        let clock = SuspendingClock()
        try self.init(
            layout: layout,
            limits: limits,
            creating: creating,
            watching: true,
            now: { clock.now }
        )
    }

    /// The same, with the monotonic clock given and inotify optional.
    init(
        layout: SpoolLayout,
        limits: SpoolLimits,
        creating: Bool,
        watching: Bool,
        now: @escaping () -> SuspendingClock.Instant
    ) throws(SpoolError) {
        self.layout = layout
        self.limits = limits
        self.now = now
        outlet = SpoolOutlet(try SpoolDirectories(layout, creating: creating))
        do throws(Errno) {
            bell = try WakeBell()
        } catch {
            throw .system(.watch, .incoming, name: nil, underlying: error)
        }
        waker = SpoolWaker(bell: bell)
        arrivals = Arrivals(capacity: limits.maximumPending)
        // Without a watch (no inotify instances left, say) the service is slower, not wrong.
        watch = watching ? try? DirectoryWatch(layout.incoming) : nil
        // The watch stands before the listing, so no file can slip between the two.
        try rescan()
    }

    /// Opens the folders `work`, `done` and `rejected` anew where somebody removed or replaced one of them;
    /// one that is missing is made, as at the start.
    ///
    /// Of `incoming` ``wait(timeout:)`` tells.
    ///
    /// - Returns: The folders that had vanished.
    /// - Throws: ``SpoolError`` where they can't be opened; the next call tries it again.
    public func reopenVanished() throws(SpoolError) -> [SpoolFolder] {
        let vanished = directories.vanished(layout).filter { $0 != .incoming }
        if !vanished.isEmpty { try directories.reopen(layout) }
        return vanished
    }

    /// Lists `incoming` anew, so that every file there will be examined.
    public func rescan() throws(SpoolError) {
        let moment = now()
        arrivals.beginListing()
        movedBack = []
        // One more than there is room for tells that some were turned away.
        var names = OldestNames(atMost: limits.maximumPending + 1)
        do throws(Errno) {
            let incoming = directories[.incoming].descriptor
            try Syscall.names(in: incoming) { name in
                // What can't be looked at now is examined all the same, which tells why.
                if !limits.leavesAlone(name) {
                    names.note(name, try? Syscall.fstatat(incoming, name))
                }
                return true
            }
        } catch {
            throw .system(.list, .incoming, name: nil, underlying: error)
        }
        // A patient's entries mostly come in the order of their times, and are answered once each in it.
        for name in names.oldestFirst { arrivals.noteListed(name, at: moment) }
    }
}
