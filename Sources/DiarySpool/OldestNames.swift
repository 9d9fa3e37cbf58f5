/// The names in a folder that have stood there longest, of however many.
struct OldestNames {
    private struct Waiting {
        let name: SpoolName
        let seconds: Int64
        let nanoseconds: Int64
    }

    private let limit: Int
    private var waiting: [Waiting] = []

    /// - Parameter limit: how many are kept.
    init(atMost limit: Int) {
        self.limit = limit
    }

    /// Notes a name.
    ///
    /// Its time is that of the last change of the file's state, as by the rename that
    /// brought it: its time of modification may have been kept by whoever copied it.
    ///
    /// - Parameter status: what is known of the file; nil for last.
    mutating func note(_ name: SpoolName, _ status: FileStatus?) {
        waiting.append(
            Waiting(
                name: name, seconds: status?.changedSeconds ?? .max,
                nanoseconds: status?.changedNanoseconds ?? 0))
        // Cut now and then, so that memory stays bounded and no name is compared often.
        if waiting.count >= 2 * limit { waiting = Array(sorted.prefix(limit)) }
    }

    /// The names, by their times; those of one time by their bytes, so that the order is the same
    /// every time.
    var oldestFirst: [SpoolName] { sorted.prefix(limit).map(\.name) }

    private var sorted: [Waiting] {
        waiting.sorted { one, other in
            if one.seconds != other.seconds { return one.seconds < other.seconds }
            if one.nanoseconds != other.nanoseconds { return one.nanoseconds < other.nanoseconds }
            return one.name.bytes.lexicographicallyPrecedes(other.name.bytes)
        }
    }
}
