import Foundation
import StrictJSON
import Testing

@Suite("paincalc breakthrough")
struct BreakthroughCommandTests {
    private func answer(_ regimen: String, _ more: String...) throws -> BuiltTool.Result {
        try BuiltTool.run(
            BuiltTool.paincalc.path,
            [
                "breakthrough", regimen, "--background", "3", "--peak", "8", "--episodes", "3",
                "--json",
            ]
                + more)
    }

    @Test("At 120 mg a day the dose is proportional: 20 mg of morphine, 200 micrograms buccal")
    func proportional() throws {
        let result = try answer("morphine MR 60 mg bd")
        #expect(result.status == 0)
        let json = try result.json()
        #expect(json["eligible"]?.flag == true)
        #expect(json["strategy"]?.text == "proportional")
        let rescue = try #require(json["immediateRelease"])
        #expect(rescue["opioid"]?.text == "morphine")
        #expect(rescue["route"]?.text == "oral")
        #expect(rescue["dose"]?.numberText == "20")
        #expect(rescue["unit"]?.text == "mg")
        let options = try #require(json["options"]?.elements)
        let buccal = options.filter { $0["title"]?.text?.contains("buccal tablet") == true }
        #expect(buccal.count == 1)
        for option in buccal {
            #expect(option["dose"]?.numberText == "200")
            #expect(option["unit"]?.text == "microgram")
            #expect(option["ratioDose"]?.numberText == "200")
            #expect(option["labelledStart"]?.numberText == "100")
        }
        for option in options where !buccal.contains(option) {
            #expect(option["dose"] == option["labelledStart"], "\(option)")
            #expect(option["basis"]?.text == "labelled-start")
        }
    }

    @Test("Below 60 mg but tolerant by the labels' list, every product is titrated from its start")
    func titrated() throws {
        let json = try answer("oxycodone MR 15 mg bd").json()
        #expect(json["eligible"]?.flag == true)
        #expect(json["strategy"]?.text == "titrate")
        let options = try #require(json["options"]?.elements)
        #expect(options.count == 6)
        for option in options { #expect(option["dose"] == option["labelledStart"]) }
    }

    @Test(
        "Without tolerance every ROO is refused and at most 6.67 mg of morphine is offered, rounded down to a dose that is given"
    )
    func notTolerant() throws {
        let result = try answer("morphine MR 20 mg bd")
        #expect(result.status == 0)
        let json = try result.json()
        #expect(json["eligible"]?.flag == false)
        #expect(json["strategy"]?.text == "none")
        #expect(json["options"]?.elements.isEmpty == true)
        #expect(json["immediateRelease"]?["exact"]?.text == "20/3")
        let dose = try #require(json["immediateRelease"]?["dose"]?.numberText)
        #expect(dose == "5")
    }

    @Test("For an opioid-naive patient it stops, and no dose appears but the one that is taken")
    func naive() throws {
        for more in [["--json"], ["--explain"], []] {
            let result = try BuiltTool.run(
                BuiltTool.paincalc.path,
                [
                    "breakthrough", "morphine MR 60 mg bd", "--background", "3", "--peak", "8",
                    "--episodes", "3", "--opioid-naive",
                ] + more)
            #expect(result.status == 3)
            let taken = "morphine modified-release 60 mg every 12 hours"
            #expect(result.output.contains(taken))
            let everything = result.output.replacing(taken, with: "") + result.errors
            #expect(everything.contains("not used to opioids"))
            #expect(everything.firstMatch(of: /[0-9]\s?(mg|mcg|micrograms?|g|mL)\b/) == nil)
            #expect(everything.firstMatch(of: /"(dose|ratioDose|mgPerDay|limit|value)"/) == nil)
        }
    }

    @Test("Unknown background pain or episodes never count as fine")
    func unknown() throws {
        let json = try BuiltTool.paincalc.run(
            "breakthrough", "morphine MR 60 mg bd", "--json"
        ).json()
        #expect(json["eligible"]?.flag == false)
        #expect(json["strategy"]?.text == "none")
        #expect(json["options"]?.elements.isEmpty == true)
    }

    @Test("A product is asked for by brand or id; an unknown one lists those of the country")
    func oneProduct() throws {
        for name in ["effentora-eu", "Effentora", "EFFENTORA"] {
            let json = try answer("morphine MR 60 mg bd", "--product", name).json()
            #expect(json["options"]?.elements.map { $0["product"]?.text } == ["effentora-eu"])
        }
        let wrong = try answer("morphine MR 60 mg bd", "--product", "effentorra")
        #expect(wrong.status == 64)
        #expect(wrong.errors.contains("sold in UK: Effentora (effentora-eu)"))
        #expect(!wrong.errors.contains("Fentora (fentora-us)"))
    }

    @Test("The brand alone is enough, whatever else is known (q38, q39)")
    func brandAlone() throws {
        for more in [[], ["--background", "2", "--episodes", "3", "--peak", "8", "--days", "14"]] {
            let json = try BuiltTool.run(
                BuiltTool.paincalc.path,
                ["breakthrough", "MST 60 mg bd", "--product", "abstral", "--json"] + more
            ).json()
            let options = try #require(json["options"]?.elements)
            #expect(options.map { $0["product"]?.text } == ["abstral-eu"])
            #expect(options.map { $0["dose"]?.numberText } == ["100"])
            #expect(options.map { $0["maxPerDay"]?.numberText } == ["4"])
            #expect(json["eligible"]?.flag == !more.isEmpty)
        }
    }

    @Test("The product in use gets its label's next step, and nothing is begun over")
    func inUse() throws {
        let arguments = ["--product", "pecfent-eu", "--in-use"]
        let next = try BuiltTool.run(
            BuiltTool.paincalc.path,
            [
                "breakthrough", "morphine MR 60 mg bd", "--background", "3", "--peak", "8",
                "--episodes", "3", "--days", "30",
            ] + arguments + ["pecfent-eu:100"])
        #expect(next.status == 0)
        #expect(next.output.contains("200 micrograms; the label's next step after 100 micrograms"))
        #expect(next.output.contains("next episode after 4 hours"))
        #expect(!next.output.contains("not interchangeable"))
        let last = try answer("morphine MR 60 mg bd", "--in-use", "Abstral:800").json()
        #expect(last["options"]?.elements.first?["basis"]?.text == "maximum")
        let wrong = try answer("morphine MR 60 mg bd", "--in-use", "Abstral:250")
        #expect(wrong.status == 64)
        #expect(wrong.errors.contains("no dose of Abstral: 100, 200, 300, 400, 600, 800"))
    }

    @Test("A drug with a threshold of its own on the labels needs no figure")
    func withoutEquivalent() throws {
        let result = try BuiltTool.run(
            BuiltTool.paincalc.path,
            [
                "breakthrough", "oxymorphone MR 12.5 mg bd", "--background", "2", "--peak", "8",
                "--episodes", "2", "--days", "7", "--json",
            ])
        #expect(result.status == 0)
        let json = try result.json()
        #expect(json["eligible"]?.flag == true)
        #expect(json["omedd"] == nil)
        #expect(json["strategy"]?.text == "titrate")
    }

    @Test("The ordinary rescue dose stands before every rapid-onset product")
    func rescueFirst() throws {
        let text = try BuiltTool.paincalc.run(
            "breakthrough", "MST 60 mg bd", "--background", "2", "--peak", "8", "--episodes", "3",
            "--days", "14"
        ).output
        let rescue = try #require(text.range(of: "Rescue dose"))
        let rapid = try #require(text.range(of: "Rapid-onset opioid"))
        #expect(rescue.lowerBound < rapid.lowerBound)
        #expect(text.contains("labelled start 100 micrograms; 100 micrograms for 10 mg"))
        #expect(text.contains("(transmucosal fentanyl, Scotland) [SCOT3]"))
        #expect(text.contains("(sublingual and nasal, Norway) [NORW]"))
    }
}
