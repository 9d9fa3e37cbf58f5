import DoseReport
import PainDosing
import ShippedEngine
import StrictJSON
import Testing

@Suite("Diaries in, assessments out")
struct ScenarioTests {
    @Test("The last entry of the diary is assessed as expected", arguments: Scenario.all)
    func assessed(_ scenario: Scenario) throws {
        let (header, outcome) = try scenario.outcome()
        let found = JSONReport.assessment(outcome, header)
        for fault in found.lacks(scenario.expected) { Issue.record("\(fault)") }
        let codes = found["alerts"]?.elements.compactMap { $0["code"]?.text } ?? []
        for code in scenario.alerts { #expect(codes.contains(code), "\(codes)") }
        for code in scenario.absent { #expect(!codes.contains(code), "\(code)") }
    }

    @Test("The review of bone metastases is as expected", arguments: Scenario.all)
    func reviewed(_ scenario: Scenario) throws {
        let options = try scenario.outcome().outcome.value?.review?.options ?? [:]
        for (name, verdict) in scenario.verdicts {
            #expect(options[name]?.verdict.rawValue == verdict, "\(name)")
        }
        for (name, texts) in scenario.regimens {
            let shown = options[name]?.regimens.filter { $0.applies == true }
            #expect(shown?.map(\.regimen.text) == texts, "\(name)")
        }
        for (name, option) in options where option.verdict != .consider {
            #expect(option.regimens.isEmpty, "\(name) shows a regimen though it is not considered")
        }
    }

    @Test(
        "A stop leaves no figure of a dose in the output but those of what is taken",
        arguments: Scenario.all)
    func stopped(_ scenario: Scenario) throws {
        let (header, outcome) = try scenario.outcome()
        guard case .stopped = outcome else { return }
        let report = TextReport(tables: try Shipped.tables, showsTrace: true)
        let json = JSONReport.assessment(outcome, header).text(.pretty)
        for shown in [json, report.assessment(outcome, header)] {
            let text = outcome.withoutWhatIsTaken(shown)
            #expect(text.firstMatch(of: /[0-9]\s?(mg|mcg|micrograms?|mL)\b/) == nil, "\(text)")
        }
    }

    @Test("The source of every scenario stands in the source list", arguments: Scenario.all)
    func source(_ scenario: Scenario) throws {
        #expect(try Shipped.tables.sources[SourceID(scenario.source)] != nil)
    }

    @Test("The files of a diary may come in any order", arguments: Scenario.all)
    func order(_ scenario: Scenario) throws {
        let entries = try scenario.entries()
        let engine = try Shipped.engine(scenario.policy)
        for entry in entries {
            let forwards = try engine.assessment(of: entry, in: DiaryCourse(entries))
            let backwards = try engine.assessment(of: entry, in: DiaryCourse(entries.reversed()))
            #expect(forwards == backwards)
        }
    }
}
