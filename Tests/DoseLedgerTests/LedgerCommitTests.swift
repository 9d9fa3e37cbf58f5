import GRDB
import PainDosing
import Testing

@testable import DoseLedger

@Suite("Committing a batch")
struct LedgerCommitTests {
    @Test("Stops, queries and cautions are counted of the valid answers alone")
    func severities() throws {
        let ledger = try LedgerFile().open()
        let severities: [AlertSeverity?] = [.stop, .query, .caution, .caution, .info, nil]
        let committed = try ledger.commit(
            severities.enumerated().map { number, severity in
                let stopped = severity?.holdsBack == true
                return Sample.arrival(
                    "c\(number)",
                    Sample.entry(
                        Sample.digest(UInt8(number)),
                        assessment: Sample.assessment(
                            outcome: stopped ? .stopped : .computed, omedd: stopped ? nil : "60",
                            severity: severity)))
            })
        #expect(try ledger.counts().stops == 1)
        #expect(try ledger.counts().queries == 1)
        #expect(try ledger.counts().cautions == 2)
        let entry = try #require(committed.arrivals.first?.entry)
        let again = Reassessment(entry: entry, assessment: Sample.assessment(severity: .caution))
        try ledger.commit([], reassessing: [again, again])
        #expect(try ledger.counts().stops == 0)
        #expect(try ledger.counts().queries == 1)
        #expect(try ledger.counts().cautions == 3)
        #expect(try ledger.integrityCheck() == [])
    }

    @Test("The same bytes bring one entry, however often they come")
    func duplicates() throws {
        let ledger = try LedgerFile().open()
        let entry = Sample.entry(Sample.digest(1))
        let first = try ledger.commit([Sample.arrival("c1", entry), Sample.arrival("c2", entry)])
            .arrivals
        let second = try ledger.commit([Sample.arrival("c3", entry)]).arrivals
        #expect((first + second).map(\.outcome) == [.accepted, .duplicate, .duplicate])
        #expect((first + second).map(\.entry) == [1, 1, 1])
        #expect((first + second).map(\.arrival) == [1, 2, 3])
        #expect(
            try ledger.counts()
                == LedgerCounts(
                    entries: 1, assessments: 1, stops: 0, queries: 0, cautions: 0, accepted: 1,
                    duplicates: 2, rejected: 0, pending: 3, lastArrivalAt: 1_000))
        #expect(try ledger.integrityCheck() == [])
    }

    @Test("A file that is committed again while it is pending is answered as before")
    func sameFile() throws {
        let ledger = try LedgerFile().open()
        let arrivals = [
            Sample.arrival("c1", Sample.entry(Sample.digest(1))), Sample.rejection("c2"),
        ]
        let first = try ledger.commit(arrivals).arrivals
        let before = try ledger.counts()
        let again = try ledger.commit(arrivals).arrivals
        #expect(again.map(\.arrival) == first.map(\.arrival))
        #expect(again.map(\.outcome) == first.map(\.outcome))
        #expect(again.map(\.wasKnown) == [true, true])
        #expect(try ledger.counts() == before)
    }

    @Test(
        "Another file of the same name is an arrival of its own, while the first is pending",
        arguments: [
            ("the same bytes once more", "other", Sample.digest(1), ArrivalOutcome.duplicate),
            ("other bytes", "other", Sample.digest(2), .accepted),
            ("other bytes written into the same file", "c1", Sample.digest(2), .accepted),
        ])
    func sameName(
        _ name: String, identity: String, digest: ContentDigest, outcome: ArrivalOutcome
    ) throws {
        let ledger = try LedgerFile().open()
        let first = Sample.arrival("c1", Sample.entry(Sample.digest(1)))
        try ledger.commit([first])
        let second = NewArrival(
            fileName: first.fileName, identity: identity, receivedAt: 1_000,
            finding: .entry(Sample.entry(digest)))
        let committed = try ledger.commit([second]).arrivals
        #expect(committed.map(\.outcome) == [outcome], "\(name)")
        #expect(committed.map(\.wasKnown) == [false], "\(name)")
        #expect(try ledger.counts().pending == 2, "\(name)")
    }

    @Test("A batch is made from what it is added to: nobody else writes meanwhile")
    func oneTransaction() throws {
        let file = try LedgerFile()
        let ledger = try file.open()
        try ledger.commit([Sample.arrival("c1", Sample.entry(Sample.digest(1)))])
        var found: [EntryPlace] = []
        var isBusy = false
        try ledger.commit { () throws(LedgerError) in
            found = try ledger.history(patient: "p1", from: 0, to: 1_000)
            do {
                try file.raw { db in
                    try db.execute(sql: "PRAGMA busy_timeout = 0")
                    try db.execute(sql: "DELETE FROM outbox")
                }
            } catch {
                isBusy = "\(error)".contains("locked")
            }
            return ([Sample.arrival("c2", Sample.entry(Sample.digest(2)))], [])
        }
        #expect(found.map(\.digest) == [Sample.digest(1)])
        #expect(isBusy)
        #expect(try ledger.counts().pending == 2)
    }

    @Test("A batch in which one part fails leaves nothing behind")
    func allOrNothing() throws {
        let ledger = try LedgerFile().open()
        let good = Sample.arrival("c1", Sample.entry(Sample.digest(1)))
        let unknown = NewAssessment(
            tableSet: Sample.digest(9), policy: Sample.policy, engine: "1", outcome: .computed,
            json: [1], omedd: nil, severity: nil, madeAt: 1)
        #expect(throws: LedgerError.unknownTableSet(Sample.digest(9))) {
            try ledger.commit([
                good, Sample.arrival("c2", Sample.entry(Sample.digest(2), assessment: unknown)),
            ])
        }
        #expect(throws: LedgerError.unknownEntry(7)) {
            try ledger.commit(
                [good], reassessing: [Reassessment(entry: 7, assessment: Sample.assessment())])
        }
        let omeddAfterStop = Sample.assessment(outcome: .stopped, omedd: "60")
        #expect(throws: LedgerError.self) {
            try ledger.commit([
                good,
                Sample.arrival("c2", Sample.entry(Sample.digest(2), assessment: omeddAfterStop)),
            ])
        }
        #expect(try ledger.counts().accepted == 0)
        #expect(try ledger.entry(Sample.digest(1)) == nil)
        #expect(try ledger.pendingOutbox() == [])
        #expect(try ledger.commit([good]).arrivals.map(\.outcome) == [.accepted])
    }

    @Test("A new assessment supersedes the old one, which stays")
    func reassessed() throws {
        let ledger = try LedgerFile().open()
        try ledger.commit([Sample.arrival("c1", Sample.entry(Sample.digest(1)))])
        let stop = Sample.assessment(outcome: .stopped, omedd: nil, json: "stop")
        let committed = try ledger.commit(
            [], reassessing: [Reassessment(entry: 1, assessment: stop)])
        #expect(committed.arrivals.isEmpty)
        #expect(committed.reassessments.map(\.assessment) == [2])
        let assessment = try #require(try ledger.entry(Sample.digest(1))).assessment
        #expect(assessment.number == 2)
        #expect(assessment.outcome == .stopped)
        #expect(assessment.omedd == nil)
        #expect(assessment.json == Array("stop".utf8))
        #expect(try ledger.counts().assessments == 2)
        let successors = try ledger.reading { db in
            try Optional<Int64>.fetchAll(
                db, sql: "SELECT supersededBy FROM assessment ORDER BY seq")
        }
        #expect(successors == [2, nil])
        #expect(try ledger.integrityCheck() == [])
    }

    @Test(
        "An answer is kept and counted with its gravest alert, whichever that is",
        arguments: AlertSeverity.allCases)
    func severity(_ severity: AlertSeverity) throws {
        let ledger = try LedgerFile().open()
        let holdsBack = severity.holdsBack
        let assessment = Sample.assessment(
            outcome: holdsBack ? .stopped : .computed, omedd: holdsBack ? nil : "60",
            severity: severity)
        try ledger.commit(
            [Sample.arrival("c1", Sample.entry(Sample.digest(1), assessment: assessment))])
        #expect(try ledger.lastEntries(limit: 1).map(\.assessment.severity) == [severity])
        let tally = try ledger.reading { db in
            try String.fetchAll(db, sql: "SELECT severity FROM answerTally WHERE answers = 1")
        }
        #expect(tally == [severity.rawValue])
        #expect(try ledger.integrityCheck() == [])
    }

    @Test("What assessments are made with is kept once, and never as something else")
    func inputs() throws {
        let ledger = try LedgerFile().open()
        try ledger.registerTableSet(Sample.tableSet, archive: [1, 2, 3])
        try ledger.registerPolicy(Sample.policy, text: "policy")
        #expect(throws: LedgerError.conflictingContent(Sample.tableSet)) {
            try ledger.registerTableSet(Sample.tableSet, archive: [4])
        }
        #expect(throws: LedgerError.conflictingContent(Sample.policy)) {
            try ledger.registerPolicy(Sample.policy, text: "other")
        }
        #expect(try ledger.tableSet(Sample.tableSet) == [1, 2, 3])
        #expect(try ledger.policy(Sample.policy) == "policy")
        #expect(try ledger.tableSet(Sample.policy) == nil)
        #expect(try ledger.policy(Sample.tableSet) == nil)
    }

    @Test("After an I/O error nothing is written until the ledger is opened anew")
    func spoiled() throws {
        let file = try LedgerFile()
        let ledger = try file.open()
        let failed = try #require(throws: LedgerError.self) {
            try ledger.writing { _ in throw DatabaseError(resultCode: .SQLITE_IOERR) }
        }
        #expect(failed.isInputOutput)
        let arrival = Sample.arrival("c1", Sample.entry(Sample.digest(1)))
        #expect(throws: LedgerError.mustReopen) { try ledger.commit([arrival]) }
        try ledger.close()
        #expect(try file.open().commit([arrival]).arrivals.map(\.outcome) == [.accepted])
    }

    @Test("A full disk is told as such, leaves nothing behind and can be written to again")
    func diskFull() throws {
        let ledger = try LedgerFile().open()
        let pages = try ledger.writing { db in
            try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
        }
        func allow(_ pages: Int) throws {
            try ledger.writing { db in
                _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = \(pages)")
            }
        }
        try allow(pages)
        let big = Sample.assessment(json: String(repeating: "j", count: 100_000))
        let arrival = Sample.arrival("c1", Sample.entry(Sample.digest(1), assessment: big))
        let error = try #require(throws: LedgerError.self) { try ledger.commit([arrival]) }
        #expect(error.isDiskFull)
        #expect(!error.isInputOutput)
        try allow(pages + 1_000)
        #expect(try ledger.counts().accepted == 0)
        #expect(try ledger.commit([arrival]).arrivals.map(\.outcome) == [.accepted])
    }
}
