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
        #expect(buccal.count == 2)
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
        #expect(options.count == 12)
        for option in options { #expect(option["dose"] == option["labelledStart"]) }
    }

    @Test("Without tolerance every ROO is refused and at most 6.67 mg of morphine is offered, rounded down to a dose that is given")
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

    @Test("One product can be asked for; an unknown one is a usage error that lists the known")
    func oneProduct() throws {
        let json = try answer("morphine MR 60 mg bd", "--product", "effentora-eu").json()
        #expect(json["options"]?.elements.count == 1)
        let wrong = try answer("morphine MR 60 mg bd", "--product", "effentora")
        #expect(wrong.status == 64)
        #expect(wrong.errors.contains("effentora-eu"))
    }
}
