import PainDosing
import ShippedEngine
import Testing

@Suite("A dose that nobody gives is asked about")
struct PlausibilityTests {
    private static func outcome(
        _ regimen: String, confirmed: Set<String> = []
    ) throws -> Outcome<OMEDDAnswer> {
        try Shipped.engine(DosingPolicy(order: LimitSituation.order)).omedd(
            of: Shipped.regimen(regimen), facts: PatientFacts(confirmed: confirmed))
    }

    @Test(
        "The slip that makes it is named, and no dose of another drug",
        arguments: [
            ("morphine MR 30 g bd", "implausible-morphine-oral", "30 mg"),
            ("morphine MR 3000 mg bd", "implausible-morphine-oral", "300 mg"),
            (
                "morphine SC infusion 2400 mg/24h", "implausible-morphine-parenteral",
                "100 mg in 24 hours"
            ),
            ("oxycodone MR 20 g bd", "implausible-oxycodone-oral", "20 mg"),
            (
                "fentanyl sublingual-tablet 400 mg prn x1", "implausible-fentanyl-transmucosal",
                "0.4 mg"
            ),
            ("alfentanil SC infusion 240 mg/24h", "implausible-alfentanil", "10 mg in 24 hours"),
        ])
    func slip(regimen: String, code: String, meant: String) throws {
        let outcome = try Self.outcome(regimen)
        let query = try #require(outcome.refusalAlerts.first { $0.severity == .query })
        #expect(query.code == code)
        #expect(query.question?.hasPrefix("Was \(meant) ") == true, "\(query.question ?? "-")")
        #expect(!query.message.contains("mg") && query.action?.contains("mg") != true)
        let confirmed = try #require(try Self.outcome(regimen, confirmed: [code]).value)
        #expect(confirmed.alerts.contains { $0.code == code && $0.severity == .caution })
    }

    @Test(
        "What is reported or labelled passes",
        arguments: [
            "morphine MR 1000 mg bd", "oxycodone MR 600 mg bd",
            "hydromorphone IV infusion 240 mg/24h",
            "fentanyl patch 400 mcg/h; fentanyl patch 400 mcg/h; fentanyl patch 200 mcg/h",
            "buprenorphine patch 140 mcg/h", "tramadol IR 100 mg qds",
            "tapentadol IR 100 mg 4-hourly", "codeine IR 60 mg qds",
        ])
    func passes(regimen: String) throws {
        let outcome = try Self.outcome(regimen)
        #expect(!outcome.refusalAlerts.contains { $0.severity == .query })
        #expect(outcome.value != nil)
    }
}
