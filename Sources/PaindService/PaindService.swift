import DiarySpool
import Foundation
public import ServiceLifecycle
import Synchronization
public import SystemdClient
import UnixSignals

/// The spool service as a `Service`: runs the loop on a thread of its own, stops it gracefully, and
/// reloads on SIGHUP.
public struct PaindService: Service {
    private let configuration: ServiceConfiguration
    private let journal: any JournalSink
    private let reload: @Sendable () throws(ServiceFailure) -> ServiceConfiguration

    /// - Parameter reload: reads the configuration anew.
    public init(
        _ configuration: ServiceConfiguration, journal: any JournalSink,
        reload: @escaping @Sendable () throws(ServiceFailure) -> ServiceConfiguration
    ) {
        self.configuration = configuration
        self.journal = journal
        self.reload = reload
    }

    /// Runs until the service group shuts down.
    ///
    /// - Throws: `ServiceFailure`.
    public func run() async throws {
        let control = LoopControl()
        try await withGracefulShutdownHandler {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for await _ in await UnixSignalsSequence(trapping: .sighup) {
                        control.reload()
                    }
                }
                group.addTask { try await runLoop(control) }
                // The signals never end by themselves; the loop decides.
                defer { group.cancelAll() }
                while let ended: Void = try await group.next() {
                    if control.hasEnded { return ended }
                }
            }
        } onGracefulShutdown: {
            control.stop()
        }
    }

    private func runLoop(_ control: LoopControl) async throws {
        try await withCheckedThrowingContinuation { continuation in
            let thread = Thread {
                continuation.resume(
                    with: Result {
                        defer { control.ended() }
                        let loop = try SpoolLoop(configuration, journal: journal, reload: reload)
                        control.attach(loop.waker)
                        try loop.run()
                    })
            }
            thread.name = "paind-spool"
            thread.start()
        }
    }
}

/// Passes wishes to the loop, also those that come before it stands.
private final class LoopControl: Sendable {
    private struct State {
        var waker: SpoolWaker?
        var wantsStop = false
        var hasEnded = false
    }

    private let state = Mutex(State())

    var hasEnded: Bool { state.withLock { $0.hasEnded } }

    func attach(_ waker: SpoolWaker) {
        let wantsStop = state.withLock { state in
            state.waker = waker
            return state.wantsStop
        }
        if wantsStop { waker.stop() }
    }

    func stop() {
        state.withLock { state in
            state.wantsStop = true
            return state.waker
        }?.stop()
    }

    func reload() {
        state.withLock { $0.waker }?.reload()
    }

    func ended() {
        state.withLock { $0.hasEnded = true }
    }
}
