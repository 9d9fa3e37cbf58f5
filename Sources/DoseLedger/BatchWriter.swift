import Foundation
import GRDB
import PainDosing

/// Writes one batch within a transaction that someone else began.
struct BatchWriter {
    private let db: Database
    private var tableSets: [ContentDigest: Int64] = [:]
    private var policies: [ContentDigest: Int64] = [:]
    private var tally: [ArrivalOutcome: Int64] = [:]
    /// How many valid answers there are more, or fewer, whose gravest alert is so grave.
    private var answers: [AlertSeverity?: Int64] = [:]
    private var counter: RecordCounter

    init(_ db: Database) {
        self.db = db
        counter = RecordCounter(db)
    }

    mutating func record(_ arrival: NewArrival) throws -> CommittedArrival {
        if let known = try known(
            fileName: arrival.fileName, identity: arrival.identity, digest: arrival.digest)
        {
            return known
        }
        switch arrival.finding {
        case .rejection(let code, let reason, _):
            return try insert(arrival, .rejected, entry: nil, reason: (code, reason))
        case .entry(let entry):
            if let known = try number(of: entry.digest) {
                return try insert(
                    arrival, .duplicate, entry: known, reason: nil, records: min(1, entry.records))
            }
            let number = try insert(entry, receivedAt: arrival.receivedAt)
            return try insert(
                arrival, .accepted, entry: number, reason: nil, records: entry.records)
        }
    }

    /// Keeps a new assessment of an entry that is there.
    ///
    mutating func record(_ reassessment: Reassessment) throws -> CommittedReassessment {
        let superseded = try Row.fetchOne(
            db.cachedStatement(
                sql: "SELECT severity FROM assessment WHERE entry = ? AND supersededBy IS NULL"),
            arguments: [reassessment.entry])
        guard let superseded else { throw LedgerError.unknownEntry(reassessment.entry) }
        var reader = RowReader(superseded)
        answers[try reader.wordIfPresent(AlertSeverity.self), default: 0] -= 1
        let next = try number("SELECT coalesce(max(seq), 0) + 1 FROM assessment")
        try db.cachedStatement(
            sql: "UPDATE assessment SET supersededBy = ? WHERE entry = ? AND supersededBy IS NULL"
        ).execute(arguments: [next, reassessment.entry])
        try insert(reassessment.assessment, number: next, of: reassessment.entry)
        try db.cachedStatement(sql: "INSERT INTO reassessmentOutbox (assessment) VALUES (?)")
            .execute(arguments: [next])
        return CommittedReassessment(
            assessment: next,
            records: try counter.take(Int64(reassessment.records), for: .reassessment(next)))
    }

    func forget(_ done: [OutboxKey]) throws {
        for key in done {
            try db.cachedStatement(sql: "DELETE FROM \(key.table) WHERE \(key.column) = ?")
                .execute(arguments: [key.number])
        }
    }

    func addToTally() throws {
        let statement = try db.cachedStatement(
            sql: "UPDATE arrivalTally SET arrivals = arrivals + ? WHERE outcome = ?")
        for outcome in ArrivalOutcome.allCases {
            guard let count = tally[outcome] else { continue }
            try statement.execute(arguments: [count, outcome.rawValue])
        }
        let further = try db.cachedStatement(
            sql: "UPDATE answerTally SET answers = answers + ? WHERE severity = ?")
        for (severity, change) in answers where change != 0 {
            try further.execute(arguments: [change, severity?.rawValue ?? "none"])
        }
    }

    /// The answer that an earlier commit gave to the same file, if it is still pending.
    ///
    /// A name comes back, so that the file is known by what it is and what it holds.
    func known(
        fileName: [UInt8], identity: String, digest: ContentDigest?
    ) throws -> CommittedArrival? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT a.seq, a.outcome, a.entry
                FROM outbox AS o JOIN arrival AS a ON a.seq = o.arrival
                WHERE (o.identity = ? OR o.identity IS NULL) AND a.fileName = ? AND a.digest IS ?
                """)
        let arguments: StatementArguments = [
            identity, Data(fileName), digest.map { Data($0.bytes) },
        ]
        guard let row = try Row.fetchOne(statement, arguments: arguments) else { return nil }
        var reader = RowReader(row)
        let number = try reader.next(Int64.self)
        return CommittedArrival(
            arrival: number, outcome: try reader.word(ArrivalOutcome.self),
            entry: try reader.nextIfPresent(Int64.self), wasKnown: true,
            records: try RecordCounter.numbers(of: .arrival(number), in: db))
    }

    private func number(of digest: ContentDigest) throws -> Int64? {
        try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT seq FROM entry WHERE digest = ?"),
            arguments: [Data(digest.bytes)])
    }

    private func number(_ sql: String) throws -> Int64 {
        try Int64.fetchOne(db.cachedStatement(sql: sql)) ?? 0
    }

    private mutating func insert(
        _ arrival: NewArrival, _ outcome: ArrivalOutcome, entry: Int64?,
        reason: (code: String, words: String)?, records: Int = 1
    ) throws -> CommittedArrival {
        try db.cachedStatement(
            sql: """
                INSERT INTO arrival
                    (fileName, digest, outcome, entry, reasonCode, reason, receivedAt)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            Data(arrival.fileName), arrival.digest.map { Data($0.bytes) }, outcome.rawValue, entry,
            reason?.code, reason?.words, arrival.receivedAt,
        ])
        let number = db.lastInsertedRowID
        try db.cachedStatement(sql: "INSERT INTO outbox (arrival, identity) VALUES (?, ?)")
            .execute(arguments: [number, arrival.identity])
        tally[outcome, default: 0] += 1
        return CommittedArrival(
            arrival: number, outcome: outcome, entry: entry, wasKnown: false,
            records: try counter.take(Int64(records), for: .arrival(number)))
    }

    private mutating func insert(_ entry: NewEntry, receivedAt: Int64) throws -> Int64 {
        try db.cachedStatement(
            sql: """
                INSERT INTO entry (digest, patient, recordedAt, offsetMinutes, format, bytes,
                    replaces, withdraws, receivedAt)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            Data(entry.digest.bytes), entry.patient, entry.recordedAt, entry.offsetMinutes,
            entry.format, Data(entry.bytes), entry.replaces.map { Data($0.bytes) },
            entry.withdraws.map { Data($0.bytes) }, receivedAt,
        ])
        let number = db.lastInsertedRowID
        let seal = RowSeal.entry(
            digest: entry.digest, patient: entry.patient, recordedAt: entry.recordedAt,
            offsetMinutes: entry.offsetMinutes, format: entry.format, replaces: entry.replaces,
            withdraws: entry.withdraws, receivedAt: receivedAt)
        try db.cachedStatement(sql: "INSERT INTO entrySeal (entry, sha256) VALUES (?, ?)")
            .execute(arguments: [number, Data(seal.bytes)])
        try insert(entry.assessment, number: nil, of: number)
        return number
    }

    private mutating func insert(
        _ assessment: NewAssessment, number: Int64?, of entry: Int64
    ) throws {
        let tableSet = try tableSetNumber(assessment.tableSet)
        let policy = try policyNumber(assessment.policy)
        try db.cachedStatement(
            sql: """
                INSERT INTO assessment (seq, entry, tableSet, policy, engine, json, outcome, omedd,
                    severity, madeAt)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            number, entry, tableSet, policy, assessment.engine, Data(assessment.json),
            assessment.outcome.rawValue, assessment.omedd, assessment.severity?.rawValue,
            assessment.madeAt,
        ])
        let seal = RowSeal.answer(
            entry: entry, tableSet: assessment.tableSet, policy: assessment.policy,
            engine: assessment.engine, json: assessment.json, outcome: assessment.outcome,
            omedd: assessment.omedd, severity: assessment.severity, madeAt: assessment.madeAt)
        try db.cachedStatement(sql: "INSERT INTO answerSeal (assessment, sha256) VALUES (?, ?)")
            .execute(arguments: [number ?? db.lastInsertedRowID, Data(seal.bytes)])
        answers[assessment.severity, default: 0] += 1
    }

    private mutating func tableSetNumber(_ digest: ContentDigest) throws -> Int64 {
        if let known = tableSets[digest] { return known }
        let statement = try db.cachedStatement(sql: "SELECT id FROM tableSet WHERE sha256 = ?")
        guard let found = try Int64.fetchOne(statement, arguments: [Data(digest.bytes)]) else {
            throw LedgerError.unknownTableSet(digest)
        }
        tableSets[digest] = found
        return found
    }

    private mutating func policyNumber(_ digest: ContentDigest) throws -> Int64 {
        if let known = policies[digest] { return known }
        let statement = try db.cachedStatement(sql: "SELECT id FROM policy WHERE sha256 = ?")
        guard let found = try Int64.fetchOne(statement, arguments: [Data(digest.bytes)]) else {
            throw LedgerError.unknownPolicy(digest)
        }
        policies[digest] = found
        return found
    }
}
