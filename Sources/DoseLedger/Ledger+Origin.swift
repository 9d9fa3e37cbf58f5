import GRDB

/// A file that the ledger took in, without its content.
public struct ArrivedFile: Hashable, Sendable {
    /// The number of its arrival.
    public let number: Int64
    /// The name under which it was dropped, as raw bytes.
    public let name: [UInt8]
}

extension Ledger {
    /// From when on files were finished that have to be in this ledger, in seconds since 1970 in UTC.
    ///
    /// - Throws: `LedgerError`.
    public func doneSince() throws(LedgerError) -> Int64 {
        try readingOnce { db in
            try Int64.fetchOne(db.cachedStatement(sql: "SELECT doneSince FROM origin")) ?? 0
        }
    }

    /// Notes that files which were finished before a moment are another ledger's.
    ///
    /// - Throws: `LedgerError`.
    public func recordDone(since time: Int64) throws(LedgerError) {
        try writing { db in
            try db.execute(sql: "UPDATE origin SET doneSince = ?", arguments: [time])
        }
    }

    /// The files that came last, the last one first.
    ///
    /// - Throws: `LedgerError`.
    public func lastArrivals(limit: Int) throws(LedgerError) -> [ArrivedFile] {
        try readingOnce { db in
            let statement = try db.cachedStatement(
                sql: "SELECT seq, fileName FROM arrival ORDER BY seq DESC LIMIT ?")
            return try Row.fetchAll(statement, arguments: [limit]).map { row in
                var reader = RowReader(row)
                return ArrivedFile(
                    number: try reader.next(Int64.self), name: try reader.bytes())
            }
        }
    }
}
