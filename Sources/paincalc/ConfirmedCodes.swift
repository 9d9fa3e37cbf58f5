import PainDosing

/// The codes of questions that the caller confirms.
struct ConfirmedCodes {
    let codes: Set<String>

    /// Codes of the tables' queries and some further ones.
    ///
    /// - Throws: `CommandFailure.usage` for a code that no question has: it would confirm nothing,
    ///   unnoticed.
    init(
        _ codes: [String], further: [String] = [], _ tables: TableSet
    ) throws(CommandFailure) {
        let known = Set(tables.limits.filter { $0.effect == .query }.map(\.code) + further)
        for code in codes where !known.contains(code) {
            throw .usage(
                "there is no query \"\(code)\"; "
                    + (known.isEmpty
                        ? "these tables have none"
                        : "known are " + known.sorted().joined(separator: ", ")))
        }
        self.codes = Set(codes)
    }
}
