import DoseReport
import PainDosing
import Quantities
import ShippedEngine
import StrictJSON
import Testing

@Suite("Assessments as FHIR bundles")
struct FHIRReportTests {
    private func resources(of scenario: Scenario) throws -> (
        Outcome<Assessment>, JSONValue, [JSONValue]
    ) {
        let (header, outcome) = try scenario.outcome()
        let report = TextReport(tables: try Shipped.tables, showsTrace: false)
        let bundle = FHIRReport.assessment(
            outcome, header, text: report.assessment(outcome, header))
        return (outcome, bundle, bundle["entry"]?.elements.compactMap { $0["resource"] } ?? [])
    }

    private func count(_ type: String, _ resources: [JSONValue]) -> Int {
        resources.count { $0["resourceType"]?.text == type }
    }

    @Test(
        "Each alert is a DetectedIssue, and the decision one GuidanceResponse",
        arguments: Scenario.all)
    func alerts(_ scenario: Scenario) throws {
        let (outcome, _, resources) = try resources(of: scenario)
        let alerts =
            switch outcome {
            case .computed(let assessment): assessment.alerts
            case .stopped(let refusal): refusal.alerts
            }
        #expect(count("DetectedIssue", resources) == alerts.count)
        let severities = resources.compactMap { $0["severity"]?.text }
        // The value set detectedissue-severity of FHIR R4.
        let words: [AlertSeverity: String] = [
            .stop: "high", .query: "high", .caution: "moderate", .info: "low",
        ]
        #expect(severities == alerts.compactMap { words[$0.severity] })
        #expect(count("GuidanceResponse", resources) == 1)
        #expect(count("Patient", resources) == 1)
    }

    @Test("What to do with what is on board stands with the gravest issue", arguments: Scenario.all)
    func onBoard(_ scenario: Scenario) throws {
        let (outcome, _, resources) = try resources(of: scenario)
        guard case .stopped(let refusal) = outcome else { return }
        let issues = resources.filter { $0["resourceType"]?.text == "DetectedIssue" }
        let actions = issues.map { issue in
            issue["mitigation"]?.elements.compactMap { $0["action"]?["text"]?.text } ?? []
        }
        for advice in refusal.onBoard {
            #expect(actions[0].contains { $0.hasSuffix(advice.text) })
        }
        #expect(
            actions[0].count == refusal.onBoard.count + (refusal.alerts[0].action == nil ? 0 : 1))
        #expect(actions.dropFirst().allSatisfy { $0.count < 2 })
    }

    @Test(
        "The OMEDD is an Observation in mg a day; after a stop there is no dose",
        arguments: Scenario.all)
    func omedd(_ scenario: Scenario) throws {
        let (outcome, bundle, resources) = try resources(of: scenario)
        let observation = resources.first { $0["resourceType"]?.text == "Observation" }
        switch outcome {
        case .computed(let assessment):
            let value = observation?["valueQuantity"]?["value"]?.content
            let expected = assessment.medication.flatMap {
                JSONNumber($0.omedd.milligramsPerDay.decimal().text)
            }
            #expect(value == expected.map { .number($0) })
        case .stopped:
            #expect(observation == nil)
            let text = outcome.withoutWhatIsTaken(bundle.text(.pretty))
            #expect(text.firstMatch(of: /[0-9]\s?(mg|mcg|micrograms?|mL)\b/) == nil, "\(text)")
        }
    }
}
