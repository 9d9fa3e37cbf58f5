/// Wakes the thread that waits in a spool, from any other thread.
public struct SpoolWaker: Sendable {
    private let bell: WakeBell

    init(bell: WakeBell) {
        self.bell = bell
    }

    /// Asks the service to stop.
    public func stop() {
        bell.ring(.stop)
    }

    /// Asks the service to reload its configuration.
    public func reload() {
        bell.ring(.reload)
    }

    /// Asks for the drop folder to be listed anew.
    public func rescan() {
        bell.ring(.rescan)
    }
}
