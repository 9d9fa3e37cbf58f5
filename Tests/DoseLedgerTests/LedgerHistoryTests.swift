import GRDB
import Testing

@testable import DoseLedger

@Suite("A patient's history")
struct LedgerHistoryTests {
    private func ledger() throws -> Ledger {
        let ledger = try LedgerFile().open()
        let entries: [(UInt8, String, Int64)] = [
            (1, "p1", 500), (2, "p1", 100), (3, "p2", 300), (4, "p1", 300), (5, "p1", 300),
            (6, "p10", 300), (7, "p1", -50),
        ]
        try ledger.commit(
            entries.map { byte, patient, recordedAt in
                Sample.arrival(
                    "c\(byte)",
                    Sample.entry(Sample.digest(byte), patient: patient, recordedAt: recordedAt))
            })
        return ledger
    }

    @Test("Entries come by time, of the same second as they arrived, within the window's bounds")
    func window() throws {
        let ledger = try ledger()
        func numbers(_ patient: String, _ start: Int64, _ end: Int64) throws -> [Int64] {
            try ledger.history(patient: patient, from: start, to: end).map(\.number)
        }
        #expect(try numbers("p1", -1_000, 1_000) == [7, 2, 4, 5, 1])
        #expect(try numbers("p1", 100, 300) == [2, 4, 5])
        #expect(try numbers("p1", 101, 299) == [])
        #expect(try numbers("p2", 0, 1_000) == [3])
        #expect(try numbers("p", 0, 1_000) == [])
    }

    @Test("The window is found by its index")
    func byIndex() throws {
        func plan(_ query: String, _ arguments: StatementArguments) throws -> [String] {
            try ledger().reading { db in
                try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + query, arguments: arguments)
                    .map { row in row["detail"] as String }
            }
        }
        let correcting = [
            "SEARCH r USING INDEX entryByReplaced (replaces=?)",
            "SEARCH w USING INDEX entryByWithdrawn (withdraws=?)",
        ]
        let window = try plan(Ledger.historyQuery, ["p1", 1, 2, 10])
        #expect(
            window.contains(
                "SEARCH entry USING INDEX entryByPatient "
                    + "(patient=? AND recordedAt>? AND recordedAt<?)"))
        let chain = try plan(Ledger.correctionsQuery, ["digest", "digest", 10])
        #expect(chain.contains("SEARCH entry USING INDEX entryByReplaced (replaces=?)"))
        #expect(chain.contains("SEARCH entry USING INDEX entryByWithdrawn (withdraws=?)"))
        for step in correcting { #expect(window.contains(step) && chain.contains(step)) }
        for step in window + chain {
            #expect(!step.hasPrefix("SCAN") || ["SCAN f", "SCAN found"].contains(step))
        }
    }

    @Test("A history that is too long is refused, not cut")
    func tooLong() throws {
        let ledger = try ledger()
        #expect(try ledger.history(patient: "p1", from: 0, to: 1_000, limit: 4).count == 4)
        #expect(throws: LedgerError.historyTooLong(limit: 3)) {
            try ledger.history(patient: "p1", from: 0, to: 1_000, limit: 3)
        }
    }

    @Test("An entry comes back as it was given")
    func unchanged() throws {
        let ledger = try LedgerFile().open()
        let new = Sample.entry(Sample.digest(1), replaces: Sample.digest(2))
        try ledger.commit([Sample.arrival("c1", new)])
        let assessed = try #require(try ledger.entry(new.digest))
        #expect(
            assessed.entry
                == StoredEntry(
                    number: 1, digest: new.digest, patient: "p1", recordedAt: 900,
                    offsetMinutes: -90, format: "pain-diary/1", bytes: new.bytes,
                    replaces: Sample.digest(2), withdraws: nil, receivedAt: 1_000,
                    seal: assessed.entry.seal))
        #expect(
            assessed.assessment
                == StoredAssessment(
                    number: 1, entry: 1, tableSet: Sample.tableSet, policy: Sample.policy,
                    engine: "1.0.0",
                    outcome: .computed, json: Array("{}".utf8), omedd: "285/2", severity: nil,
                    madeAt: 1_001, seal: assessed.assessment.seal))
        #expect(assessed.entry.seal != nil && assessed.assessment.seal != nil)
        let place = EntryPlace(number: 1, digest: new.digest)
        #expect(try ledger.history(patient: "p1", from: 900, to: 900) == [place])
        let content = try ledger.content(of: place)
        #expect(content.bytes == new.bytes && content.format == new.format)
        #expect(throws: LedgerError.unknownEntry(2)) {
            try ledger.content(of: EntryPlace(number: 2, digest: new.digest))
        }
        #expect(try ledger.entry(Sample.digest(2)) == nil)
    }

    @Test("What corrects an entry belongs to its window, whoever's it is and whenever recorded")
    func corrections() throws {
        let ledger = try LedgerFile().open()
        let digests = (0...8).map { Sample.digest(UInt8($0)) }
        let entries:
            [(number: Int, patient: String, recordedAt: Int64, replaces: Int?, withdraws: Int?)] = [
                (1, "p1", 100, nil, nil), (2, "p1", 5_000, 1, nil), (3, "p1", 9_000, 2, nil),
                (4, "p1", 7_000, 6, nil), (5, "p2", 6_000, 1, nil), (7, "p3", 6_500, nil, 5),
                (8, "p3", 6_600, nil, nil),
            ]
        try ledger.commit(
            entries.map { entry in
                Sample.arrival(
                    "c\(entry.number)",
                    Sample.entry(
                        digests[entry.number], patient: entry.patient, recordedAt: entry.recordedAt,
                        replaces: entry.replaces.map { digests[$0] },
                        withdraws: entry.withdraws.map { digests[$0] }))
            })
        func numbers(_ places: [EntryPlace]) -> [Int?] {
            places.map { digests.firstIndex(of: $0.digest) }
        }
        #expect(
            numbers(try ledger.history(patient: "p1", from: 0, to: 200)) == [1, 2, 5, 7, 3])
        #expect(
            numbers(try ledger.history(patient: "p1", from: 5_000, to: 9_000)) == [2, 4, 3])
        #expect(numbers(try ledger.history(patient: "p3", from: 0, to: 9_000)) == [7, 8])
        // Entry 6 has not come.
        #expect(numbers(try ledger.corrections(of: digests[6])) == [4])
        #expect(numbers(try ledger.corrections(of: digests[1])) == [2, 5, 7, 3])
        #expect(numbers(try ledger.corrections(of: digests[5])) == [7])
        #expect(try ledger.corrections(of: digests[3]) == [])
        #expect(try ledger.place(of: digests[6]) == nil)
        #expect(try ledger.place(of: digests[7])?.number == 6)
        #expect(try ledger.entry(digests[7])?.entry.withdraws == digests[5])
        #expect(throws: LedgerError.historyTooLong(limit: 4)) {
            try ledger.history(patient: "p1", from: 0, to: 200, limit: 4)
        }
    }

    @Test("No entry both replaces and withdraws")
    func both() throws {
        let ledger = try LedgerFile().open()
        let entry = Sample.entry(
            Sample.digest(1), replaces: Sample.digest(2), withdraws: Sample.digest(3))
        #expect(throws: LedgerError.self) { try ledger.commit([Sample.arrival("c1", entry)]) }
        #expect(try ledger.counts().entries == 0)
    }

    @Test("Every entry is handed over once, and the ledger may be used meanwhile")
    func everyEntry() throws {
        let ledger = try LedgerFile().open()
        let arrivals = (0..<300).map { index in
            Sample.arrival(
                "c\(index)",
                Sample.entry(Sample.digest(UInt8(index / 256), UInt8(index % 256))))
        }
        try ledger.commit(arrivals)
        var numbers: [Int64] = []
        var counted: [Int64] = []
        try ledger.forEachEntry { assessed in
            numbers.append(assessed.entry.number)
            if assessed.entry.number == 150 { counted.append(try ledger.counts().entries) }
        }
        #expect(counted == [300])
        #expect(numbers == Array(1...300))
        var rest = 0
        try ledger.forEachEntry(after: 290) { _ in rest += 1 }
        #expect(rest == 10)
    }
}
