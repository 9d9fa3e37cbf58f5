import GRDB

extension StoredEntry {
    /// The columns that `init(_:)` reads, of the table `entry` under the name `e`.
    static let columns = """
        e.seq, e.digest, e.patient, e.recordedAt, e.offsetMinutes, e.format, e.bytes, e.replaces, \
        e.withdraws, e.receivedAt, (SELECT s.sha256 FROM entrySeal AS s WHERE s.entry = e.seq)
        """

    init(_ row: inout RowReader) throws {
        number = try row.next(Int64.self)
        digest = try row.digest()
        patient = try row.next(String.self)
        recordedAt = try row.next(Int64.self)
        offsetMinutes = try row.next(Int.self)
        format = try row.next(String.self)
        bytes = try row.bytes()
        replaces = try row.digestIfPresent()
        withdraws = try row.digestIfPresent()
        receivedAt = try row.next(Int64.self)
        seal = try row.digestIfPresent()
    }
}
