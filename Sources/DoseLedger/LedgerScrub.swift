import Foundation
import GRDB
import PainDiary
import PainDosing

/// A walk through all that a ledger keeps, some rows at a time, that compares each with its digests.
///
/// What comes meanwhile is looked at too. A value: where it has come to.
public struct LedgerScrub: Sendable {
    /// What a step found.
    public struct Step: Sendable {
        /// The rows that differ, in order.
        public let damages: [LedgerDamage]
        /// How many rows were looked at.
        public let rows: Int
        /// Whether everything was looked at now.
        public let isLast: Bool
    }

    private enum Part { case policies, entries, answers }

    private var part = Part.policies
    private var last: Int64 = 0

    /// A walk from the beginning.
    public init() {}

    /// Looks at the next rows; after the last step the walk begins again.
    ///
    /// - Throws: `LedgerError`, as where a page of the file can't be read.
    public mutating func next(
        atMost limit: Int, of ledger: Ledger
    ) throws(LedgerError) -> Step {
        switch part {
        case .policies:
            let damages = try ledger.damagedPolicies()
            (part, last) = (.entries, 0)
            return Step(damages: damages, rows: 0, isLast: false)
        case .entries:
            let found = try ledger.damagedEntries(after: last, limit: limit)
            if let end = found.end { last = end } else { (part, last) = (.answers, 0) }
            return Step(damages: found.damages, rows: found.rows, isLast: false)
        case .answers:
            let found = try ledger.damagedAnswers(after: last, limit: limit)
            if let end = found.end { last = end } else { (part, last) = (.policies, 0) }
            return Step(damages: found.damages, rows: found.rows, isLast: found.end == nil)
        }
    }
}

extension Ledger {
    /// Hands over every row that differs from its digests.
    ///
    /// - Throws: `LedgerError`.
    public func forEachDamage(_ body: (LedgerDamage) -> Void) throws(LedgerError) {
        var scrub = LedgerScrub()
        while true {
            let step = try scrub.next(atMost: 128, of: self)
            step.damages.forEach(body)
            guard !step.isLast else { return }
        }
    }

    /// What some rows showed; `end` is the last one's number, nil where there was none.
    fileprivate struct Looked {
        var damages: [LedgerDamage] = []
        var rows = 0
        var end: Int64?
    }

    fileprivate func damagedPolicies() throws(LedgerError) -> [LedgerDamage] {
        try readingOnce { db in
            try Row.fetchAll(db, sql: "SELECT sha256, text FROM policy ORDER BY id").compactMap {
                var reader = RowReader($0)
                let digest = try reader.digest()
                let text = try reader.next(String.self)
                return ContentDigest(of: Array(text.utf8)) == digest ? nil : .policy(digest)
            }
        }
    }

    fileprivate func damagedEntries(
        after number: Int64, limit: Int
    ) throws(LedgerError) -> Looked {
        try looked(
            """
            SELECT e.seq, \(StoredEntry.columns) FROM entry AS e
            WHERE e.seq > ? ORDER BY e.seq LIMIT ?
            """, number, limit
        ) { number, reader in
            guard let entry = try? StoredEntry(&reader) else { return .entry(number, nil) }
            return entry.damage
        }
    }

    fileprivate func damagedAnswers(
        after number: Int64, limit: Int
    ) throws(LedgerError) -> Looked {
        try looked(
            """
            SELECT a.seq, \(StoredAssessment.columns) FROM assessment AS a
            JOIN tableSet AS t ON t.id = a.tableSet JOIN policy AS p ON p.id = a.policy
            WHERE a.seq > ? ORDER BY a.seq LIMIT ?
            """, number, limit
        ) { number, reader in
            guard let answer = try? StoredAssessment(&reader) else {
                return .answer(number, entry: nil)
            }
            return answer.damage
        }
    }

    private func looked(
        _ sql: String, _ number: Int64, _ limit: Int,
        _ damage: (Int64, inout RowReader) -> LedgerDamage?
    ) throws(LedgerError) -> Looked {
        try readingOnce { db in
            var looked = Looked()
            let rows = try Row.fetchCursor(
                db.cachedStatement(sql: sql), arguments: [number, limit])
            while let row = try rows.next() {
                var reader = RowReader(row)
                let number = try reader.next(Int64.self)
                if let damage = damage(number, &reader) { looked.damages.append(damage) }
                looked.end = number
                looked.rows += 1
            }
            return looked
        }
    }
}
