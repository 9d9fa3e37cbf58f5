import DiarySpool
import Dispatch
import Synchronization

/// Does the outbox of one batch after the other beside the loop, so that the next batch is assessed
/// while the disk and the journal take this one.
///
/// Used by the loop's thread.
final class OutboxLane {
    /// A batch that was begun, and what came of it.
    struct Ended {
        let batch: [OutboxWork]
        let strays: StrayFiles
        let failure: OutboxFailure?
    }

    /// What the files of the batch under way are called in `work`: until it has ended, such a name may
    /// be taken there.
    private(set) var names: Set<SpoolName> = []

    /// Whether a batch was begun and not ended.
    var isUnderWay: Bool { run != nil }

    private let outbox: Outbox
    private let queue = DispatchQueue(label: "paind-outbox")
    private var run: Run?

    init(_ outbox: Outbox) {
        self.outbox = outbox
    }

    /// Begins a batch; the one before must have been ended.
    ///
    /// - Parameters:
    ///   - names: What its files are called in `work`.
    ///   - batch: Makes it, on the other thread.
    func begin(_ names: [SpoolName], _ batch: @escaping @Sendable () -> [OutboxWork]) {
        precondition(run == nil, "batches end in the order in which they began")
        let run = Run()
        self.run = run
        self.names = Set(names)
        queue.async { [outbox] in
            let batch = batch()
            do throws(OutboxFailure) {
                let strays = try outbox.perform(batch)
                run.end(Ended(batch: batch, strays: strays, failure: nil))
            } catch {
                run.end(Ended(batch: batch, strays: StrayFiles(), failure: error))
            }
        }
    }

    /// Waits for the batch that was begun; nil where none was.
    func end() -> Ended? {
        guard let run else { return nil }
        self.run = nil
        names = []
        return run.wait()
    }

    /// Hands what came of a batch from its thread to the loop's.
    private final class Run: Sendable {
        private let ended = Mutex<Ended?>(nil)
        private let signal = DispatchSemaphore(value: 0)

        func end(_ ended: Ended) {
            self.ended.withLock { $0 = ended }
            signal.signal()
        }

        func wait() -> Ended? {
            signal.wait()
            return ended.withLock { $0 }
        }
    }
}
