import GRDB

extension StoredEntry {
    /// The columns that `init(_:)` reads, of the table `entry` under the name `e`.
    ///
    /// Only an entry of the same patient can stand in an entry's place.
    static let columns = """
        e.seq, e.digest, e.patient, e.recordedAt, e.offsetMinutes, e.format, e.bytes, e.replaces, \
        e.receivedAt, EXISTS (
            SELECT 1 FROM entry AS r WHERE r.replaces = e.digest AND r.patient = e.patient)
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
        receivedAt = try row.next(Int64.self)
        isReplaced = try row.next(Bool.self)
    }
}
