/// Where workers take parts of the input in order, and give their answers back in the same order.
///
/// Reading and writing have a lock each, so that one worker may read while another writes. A failure of
/// either ends the work of all.
final class PartLine: Sendable {
    /// What has been written, and what all came to.
    private struct Progress {
        var nextNumber = 0
        var failure: BatchFailure?
        var summary = BatchSummary()
    }

    private let input: Monitor<PartReader>
    private let output = Monitor(Progress())
    private let send: Batch.Writing
    private let progress: Batch.Progress

    init(_ reader: PartReader, write: @escaping Batch.Writing, progress: @escaping Batch.Progress) {
        input = Monitor(reader)
        send = write
        self.progress = progress
    }

    /// Fills a part with the next lines; false if there are none, or all has failed.
    func fill(_ part: inout BatchPart) -> Bool {
        if output.withLock({ $0.failure != nil }) { return false }
        return input.withLock { reader in
            do throws(BatchFailure) {
                guard try reader.fill(&part) else { return false }
                progress(reader.bytesRead)
                return true
            } catch {
                output.withLock { $0.failure = $0.failure ?? error }
                return false
            }
        }
    }

    /// Writes the answers to a part once all parts before it are written.
    func write(_ bytes: UnsafeBufferPointer<UInt8>, of number: Int) {
        output.withLock(when: { $0.nextNumber == number || $0.failure != nil }) { state in
            state.nextNumber = number + 1
            guard state.failure == nil, !bytes.isEmpty else { return }
            do throws(BatchFailure) {
                try send(UnsafeRawBufferPointer(bytes))
            } catch {
                state.failure = error
            }
        }
    }

    /// Adds what a worker's rows came to.
    func add(_ other: BatchSummary) { output.withLock { $0.summary.add(other) } }

    /// What all rows came to, once all workers are done.
    ///
    /// - Throws: `BatchFailure` if reading or writing failed.
    func finish() throws(BatchFailure) -> BatchSummary {
        let (failure, summary) = output.withLock { ($0.failure, $0.summary) }
        if let failure { throw failure }
        return summary
    }
}
