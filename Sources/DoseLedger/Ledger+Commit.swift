import GRDB

extension Ledger {
    /// Records a batch of claimed files in one transaction: all of it is durable on return, or none
    /// of it is there.
    ///
    /// An entry whose digest is known is a duplicate and adds no second dose. A file that is still
    /// pending, as after a commit whose outcome was not seen, is answered as it was recorded.
    ///
    /// - Parameters:
    ///   - done: what of earlier batches is all done: report, journal record and move; to mark it
    ///     here costs no further write to the disk.
    ///   - batch: makes the batch within the transaction, so that what it reads of this ledger is what
    ///     the batch is added to: the files in the order in which they were claimed, and new
    ///     assessments of entries that the batch's entries touch.
    /// - Returns: one answer for each file and each new assessment, in the same order.
    /// - Throws: `LedgerError`, and what `batch` throws.
    @discardableResult
    public func commit(
        alsoDone done: [OutboxKey] = [],
        _ batch: () throws(LedgerError) -> (arrivals: [NewArrival], reassessments: [Reassessment])
    ) throws(LedgerError) -> CommittedBatch {
        try writing { db in
            let (arrivals, reassessments) = try batch()
            var writer = BatchWriter(db)
            try writer.forget(done)
            let committed = CommittedBatch(
                arrivals: try arrivals.map { try writer.record($0) },
                reassessments: try reassessments.map { try writer.record($0) })
            try writer.addToTally()
            return committed
        }
    }

    /// The same for a batch that is made already.
    @discardableResult
    public func commit(
        _ arrivals: [NewArrival], reassessing reassessments: [Reassessment] = [],
        alsoDone done: [OutboxKey] = []
    ) throws(LedgerError) -> CommittedBatch {
        try commit(alsoDone: done) { () throws(LedgerError) in (arrivals, reassessments) }
    }
}
