import DoseReport
import PainDiary
import PainDosing
import ShippedEngine
import Testing

@Suite("The target of a rotation")
struct RotationTargetTests {
    private func target(
        _ text: String, replacing regimen: String = "MST 60 mg bd",
        in country: Country = .unitedKingdom
    ) throws -> RotationTo {
        try RegimenShorthand(tables: Shipped.tables).target(
            text, replacing: Shipped.regimen(regimen), in: country)
    }

    @Test(
        "A brand keeps its own product line and interval",
        arguments: [
            ("Jurnista", "hydromorphone-24h-jurnista-es hydromorphone-24h-jurnista", 24),
            ("MXL", "morphine-mr-24h-capsule-uk", 24),
            ("Transtec", "buprenorphine-patch-96h-uk", 96),
            ("BuTrans", "buprenorphine-patch-7d-uk", 168),
            ("MST Continus", "morphine-mr-12h-tablet-uk", 12),
            ("OxyContin", "oxycodone-mr-12h-tablet-uk", 12),
            ("OxyContin 12-hourly", "oxycodone-mr-12h-tablet-uk", 12),
            ("Zydol XL", "tramadol-mr-24h-tablet-uk", 24),
        ])
    func brand(_ text: String, _ lines: String, _ hours: Int) throws {
        let target = try target(text)
        #expect(target.lines == Set(lines.split(separator: " ").map { ProductLineID(String($0)) }))
        #expect(target.everyHours == hours)
        #expect(!target.assumedForm)
        let products = try Shipped.tables.products.filter { target.lines.contains($0.id) }
        #expect(products.count == target.lines.count)
        #expect(products.allSatisfy { $0.form == target.form && $0.intervalHours == hours })
    }

    @Test("Of a brand of several countries the lines of the own country are meant")
    func country() throws {
        #expect(
            try target("OxyContin", in: .unitedStates).lines
                == [ProductLineID("oxycodone-er-tablet-us")])
        #expect(
            try target("Palladone", in: .ireland).lines
                == [ProductLineID("hydromorphone-ir-capsule-ie")])
    }

    @Test(
        "An interval that was written is kept, and leads to the products that are made for it",
        arguments: [
            ("morphine MR once daily", 24, "morphine-mr-24h-capsule-uk"),
            (
                "morphine MR bd", 12,
                "morphine-mr-12h-tablet-uk morphine-mr-12h-tablet-other-uk "
                    + "morphine-mr-12h-capsule-uk"
            ),
            ("buprenorphine patch every 7 days", 168, "buprenorphine-patch-7d-uk"),
            ("morphine IR q6h", 6, ""), ("Oramorph q4h", 4, "morphine-solution-uk"),
        ])
    func interval(_ text: String, _ hours: Int, _ lines: String) throws {
        let target = try target(text)
        #expect(target.everyHours == hours)
        #expect(target.lines == Set(lines.split(separator: " ").map { ProductLineID(String($0)) }))
    }

    @Test(
        "Without a form the usual regular one of the country's products is taken, and marked",
        arguments: [
            ("oxycodone", "oxycodone modified-release, oral", Country.unitedKingdom),
            ("morphine", "morphine modified-release, oral", .germany),
            ("hydromorphone", "hydromorphone modified-release, oral", .unitedKingdom),
            ("tramadol", "tramadol modified-release, oral", .france),
            ("tapentadol", "tapentadol modified-release, oral", .unitedStates),
            ("dihydrocodeine", "dihydrocodeine modified-release, oral", .ireland),
            ("buprenorphine", "buprenorphine patch, transdermal", .unitedKingdom),
            ("fentanyl", "fentanyl patch, transdermal", .italy),
            ("alfentanil", "alfentanil infusion, subcutaneous", .unitedKingdom),
            ("diamorphine", "diamorphine infusion, subcutaneous", .unitedKingdom),
            ("oxycodone oral", "oxycodone modified-release, oral", .unitedKingdom),
            ("morphine SC", "morphine infusion, subcutaneous", .unitedKingdom),
            ("morphine IV", "morphine infusion, intravenous", .unitedKingdom),
            ("morphine pump", "morphine infusion, subcutaneous", .unitedKingdom),
            ("methadone", "methadone immediate-release, oral", .unitedKingdom),
        ])
    func assumed(_ text: String, _ form: String, _ country: Country) throws {
        let target = try target(text, in: country)
        #expect(FormWords.form(target.form) == form)
        #expect(target.assumedForm)
        #expect(target.lines.isEmpty)
    }

    @Test("Where the country has no modified-release product, the form is asked for")
    func notSold() {
        #expect(throws: RegimenError.self) { try target("hydromorphone", in: .newZealand) }
    }

    @Test("What is said in full is not marked as assumed", arguments: ["oxycodone MR", "MXL"])
    func said(_ text: String) throws {
        #expect(!(try target(text).assumedForm))
    }

    @Test(
        "A pump without a drug goes on with the opioid of the regimen",
        arguments: [
            ("syringe driver", "MST 60 mg bd", "morphine infusion, subcutaneous"),
            (
                "CSCI", "OxyContin 40 mg bd; OxyNorm 10 mg prn x2",
                "oxycodone infusion, subcutaneous"
            ),
            (
                "pump", "MST 60 mg bd; fentanyl lozenge 200 mcg x2",
                "morphine infusion, subcutaneous"
            ),
            ("CIVI", "MST 60 mg bd", "morphine infusion, intravenous"),
        ])
    func pump(_ text: String, _ regimen: String, _ form: String) throws {
        let target = try target(text, replacing: regimen)
        #expect(FormWords.form(target.form) == form)
        #expect(target.assumedForm)
    }

    @Test(
        "A pump without a drug is a question where the regimen does not settle it",
        arguments: [
            (
                "fentanyl patch 25 mcg/h; MST 10 mg bd",
                "which drug? the regimen holds fentanyl and morphine; name it, such as "
                    + "\"fentanyl CSCI\""
            ),
            (
                "tapentadol MR 100 mg bd",
                "which drug? tapentadol is not given by infusion; name it, such as "
                    + "\"morphine CSCI\""
            ),
            (
                "Oramorph 10 mg prn x2",
                "which drug? the regimen holds no regular opioid to go on with; name it, such as "
                    + "\"morphine CSCI\""
            ),
        ])
    func pumpQuestion(_ regimen: String, _ message: String) throws {
        let error = #expect(throws: RegimenError.self) {
            try target("CSCI", replacing: regimen)
        }
        #expect(error?.message == message)
    }

    @Test(
        "Where rotation refuses every form, the refusal comes and not a question",
        arguments: ["methadone", "levomethadone", "fentanyl buccal"])
    func refused(_ text: String) throws {
        let outcome = try Shipped.engine().rotation(
            of: Shipped.regimen("MST 60 mg bd"), to: target(text))
        guard case .stopped(let refusal) = outcome else {
            Issue.record("\(text) was answered")
            return
        }
        #expect(!refusal.isQuestion && !refusal.isMissingFigure)
    }
}
