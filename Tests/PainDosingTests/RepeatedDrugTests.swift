import PainDosing
import ShippedEngine
import Testing

@Suite("One drug written twice")
struct RepeatedDrugTests {
    private func alerts(_ regimen: String) throws -> [Alert] {
        let outcome = try Shipped.engine().omedd(of: Shipped.regimen(regimen))
        let answer = try #require(outcome.value, "\(regimen)")
        return answer.alerts.filter { $0.code == "same-drug-twice" }
    }

    @Test(
        "The same drug, form and dose twice is a caution, and the number stands",
        arguments: [
            (
                "MST 30 mg bd; Zomorph 30 mg bd",
                "30 mg of morphine oral modified-release stands in the regimen twice, and all of it "
                    + "is counted."
            ),
            (
                "morphine MR 30 mg bd; morphine MR 30 mg every 12 h; morphine MR 30 mg bd",
                "30 mg of morphine oral modified-release stands in the regimen 3 times, and all of "
                    + "it is counted."
            ),
            (
                "OxyContin 20 mg bd; oxycodone MR 20 mg od",
                "20 mg of oxycodone oral modified-release stands in the regimen twice, and all of it "
                    + "is counted."
            ),
            (
                "fentanyl patch 25 mcg/h; morphine IR 10 mg prn x2; fentanyl patch 25 mcg/h",
                "25 micrograms/hour of fentanyl transdermal patch stands in the regimen twice, and "
                    + "all of it is counted."
            ),
            (
                "codeine IR 30 mg qds; co-codamol 30/500 1 tablet qds",
                "30 mg of codeine oral immediate-release stands in the regimen twice, and all of it "
                    + "is counted."
            ),
            (
                "morphine SC infusion 20 mg/24h; morphine SC infusion 20 mg/24h",
                "20 mg/24 h of morphine subcutaneous infusion stands in the regimen twice, and all "
                    + "of it is counted."
            ),
        ])
    func twice(_ regimen: String, _ message: String) throws {
        let found = try alerts(regimen)
        #expect(found.map(\.message) == [message], "\(regimen)")
        #expect(found.allSatisfy { $0.severity == .caution && $0.action != nil }, "\(regimen)")
    }

    @Test(
        "Another form, dose, route or drug is not asked about",
        arguments: [
            "morphine MR 30 mg bd; morphine IR 30 mg qds", "MST 30 mg bd; Zomorph 60 mg bd",
            "morphine MR 30 mg bd; oxycodone MR 30 mg bd",
            "fentanyl patch 25 mcg/h; fentanyl patch 50 mcg/h",
            "fentanyl patch 25 mcg/h; buprenorphine patch 35 mcg/h",
            "morphine IR 10 mg qds; morphine IR 10 mg prn x2",
            "morphine IR 10 mg prn x2; morphine IR 10 mg prn x3", "morphine MR 30 mg bd",
        ])
    func once(_ regimen: String) throws {
        #expect(try alerts(regimen).isEmpty, "\(regimen)")
    }
}
