import DiarySpool
import DoseLedger
import DoseReport
import DosingTables
import Foundation
import PainDiary
import PainDosing
import Quantities
import SystemPackage
import TestSupport
import Testing

@testable import PaindService

@Suite("A batch in the courses of its patients")
struct BatchAssessorTests {
    /// How entries are answered in a run.
    enum Answers: CaseIterable {
        /// By the engine.
        case engine
        /// By the history itself.
        case history
    }

    /// A ledger of its own, filled batch by batch as the loop does it.
    final class Run {
        let folder: ServiceFolder
        let ledger: Ledger
        let reader: EntryReader
        private let answers: Answers
        /// An outcome without a figure, for answers that are not the engine's.
        private let noRegimen: Outcome<Assessment>
        private var claims = 0
        /// The tables are read once for all runs.
        private static let setup = Result {
            try DosingSetup(files: .embedded, policy: DosingPolicy())
        }

        init(_ answers: Answers = .history) throws {
            self.answers = answers
            folder = try ServiceFolder()
            let setup = try Run.setup.get()
            reader = EntryReader(setup: setup)
            let bare = BatchAssessorTests.file("2026-01-01T00:00:00Z")
            noRegimen = try setup.engine.assessment(
                of: RecordedEntry(id: ContentDigest(of: bare), entry: try setup.diary.decode(bare)),
                in: .empty)
            ledger = try Ledger.open(path: folder.configuration.ledger.string)
            try ledger.registerTableSet(setup.tableSet, archive: setup.archive)
            try ledger.registerPolicy(setup.policy, text: setup.policyText)
        }

        var answer: BatchAssessor.Answer {
            let (answers, setup, noRegimen) = (answers, reader.setup, noRegimen)
            return { recorded, course throws(QuantityError) in
                switch answers {
                case .engine: try setup.assessed(recorded, in: course)
                case .history: Run.outlook(recorded, course, noRegimen)
                }
            }
        }

        /// An answer that shows what the entry was seen with: its history, and what replaces it.
        private static func outlook(
            _ recorded: RecordedEntry, _ course: DiaryCourse, _ outcome: Outcome<Assessment>
        ) -> AssessedDiary {
            let header = AssessmentHeader(recorded, in: course, recordedAt: "")
            let history = course.history(of: recorded).map { "\($0.id.short)" }
            let text =
                history.joined(separator: " ")
                + " \(words(header.standing))"
            return AssessedDiary(
                header: header, entry: recorded.entry, outcome: outcome, json: Array(text.utf8))
        }

        private static func words(_ standing: EntryStanding) -> String {
            switch standing {
            case .counts: "replaced by none"
            case .replaced(let other): "replaced by \(other.short)"
            case .withdrawn(let other): "withdrawn by \(other.short)"
            case .setAside(let other): "set aside for \(other.short)"
            case .withdrawal(let other): "withdraws \(other.short)"
            }
        }

        func recorded(_ bytes: [UInt8]) throws -> RecordedEntry {
            RecordedEntry(
                id: ContentDigest(of: bytes), entry: try reader.setup.diary.decode(bytes))
        }

        /// Takes one batch.
        ///
        /// - Returns: how many stored entries were assessed anew.
        @discardableResult
        func take(_ files: [[UInt8]]) throws -> Int {
            let batch = try BatchAssessor(reader, ledger, answer: answer)
                .batch(files.map { try recorded($0) })
            let arrivals = files.map { bytes in
                claims += 1
                guard case .assessed(let diary) = batch.answers[ContentDigest(of: bytes)] else {
                    return NewArrival(
                        fileName: [0x61], identity: "\(claims)", receivedAt: 1,
                        finding: .rejection(code: "c", reason: "r", digest: nil))
                }
                return NewArrival(
                    fileName: [0x61], identity: "\(claims)", receivedAt: 1,
                    finding: .entry(diary.newEntry(bytes: bytes, setup: reader.setup, at: 1)))
            }
            try ledger.commit(
                arrivals, reassessing: batch.reassessments(setup: reader.setup, at: 1))
            return batch.reassessed.count
        }

        /// The valid assessment of each file's entry.
        func state(_ files: [[UInt8]]) throws -> [String] {
            try files.map { bytes in
                let assessed = try #require(try ledger.entry(ContentDigest(of: bytes)))
                return String(decoding: assessed.assessment.json, as: UTF8.self)
            }
        }
    }

    @Test(
        "Without rival corrections the final state depends neither on the order of arrival nor on the batches",
        arguments: Answers.allCases)
    func arrivalOrder(_ answers: Answers) throws {
        var random = PropertyRun.generator("the order of arrival does not matter (\(answers))")
        var anew = 0
        for _ in 0..<PropertyRun.cases(short: answers == .engine ? 2 : 8) {
            let course = GeneratedCourse(count: 14, hasRivals: false, using: &random)
            let whole = try Run(answers)
            let all = DiaryCourse(try course.files.map { try whole.recorded($0) })
            let expected = try course.files.map { bytes in
                String(
                    decoding: try whole.answer(try whole.recorded(bytes), all).json, as: UTF8.self)
            }
            #expect(try whole.take(course.files) == 0)
            #expect(try whole.state(course.files) == expected)
            for _ in 0..<3 {
                let run = try Run(answers)
                var left = course.files.shuffled(using: &random)[...]
                while !left.isEmpty {
                    let size = min(Int.random(in: 1...5, using: &random), left.count)
                    anew += try run.take(Array(left.prefix(size)))
                    left = left.dropFirst(size)
                }
                #expect(try run.state(course.files) == expected)
                #expect(try run.ledger.integrityCheck() == [])
            }
        }
        // Without any new assessment the property would say nothing.
        #expect(anew > 0)
    }

    @Test("Shifting all times of all entries equally changes no answer of the engine")
    func shifted() throws {
        var random = PropertyRun.generator("shifting all times changes no answer")
        let run = try Run(.engine)
        /// The answers as text, with every moment in them moved back.
        func answers(_ course: GeneratedCourse, _ shift: Int64) throws -> [String] {
            let entries = try course.files(shiftedBy: shift).map { file in
                RecordedEntry(id: file.id, entry: try run.reader.setup.diary.decode(file.bytes))
            }
            let course = DiaryCourse(entries)
            return try entries.map { recorded in
                let json = try run.reader.setup.assessed(recorded, in: course).json
                return try Self.moved(String(decoding: json, as: UTF8.self), by: -shift)
            }
        }
        for _ in 0..<PropertyRun.cases(short: 5) {
            let course = GeneratedCourse(count: 12, using: &random)
            let shift = Int64.random(in: -1_000_000_000...1_000_000_000, using: &random)
            #expect(try answers(course, shift) == answers(course, 0))
        }
    }

    /// A text with all RFC 3339 moments so many seconds later.
    private static func moved(_ text: String, by seconds: Int64) throws -> String {
        let moment = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)/
        #expect(text.contains(moment))
        return try text.replacing(moment) { match in
            let found = try Timestamp.parse(String(match.output.0))
            let instant = Instant(secondsSince1970: found.instant.secondsSince1970 + seconds)
            return Timestamp.text(
                try #require(LocalInstant(instant, offsetMinutes: found.offsetMinutes)))
        }
    }

    static func file(
        _ moment: String, patient: String = "P-1", replaces: [UInt8]? = nil,
        withdraws: [UInt8]? = nil, pain: Int? = nil
    ) -> [UInt8] {
        let replaced =
            (replaces.map { ",\"replaces\":\"\(ContentDigest(of: $0))\"" } ?? "")
            + (withdraws.map { ",\"withdraws\":\"\(ContentDigest(of: $0))\"" } ?? "")
            + (pain.map { ",\"pain\":{\"background\":\($0)}" } ?? "")
        return Array(
            "{\"schema\":\"pain-diary/1\",\"patient\":\"\(patient)\",\"recordedAt\":\"\(moment)\"\(replaced)}"
                .utf8)
    }

    @Test("Entries in order change nothing; a late one changes those of the week after it only")
    func late() throws {
        let run = try Run()
        let days = (1...20).map {
            Self.file("2026-02-\($0 < 10 ? "0" : "")\($0)T08:00:00Z")
        }
        for day in days where day != days[4] { #expect(try run.take([day]) == 0) }
        // The 6th to the 11th; on the 12th exactly a week has passed.
        #expect(try run.take([days[4]]) == 6)
        #expect(try run.ledger.counts().assessments == 26)
        #expect(try run.take([days[4]]) == 0)
    }

    @Test(
        "A correction changes what it replaces and what looked back on that, however late it comes")
    func correction() throws {
        let run = try Run()
        let first = Self.file("2026-02-01T08:00:00Z")
        let files = [first] + (2...9).map { Self.file("2026-02-0\($0)T08:00:00Z") }
        try run.take(files)
        // Recorded three weeks later: it enters no history, but the first leaves six.
        let correction = Self.file("2026-02-22T08:00:00Z", replaces: first)
        #expect(try run.take([correction]) == 7)
        #expect(
            try run.state([first])[0].hasSuffix(
                "replaced by \(ContentDigest(of: correction).short)"))
        // The correction is corrected: its own answer says so, and that of the first names the last.
        let second = Self.file("2026-02-22T09:00:00Z", replaces: correction)
        #expect(try run.take([second]) == 2)
        let last = ContentDigest(of: second).short
        #expect(try run.state([first])[0].hasSuffix("replaced by \(last)"))
    }

    @Test("A correction that came before its entry counts at once")
    func correctionFirst() throws {
        let run = try Run()
        let first = Self.file("2026-02-01T08:00:00Z")
        let later = Self.file("2026-02-01T12:00:00Z")
        let correction = Self.file("2026-02-22T08:00:00Z", replaces: first)
        try run.take([correction])
        try run.take([later])
        #expect(try run.take([first]) == 0)
        #expect(
            try run.state([first, later]) == [
                " replaced by \(ContentDigest(of: correction).short)", " replaced by none",
            ])
    }

    @Test("An entry of another patient does not count")
    func otherPatient() throws {
        let run = try Run()
        try run.take([Self.file("2026-02-01T08:00:00Z"), Self.file("2026-02-01T12:00:00Z")])
        #expect(try run.take([Self.file("2026-02-01T09:00:00Z", patient: "P-2")]) == 0)
    }

    /// In which batches the wrong entry, a later one of either patient and the move come.
    @Test(
        "An entry moved to the right patient leaves the wrong one's course and enters the right one's",
        arguments: [
            [0, 1, 2, 3], [0, 0, 0, 0], [3, 2, 1, 0], [0, 0, 0, 1], [1, 1, 1, 0], [0, 1, 0, 1],
        ])
    func moved(_ batches: [Int]) throws {
        let run = try Run()
        let wrong = Self.file("2026-02-01T08:00:00Z", pain: 3)
        let right = Self.file("2026-02-01T08:00:00Z", patient: "P-2", replaces: wrong, pain: 3)
        let files = [
            wrong, Self.file("2026-02-01T12:00:00Z"),
            Self.file("2026-02-01T12:00:00Z", patient: "P-2"), right,
        ]
        for batch in 0...3 {
            let some = zip(files, batches).filter { $1 == batch }.map(\.0)
            if !some.isEmpty { try run.take(some) }
        }
        let (id, moved) = (ContentDigest(of: wrong).short, ContentDigest(of: right).short)
        #expect(
            try run.state(files) == [
                " replaced by \(moved)", " replaced by none", "\(moved) replaced by none",
                " replaced by none",
            ], "\(id) moved as \(moved)")
        #expect(try run.ledger.integrityCheck() == [])
    }

    @Test("An entry withdrawn in another patient's name leaves the course, and comes back with it")
    func withdrawn() throws {
        let run = try Run()
        let wrong = Self.file("2026-02-01T08:00:00Z", pain: 3)
        let later = Self.file("2026-02-01T12:00:00Z")
        let withdrawal = Self.file("2026-02-20T08:00:00Z", patient: "P-2", withdraws: wrong)
        try run.take([wrong, later])
        #expect(try run.take([withdrawal]) == 2)
        let short = ContentDigest(of: withdrawal).short
        #expect(
            try run.state([wrong, later]) == [" withdrawn by \(short)", " replaced by none"])
        let undo = Self.file("2026-02-21T08:00:00Z", patient: "P-2", withdraws: withdrawal)
        #expect(try run.take([undo]) == 3)
        #expect(
            try run.state([wrong, later, withdrawal]) == [
                " replaced by none", "\(ContentDigest(of: wrong).short) replaced by none",
                " withdrawn by \(ContentDigest(of: undo).short)",
            ])
        #expect(try run.take([undo]) == 0)
    }

    @Test("Of two corrections the one that came last is in force, whatever their digests")
    func rivals() throws {
        let first = Self.file("2026-02-01T08:00:00Z", pain: 3)
        let rivals = (4...5).map { Self.file("2026-02-01T08:00:00Z", replaces: first, pain: $0) }
        for order in [rivals, rivals.reversed()] {
            for sizes in [[1, 1, 1], [3], [1, 2], [2, 1]] {
                let run = try Run()
                var left = ([first] + order)[...]
                for size in sizes {
                    try run.take(Array(left.prefix(size)))
                    left = left.dropFirst(size)
                }
                let last = ContentDigest(of: order[1]).short
                #expect(
                    try run.state([first] + order) == [
                        " replaced by \(last)", " replaced by \(last)", " replaced by none",
                    ], "batches of \(sizes)")
            }
        }
    }

    @Test("An entry that can't be added up is refused alone")
    func refusedAlone() throws {
        let run = try Run()
        let files = (1...4).map { Self.file("2026-02-0\($0)T08:00:00Z") }
        let odd = ContentDigest(of: files[1])
        let answer = run.answer
        let batch = try BatchAssessor(
            run.reader, run.ledger,
            answer: { recorded, course throws(QuantityError) in
                if recorded.id == odd { throw .overflow }
                return try answer(recorded, course)
            }
        ).batch(files.map { try run.recorded($0) })
        for (index, file) in files.enumerated() {
            switch batch.answers[ContentDigest(of: file)] {
            case .assessed(let diary):
                #expect(index != 1)
                #expect(!String(decoding: diary.json, as: UTF8.self).contains(odd.short))
            case .rejected(let code, _):
                #expect(index == 1)
                #expect(code == "not-computable")
            case .growing, .entry, nil: Issue.record("every entry has an answer")
            }
        }
    }

    @Test("More than 5,000 entries within a week refuse the entry, and no other patient's")
    func tooLong() throws {
        let run = try Run()
        let assessment = NewAssessment(
            tableSet: run.reader.setup.tableSet, policy: run.reader.setup.policy, engine: "e",
            outcome: .computed, json: [1], omedd: nil, severity: nil, madeAt: 1)
        func fill(_ numbers: Range<Int>) throws {
            try run.ledger.commit(
                numbers.map { number in
                    let bytes = Array("not a diary \(number)".utf8)
                    return NewArrival(
                        fileName: [0x61], identity: "f\(number)", receivedAt: 1,
                        finding: .entry(
                            NewEntry(
                                digest: ContentDigest(of: bytes), patient: "P-1",
                                recordedAt: ServiceFolder.now - 600_000, offsetMinutes: 0,
                                format: "f", bytes: bytes, replaces: nil, assessment: assessment)))
                })
        }
        let entry = Self.file("2026-03-02T08:00:00Z")
        let other = Self.file("2026-03-02T08:00:00Z", patient: "P-2")
        func codes() throws -> [String] {
            let batch = try BatchAssessor(run.reader, run.ledger)
                .batch([try run.recorded(entry), try run.recorded(other)])
            return [entry, other].map { bytes in
                guard case .rejected(let code, _) = batch.answers[ContentDigest(of: bytes)] else {
                    return "assessed"
                }
                return code
            }
        }
        // 5,000 are read, and the first that is no diary is told.
        try fill(0..<5_000)
        #expect(try codes() == ["history-unreadable", "assessed"])
        try fill(5_000..<5_001)
        #expect(try codes() == ["history-too-long", "assessed"])
    }
}
