import Quantities
import StrictJSON
import Testing

@Suite("paincalc rotate")
struct RotateCommandTests {
    @Test("Morphine 120 mg to oxycodone: dispensable, not above the equianalgesic dose, explained")
    func rotated() throws {
        let result = try BuiltTool.paincalc.run(
            "rotate", "morphine MR 60 mg bd", "--to", "oxycodone oral MR", "--json")
        #expect(result.status == 0)
        let json = try result.json()
        #expect(json["schema"]?.text == "paincalc/rotate/1")
        #expect(json["equianalgesic"]?["perDay"]?.numberText == "80")
        #expect(json["reductionPercent"]?.numberText == "25")
        let proposal = try #require(json["proposal"])
        #expect(proposal["perDay"]?.numberText == "60")
        #expect(proposal["perDose"]?.numberText == "30")
        #expect(proposal["every"]?.numberText == "12")
        let unit = try #require(proposal["products"]?.elements.first)
        #expect(unit["strength"]?.numberText == "30")
        #expect(unit["count"]?.numberText == "1")
        #expect(json["rescue"]?["dose"]?.numberText == "10")
        #expect((json["trace"]?.elements.count ?? 0) >= 8)
    }

    @Test("An exposure scale is refused for converting a patient")
    func exposureScale() throws {
        for set in ["cdc-2022", "cdc-2016", "nih-heal-2025"] {
            let result = try BuiltTool.paincalc.run(
                "rotate", "morphine MR 60 mg bd", "--to", "oxycodone oral MR", "--table", set,
                "--json")
            #expect(result.status == 3)
            #expect(result.output.contains("\"exposure-scale\""))
            #expect(!result.output.contains("\"proposal\""))
        }
    }

    @Test("A larger reduction is taken, one outside 0 to 90 % is a usage error")
    func reductions() throws {
        let json = try BuiltTool.paincalc.run(
            "rotate", "morphine MR 60 mg bd", "--to", "oxycodone oral MR", "--reduce", "50",
            "--json"
        ).json()
        #expect(json["proposal"]?["perDay"]?.numberText == "40")
        for wrong in ["91", "-5", "half"] {
            let result = try BuiltTool.paincalc.run(
                "rotate", "morphine MR 60 mg bd", "--to", "oxycodone oral MR", "--reduce=\(wrong)")
            #expect(result.status == 64, "\(wrong)")
        }
    }

    @Test("Less than 25 % is for the same opioid by another route, and the message says why")
    func sameDrug() throws {
        let json = try BuiltTool.paincalc.run(
            "rotate", "MST 60 mg bd", "--to", "morphine CSCI", "--reduce", "0", "--json"
        ).json()
        #expect(json["reductionPercent"]?.numberText == "0")
        #expect(json["proposal"]?["perDay"]?.numberText == "60")
        for (regimen, names) in [
            ("MST 60 mg bd", "from morphine to oxycodone"),
            ("OxyContin 10 mg bd; fentanyl patch 25 mcg/h", "from fentanyl to oxycodone"),
        ] {
            let result = try BuiltTool.paincalc.run(
                "rotate", regimen, "--to", "oxycodone CSCI", "--reduce", "24")
            #expect(result.status == 64)
            #expect(result.errors.contains(names))
            #expect(result.errors.contains("25 or more"))
        }
    }

    @Test(
        "A target without its form or drug is answered with the usual one",
        arguments: [
            ("oxycodone", "oxycodone", "modified-release"),
            ("buprenorphine", "buprenorphine", "patch"),
            ("syringe driver", "morphine", "infusion"),
            ("Jurnista", "hydromorphone", "modified-release"),
        ])
    func usual(_ text: String, _ opioid: String, _ formulation: String) throws {
        let result = try BuiltTool.paincalc.run(
            "rotate", "MST 60 mg bd", "--to", text, "--json")
        #expect(result.status == 0)
        let to = try result.json()["to"]
        #expect(to?["opioid"]?.text == opioid)
        #expect(to?["formulation"]?.text == formulation)
        #expect(result.output.contains("target-form-assumed") == (text != "Jurnista"))
    }

    @Test("A brand or an interval that is named is kept")
    func kept() throws {
        for (text, hours) in [
            ("MXL", "24"), ("morphine MR once daily", "24"), ("morphine IR q6h", "6"),
        ] {
            let json = try BuiltTool.paincalc.run(
                "rotate", "MST 60 mg bd", "--to", text, "--json"
            ).json()
            #expect(json["proposal"]?["every"]?.numberText == hours, "\(text)")
        }
    }

    @Test("Methadone without a form is refused and not asked about")
    func methadoneAlone() throws {
        let result = try BuiltTool.paincalc.run("rotate", "MST 60 mg bd", "--to", "methadone")
        #expect(result.status == 3)
        #expect(result.output.contains("specialist"))
        #expect(!result.errors.contains("which form"))
    }

    @Test("Targin is refused with the way to go")
    func combined() throws {
        let result = try BuiltTool.paincalc.run("rotate", "MST 60 mg bd", "--to", "Targin")
        #expect(result.status == 65)
        for words in ["combined", "naloxone", "oxycodone modified-release"] {
            #expect(result.errors.contains(words))
        }
    }

    @Test("Methadone on either side is left to specialists")
    func methadone() throws {
        for (from, to) in [
            ("morphine MR 60 mg bd", "methadone oral"), ("methadone oral 10 mg bd", "morphine MR"),
        ] {
            let result = try BuiltTool.paincalc.run("rotate", from, "--to", to, "--json")
            #expect(result.status == 3, "\(from) to \(to)")
            #expect(!result.output.contains("perDay"))
        }
    }

    @Test("A target with a dose is refused")
    func targetWithDose() throws {
        let result = try BuiltTool.paincalc.run(
            "rotate", "morphine MR 60 mg bd", "--to", "oxycodone MR 30 mg bd")
        #expect(result.status == 65)
        #expect(result.errors.contains("--to"))
    }
}
