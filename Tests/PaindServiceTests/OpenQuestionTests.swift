import DoseLedger
import DoseReport
import Foundation
import PainDiary
import StrictJSON
import SystemPackage
import SystemdClient
import Testing

@testable import PainDosing
@testable import PaindService

/// A regimen with a dose that nobody gives, so that the answer is a question.
struct AskedRegimen: Sendable, CustomTestStringConvertible {
    let lines: [String]
    let codes: [String]
    var testDescription: String { lines.joined(separator: "; ") }

    static let all = [
        AskedRegimen(lines: ["morphine MR 30000 mg bd"], codes: ["implausible-morphine-oral"]),
        AskedRegimen(
            lines: ["morphine MR 30 mg bd", "oxycodone MR 800 mg bd"],
            codes: ["implausible-oxycodone-oral"]),
        AskedRegimen(
            lines: ["morphine CSCI 1001 mg/24h"], codes: ["implausible-morphine-parenteral"]),
        AskedRegimen(
            lines: Array(repeating: "fentanyl patch 400 mcg/h", count: 3),
            codes: ["implausible-fentanyl-patch"]),
        AskedRegimen(
            lines: ["morphine MR 60 mg bd", "fentanyl sublingual-tablet 100 mg prn x1"],
            codes: ["implausible-fentanyl-transmucosal"]),
        AskedRegimen(
            lines: ["hydromorphone MR 240 mg bd", "tapentadol MR 700 mg bd"],
            codes: ["implausible-hydromorphone-oral", "implausible-tapentadol"]),
    ]

    /// The diary that holds it.
    var diary: String { SpoolLoopTests.diary("P-001", lines.joined(separator: "\",\"")) }
}

@Suite("An open question, from the dropped file to every output")
struct OpenQuestionTests {
    /// What the service and the program say of one diary.
    private struct Outputs {
        let refusal: Refusal
        /// By its name, each as plain text.
        let texts: [(name: String, text: String)]
        let json: Any
        let records: [JournalRecord]
        let folder: ServiceFolder

        init(_ asked: AskedRegimen) throws {
            folder = try ServiceFolder()
            var configuration = folder.configuration
            configuration.pageSeconds = 1
            configuration.metrics = MetricsSettings(
                file: FilePath(folder.url("paind.prom").path()), seconds: 1)
            let (settings, folder) = (configuration, folder)
            try folder.drop(asked.diary, as: "a.json")
            try folder.run(settings, reload: { () throws(ServiceFailure) in settings }) { _ in
                WardPagesTests.isShown(folder, "P-001")
            }
            records = folder.records.all
            let setup = try DosingSetup(settings)
            let bytes = Array(asked.diary.utf8)
            let recorded = RecordedEntry(
                id: ContentDigest(of: bytes), entry: try setup.diary.decode(bytes))
            let diary = try EntryReader(setup: setup).setup.assessed(
                recorded, in: DiaryCourse([recorded]))
            guard case .stopped(let refusal) = diary.outcome else { throw NotAsked() }
            self.refusal = refusal
            let assessed = try #require(folder.records.of(.assessed).first)
            let report = "state/reports/" + (try #require(assessed.values(.report).first))
            let status = try ServiceStatus(
                of: settings, last: 5, clock: ServiceClock { ServiceFolder.now })
            let page = try #require(WardPagesTests.pages(in: folder).first)
            let json = try folder.text(
                report.replacing(/\.txt$/, with: ".json"))
            self.json = try JSONSerialization.jsonObject(with: Data(json.utf8))
            texts = [
                ("text", try folder.text(report.replacing(/\.json$/, with: ".txt"))),
                ("JSON", json),
                (
                    "FHIR",
                    FHIRReport.assessment(
                        diary.outcome, diary.header,
                        text: TextReport(tables: setup.engine.tables, showsTrace: true)
                            .assessment(diary.outcome, diary.header)
                    ).text(.pretty)
                ),
                ("journal", assessed.message),
                ("journal, alerts", folder.records.alerts.map(\.message).joined(separator: "\n")),
                ("metrics", try folder.text("paind.prom")),
                ("ward", Self.words(try folder.text(WardPagesTests.overview))),
                ("page", Self.words(try folder.text("state/reports/courses/\(page)"))),
                ("status", status.text), ("status JSON", status.json.text(.pretty)),
            ]
        }

        private struct NotAsked: Error {}

        /// What a page says above its sources, without its elements.
        private static func words(_ page: String) -> String {
            let body = page[(page.firstRange(of: "</style>")?.upperBound ?? page.startIndex)...]
            return body.replacing(/<[^>]*>/, with: "\n").replacing("\u{A0}", with: " ")
                .replacing("&#39;", with: "'").replacing("&quot;", with: "\"")
                .replacing("&amp;", with: "&").components(separatedBy: "\nSources\n")[0]
        }

        func text(_ name: String) throws -> String {
            try #require(texts.first { $0.name == name }?.text)
        }
    }

    /// Every key of a document, at any depth.
    private static func keys(_ value: Any) -> Set<String> {
        switch value {
        case let object as [String: Any]:
            Set(object.keys).union(object.values.flatMap { keys($0) })
        case let array as [Any]: Set(array.flatMap { keys($0) })
        default: []
        }
    }

    /// What the answer would propose, were the question confirmed.
    private static func proposals(_ refusal: Refusal) throws -> [String] {
        let engine = try DosingSetup(ServiceFolder().configuration).engine
        let facts = PatientFacts(confirmed: Set(refusal.alerts.map(\.code)))
        let pain = PainPicture(
            background: PainScore(2), goal: nil, peak: PainScore(8), episodes: 1)
        guard case .computed(let answer) = try engine.omedd(of: refusal.regimen, facts: facts)
        else { return [] }
        var doses = ([answer.omedd, answer.low, answer.high] + answer.components.map(\.omedd))
            .map { DoseWords.omedd($0) }
        if case .computed(let breakthrough) = try engine.breakthrough(
            for: refusal.regimen, pain: pain, facts: facts)
        {
            doses += breakthrough.shortDoses
        }
        return doses
    }

    @Test("Unconfirmed it lets no number through, in any output", arguments: AskedRegimen.all)
    func noNumber(_ asked: AskedRegimen) throws {
        let outputs = try Outputs(asked)
        #expect(outputs.refusal.isQuestion)
        #expect(outputs.refusal.alerts.map(\.code) == asked.codes)
        let proposals = try Self.proposals(outputs.refusal)
        #expect(!proposals.isEmpty, "without a proposal that is held back this would say nothing")
        for (name, text) in outputs.texts {
            // What is taken and what may have been meant are no proposals.
            let answered = outputs.refusal.alerts.compactMap(\.question).reduce(text) {
                $0.replacing($1, with: "(asked)")
            }
            let rest = outputs.refusal.regimen.reduce(answered) {
                $0.replacing(FormWords.item($1), with: "(taken)")
            }
            #expect(
                rest.firstMatch(of: /[0-9]\s?(mg|mcg|micrograms?|mL)\b/) == nil, "\(name): \(rest)")
            for proposal in proposals { #expect(!rest.contains(proposal), "\(name): \(proposal)") }
        }
        let figures: Set = [
            "omedd", "mgPerDay", "components", "breakthrough", "titration", "trace", "options",
            "immediateRelease", "change", "proposal",
        ]
        #expect(Self.keys(outputs.json).isDisjoint(with: figures))
        for record in outputs.records {
            for field: ServiceField in [.omedd, .omeddLow, .omeddHigh, .breakthrough] {
                #expect(record.values(field).isEmpty, "\(field): \(record.message)")
            }
        }
        let (summary, differences, _) = try LedgerReplayTests.replay(outputs.folder)
        #expect(summary.equal == 1 && differences.isEmpty && summary.impossible.isEmpty)
    }

    @Test(
        "Whoever reads of it reads what was written, what is asked and what settles it",
        arguments: AskedRegimen.all)
    func told(_ asked: AskedRegimen) throws {
        let outputs = try Outputs(asked)
        let settled =
            "Settled by a correction (replaces), or by an entry that confirms it: confirms: ["
            + asked.codes.map { "{code: \($0), by: …, reason: …}" }.joined(separator: ", ") + "]."
        let first = try #require(outputs.refusal.alerts.first)
        for name in ["text", "FHIR", "journal", "ward", "page"] {
            let text = try outputs.text(name)
            #expect(text.contains("REVIEW NOW"), "\(name): \(text)")
            #expect(!text.contains("STOP") && !text.contains("safety stop"), "\(name): \(text)")
            #expect(text.contains(settled), "\(name): \(text)")
            #expect(text.contains(first.message), "\(name): \(text)")
            #expect(first.question.map { text.contains($0) } != false, "\(name): \(text)")
            for item in outputs.refusal.regimen {
                #expect(text.contains(FormWords.item(item)), "\(name): \(text)")
            }
        }
        for (name, line) in [
            ("JSON", "\"decision\": \"review-now\""),
            ("metrics", "paind_ledger_queries 1\n"), ("metrics", "paind_ledger_stops 0\n"),
            ("metrics", "paind_ledger_cautions 0\n"),
            ("metrics", "paind_alerts_total{severity=\"query\"} \(asked.codes.count)\n"),
            ("status", "now with a safety stop 0, with an open question 1, with a caution 0\n"),
            ("status", "REVIEW NOW, a question is open and no dose is given\n"),
            ("status JSON", "\"queries\": 1"), ("status JSON", "\"severity\": \"query\""),
            ("page", "\nQUERY\n"), ("ward", "\nQuestion open: 1\n"),
        ] {
            let text = try outputs.text(name)
            #expect(text.contains(line), "\(name): \(line)\n\(text)")
        }
        for alert in outputs.refusal.alerts {
            let told = try outputs.text("journal, alerts")
            #expect(
                told.contains(
                    [alert.message, alert.question, alert.action].compactMap(\.self)
                        .joined(separator: " ")), "\(told)")
        }
        for record in outputs.records
        where [ServiceEvent.assessed.rawValue, ServiceEvent.alert].contains(
            record.values(.event).first)
        {
            #expect(record.priority == .error, "\(record.message)")
        }
        let assessed = outputs.records.filter {
            $0.messageID == ServiceEvent.assessed.messageID
        }
        #expect(assessed.map { $0.values(.decision) } == [["review-now"]])
    }

    @Test("Confirmed, it is a caution that says so in the journal, on the page and in the JSON")
    func confirmed() throws {
        let setup = try DosingSetup(ServiceFolder().configuration)
        let bytes = Array(AskedRegimen.all[0].diary.utf8)
        let entry = try setup.diary.decode(bytes)
        let header = AssessmentHeader(
            entry: ContentDigest(of: bytes), patient: entry.patient, recordedAt: "2026-03-02")
        let answer = try setup.engine.omedd(
            of: try #require(entry.regimen),
            facts: PatientFacts(confirmed: ["implausible-morphine-oral"]))
        guard case .computed(let medication) = answer else {
            Issue.record("\(answer)")
            return
        }
        let outcome = Outcome.computed(
            Assessment(
                medication: medication, breakthrough: nil, titration: nil,
                alerts: medication.alerts, unchecked: []))
        let confirmed =
            "Confirmed as meant: That is more morphine by mouth than in any known report."
        let diary = AssessedDiary(
            header: header, entry: entry, outcome: outcome,
            json: JSONReport.assessment(outcome, header).encoded(.pretty))
        let answers = AnswerRecord(patient: .none, announced: setup.announcedCodes)
        let records = answers.assessed(diary, file: "a.json", report: "r")
        let own = try #require(
            records.first { $0.values(.alert) == ["implausible-morphine-oral"] })
        #expect(own.message.contains(confirmed) && own.priority == .warning)
        #expect(records.allSatisfy { $0.priority == .warning })
        #expect(records.first?.values(.omedd) == ["60000"])
        let page = HTMLReport(tables: setup.engine.tables).course(
            [CourseEntry(header: header, entry: entry, outcome: outcome)])
        #expect(page.contains(confirmed) && !page.contains("QUERY"))
        let json = String(decoding: diary.json, as: UTF8.self)
        #expect(json.contains(confirmed) && !json.contains("\"query\""))
        #expect(!json.contains("\"decision\""))
    }
}
