import GRDB

extension Ledger {
    /// Records a batch of claimed files in one transaction: all of it is durable on return, or none
    /// of it is there.
    ///
    /// An entry whose digest is known is a duplicate and adds no second dose. A claim that is still
    /// pending, as after a commit whose outcome was not seen, is answered as it was recorded.
    ///
    /// - Parameters:
    ///   - arrivals: the files in the order in which they were claimed.
    ///   - reassessments: new assessments of entries that the batch's entries touch.
    ///   - done: what of earlier batches is all done: report, journal record and move; to mark it
    ///     here costs no further write to the disk.
    /// - Returns: one answer for each of `arrivals` and of `reassessments`, in the same order.
    /// - Throws: `LedgerError`.
    @discardableResult
    public func commit(
        _ arrivals: [NewArrival], reassessing reassessments: [Reassessment] = [],
        alsoDone done: [OutboxKey] = []
    ) throws(LedgerError) -> CommittedBatch {
        try writing { db in
            var writer = BatchWriter(db)
            try writer.forget(done)
            let committed = CommittedBatch(
                arrivals: try arrivals.map { try writer.record($0) },
                reassessments: try reassessments.map { try writer.record($0) })
            try writer.addToTally()
            return committed
        }
    }
}
