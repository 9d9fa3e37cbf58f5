import Glibc

/// Where workers take parts of the input in order, and give their answers back in the same order.
///
/// Reading and writing have a lock each, so that one worker may read while another writes. A failure of
/// either ends the work of all.
final class PartLine: @unchecked Sendable {
    private let input = Lock()
    private let output = Lock()
    private var reader: PartReader
    private let send: Batch.Writing
    private let progress: Batch.Progress
    // The rest is touched only by who holds `output`.
    private var nextNumber = 0
    private var failure: BatchFailure?
    private var summary = BatchSummary()

    init(_ reader: PartReader, write: @escaping Batch.Writing, progress: @escaping Batch.Progress) {
        self.reader = reader
        send = write
        self.progress = progress
    }

    /// Fills a part with the next lines; false if there are none, or all has failed.
    func fill(_ part: inout BatchPart) -> Bool {
        if output.withLock({ failure != nil }) { return false }
        return input.withLock {
            do throws(BatchFailure) {
                guard try reader.fill(&part) else { return false }
                progress(reader.bytesRead)
                return true
            } catch {
                output.withLock { fail(error) }
                return false
            }
        }
    }

    /// Writes the answers to a part once all parts before it are written.
    func write(_ bytes: UnsafeBufferPointer<UInt8>, of number: Int) {
        output.withLock {
            while nextNumber != number, failure == nil { output.wait() }
            if failure == nil, !bytes.isEmpty {
                do throws(BatchFailure) {
                    try send(UnsafeRawBufferPointer(bytes))
                } catch {
                    fail(error)
                }
            }
            nextNumber = number + 1
            output.wakeAll()
        }
    }

    /// Adds what a worker's rows came to.
    func add(_ other: BatchSummary) { output.withLock { summary.add(other) } }

    /// What all rows came to, once all workers are done.
    ///
    /// - Throws: `BatchFailure` if reading or writing failed.
    func finish() throws(BatchFailure) -> BatchSummary {
        if let failure { throw failure }
        return summary
    }

    private func fail(_ error: BatchFailure) {
        if failure == nil { failure = error }
        output.wakeAll()
    }
}

/// A lock with a condition, for threads that never return to a pool.
private final class Lock: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>

    init() {
        mutex = .allocate(capacity: 1)
        condition = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        pthread_cond_destroy(condition)
        mutex.deallocate()
        condition.deallocate()
    }

    func withLock<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }

    /// Lets others have the lock until one of them wakes all.
    func wait() { pthread_cond_wait(condition, mutex) }

    func wakeAll() { pthread_cond_broadcast(condition) }
}
