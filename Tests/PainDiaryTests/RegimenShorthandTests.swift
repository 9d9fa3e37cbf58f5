import DoseReport
import PainDiary
import PainDosing
import Quantities
import ShippedEngine
import Testing

@Suite("The regimen shorthand")
struct RegimenShorthandTests {
    /// A regimen as people write it, and its items spelled out.
    struct AcceptedRegimen: Sendable, CustomTestStringConvertible {
        let text: String
        let items: [String]

        var testDescription: String { text }

        init(_ text: String, _ items: String...) {
            self.text = text
            self.items = items
        }
    }

    @Test(
        "What people write is read as it is meant",
        arguments: [
            AcceptedRegimen(
                "morphine MR 30 mg bd", "morphine modified-release 30 mg every 12 hours"),
            AcceptedRegimen(
                "30mg MR morphine bd", "morphine modified-release 30 mg every 12 hours"),
            AcceptedRegimen(
                "Morphine sulfate SR tablets 30 mg BID",
                "morphine modified-release 30 mg every 12 hours"),
            AcceptedRegimen(
                "bd 30 mg mr MORPHINE", "morphine modified-release 30 mg every 12 hours"),
            AcceptedRegimen("MST Continus 30 bd", "morphine modified-release 30 mg every 12 hours"),
            AcceptedRegimen(
                "morphine IR 10 mg q4h", "morphine immediate-release 10 mg every 4 hours"),
            AcceptedRegimen(
                "morphine IR 10 mg every 4 h", "morphine immediate-release 10 mg every 4 hours"),
            AcceptedRegimen(
                "morphine IR 10 mg 4-hourly", "morphine immediate-release 10 mg every 4 hours"),
            AcceptedRegimen(
                "morphine IR 10 mg 4 hourly", "morphine immediate-release 10 mg every 4 hours"),
            AcceptedRegimen(
                "morphine IR 10 mg 6 times daily",
                "morphine immediate-release 10 mg every 4 hours"),
            AcceptedRegimen(
                "morphine IR 10 mg 5 times a day",
                "morphine immediate-release 10 mg 5 times a day"),
            AcceptedRegimen(
                "morphine IR 10 mg qds", "morphine immediate-release 10 mg every 6 hours"),
            AcceptedRegimen(
                "morphine MR 60 mg nocte", "morphine modified-release 60 mg once daily"),
            AcceptedRegimen(
                "morphine IR 10 mg prn x3",
                "morphine immediate-release 10 mg taken 3 times as needed"),
            AcceptedRegimen(
                "morphine IR 10 mg x1", "morphine immediate-release 10 mg taken once as needed"),
            AcceptedRegimen(
                "morphine IR 10 mg when required ×2",
                "morphine immediate-release 10 mg taken 2 times as needed"),
            AcceptedRegimen(
                "morphine oral solution 2.5 mg q4h",
                "morphine immediate-release 2.5 mg every 4 hours"),
            AcceptedRegimen(
                "morphine SC injection 5 mg x2",
                "morphine injection (subcutaneous) 5 mg taken 2 times as needed"),
            AcceptedRegimen(
                "morphine CSCI 30 mg/24h", "morphine infusion (subcutaneous) 30 mg/day"),
            AcceptedRegimen(
                "morphine syringe driver 30 mg/24h", "morphine infusion (subcutaneous) 30 mg/day"),
            AcceptedRegimen(
                "morphine IV infusion 1 mg/h", "morphine infusion (intravenous) 24 mg/day"),
            AcceptedRegimen(
                "fentanyl CSCI 25 mcg/h", "fentanyl infusion (subcutaneous) 600 micrograms/day"),
            AcceptedRegimen("fentanyl patch 25 mcg/h", "fentanyl patch 25 micrograms/hour"),
            AcceptedRegimen("fentanyl patch 12 mcg/h", "fentanyl patch 12.5 micrograms/hour"),
            AcceptedRegimen(
                "fentanyl patch 12.5 micrograms/hour every 72 h",
                "fentanyl patch 12.5 micrograms/hour"),
            AcceptedRegimen(
                "fentanyl TD patch 37 µg/h every 3 days", "fentanyl patch 37.5 micrograms/hour"),
            AcceptedRegimen("Durogesic 50 mcg/h", "fentanyl patch 50 micrograms/hour"),
            AcceptedRegimen("Durogesic 50", "fentanyl patch 50 micrograms/hour"),
            AcceptedRegimen("fentanyl patch 200 mcg/h", "fentanyl patch 200 micrograms/hour"),
            AcceptedRegimen(
                "buprenorphine patch 52.5 mcg/h every 96 h",
                "buprenorphine patch 52.5 micrograms/hour"),
            AcceptedRegimen(
                "BuTrans 10 mcg/h every 7 days", "buprenorphine patch 10 micrograms/hour"),
            AcceptedRegimen(
                "fentanyl buccal tablet 200 mcg prn x2",
                "fentanyl buccal tablet 200 micrograms taken 2 times as needed"),
            AcceptedRegimen(
                "Abstral 100 x1", "fentanyl sublingual tablet 100 micrograms taken once as needed"),
            AcceptedRegimen(
                "Actiq 1200 x1", "fentanyl lozenge 1,200 micrograms taken once as needed"),
            AcceptedRegimen(
                "buprenorphine sublingual tablet 0.4 mg tds",
                "buprenorphine sublingual tablet 400 micrograms every 8 hours"),
            AcceptedRegimen(
                "morphine suppository 10 mg q4h", "morphine suppository 10 mg every 4 hours"),
            AcceptedRegimen(
                "codeine phosphate oral 0.06 g qds", "codeine immediate-release 60 mg every 6 hours"
            ),
            AcceptedRegimen(
                "methadone po 1000 mcg od", "methadone immediate-release 1 mg once daily"),
            AcceptedRegimen(
                "morphine MR 1000 mg od", "morphine modified-release 1,000 mg once daily"),
            AcceptedRegimen(
                "rxnorm:7052 IR 10 mg q4h", "morphine immediate-release 10 mg every 4 hours"),
            AcceptedRegimen(
                "N02AA01 MR 30 mg bd", "morphine modified-release 30 mg every 12 hours"),
            AcceptedRegimen("atc:N02AB03 patch 25 mcg/h", "fentanyl patch 25 micrograms/hour"),
            AcceptedRegimen(
                "heroin CSCI 10 mg/24h", "diamorphine infusion (subcutaneous) 10 mg/day"),
            AcceptedRegimen(
                "morphine MR 30 mg bd; oxycodone IR 5 mg prn x3; fentanyl patch 25 mcg/h",
                "morphine modified-release 30 mg every 12 hours",
                "oxycodone immediate-release 5 mg taken 3 times as needed",
                "fentanyl patch 25 micrograms/hour"),
            AcceptedRegimen(
                "  morphine MR 30 mg bd ;\n\tmorphine MR 30 mg bd;",
                "morphine modified-release 30 mg every 12 hours",
                "morphine modified-release 30 mg every 12 hours"),
        ])
    func accepted(_ regimen: AcceptedRegimen) throws {
        let items = try Shipped.regimen(regimen.text)
        #expect(items.map { FormWords.item($0) } == regimen.items)
    }

    @Test("A brand of one product line names it, a generic name none")
    func products() throws {
        #expect(
            try Shipped.regimen("MST Continus 30 mg bd").first?.product
                == ProductLineID("morphine-mr-12h-tablet-uk"))
        #expect(
            try Shipped.regimen("Oramorph 10 mg q4h").first?.product
                == ProductLineID("morphine-solution-uk"))
        #expect(try Shipped.regimen("morphine MR 30 mg bd").first?.product == nil)
    }

    @Test(
        "A target is a form without a dose",
        arguments: [
            ("oxycodone oral MR", "oxycodone modified-release, oral"),
            ("oxycodone MR", "oxycodone modified-release, oral"),
            ("fentanyl patch", "fentanyl patch, transdermal"),
            ("morphine CSCI", "morphine infusion, subcutaneous"),
            ("alfentanil IV infusion", "alfentanil infusion, intravenous"),
        ])
    func target(_ text: String, _ form: String) throws {
        #expect(FormWords.form(try Shipped.target(text)) == form)
    }

    @Test("Every form of the catalogue can be written, by its full words")
    func everyForm() throws {
        let shorthand = RegimenShorthand(tables: try Shipped.tables)
        let generator = RegimenGenerator(try Shipped.tables)
        #expect(generator.forms.count > 60)
        for form in generator.forms {
            let text = "\(form.opioid) \(form.formulation.rawValue) \(form.route.rawValue)"
            #expect(try shorthand.target(text).form == form)
        }
    }

    @Test("Every name, brand and code of the tables is known, in any capitals")
    func everyName() throws {
        let tables = try Shipped.tables
        let shorthand = RegimenShorthand(tables: tables)
        for opioid in tables.opioids {
            let form = OpioidForm(
                opioid: opioid.id, route: .oral, formulation: .immediateRelease)
            guard opioid.formulations.contains(.immediateRelease) else { continue }
            let codes = opioid.rxNorm.map { "rxnorm:\($0)" } + opioid.atc
            for name in [opioid.id.name] + opioid.otherNames + codes {
                #expect(
                    try shorthand.target("\(name.uppercased()) oral IR").form == form, "\(name)")
                #expect(
                    try shorthand.target("IR oral \(name.lowercased())").form == form, "\(name)")
            }
        }
        for line in tables.products where !line.isCombined {
            for brand in line.brands {
                #expect(
                    try shorthand.target(
                        "\(brand) \(line.form.formulation.rawValue) \(line.form.route.rawValue)"
                    ).form == line.form)
            }
        }
    }
}
