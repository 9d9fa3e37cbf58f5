import Foundation
import StrictJSON
import Testing

@Suite("paincalc assess and tables")
struct AssessCommandTests {
    private func diary(_ name: String) -> String {
        BuiltTool.repository.appending(path: "docs/demo/diaries/\(name).json").path()
    }

    @Test(
        "The stable patient: 160 mg in all, the breakthrough dose from the 120 mg of regular opioid"
    )
    func stable() throws {
        let json = try BuiltTool.paincalc.run("assess", diary("1-stable"), "--json").json()
        #expect(json["schema"]?.text == "paincalc/assessment/1")
        #expect(json["outcome"]?.text == "computed")
        #expect(json["omedd"]?["mgPerDay"]?.numberText == "160")
        #expect(json["breakthrough"]?["omedd"]?["mgPerDay"]?.numberText == "120")
        #expect(json["breakthrough"]?["immediateRelease"]?["dose"]?.numberText == "20")
        let unknown = try #require(json["notChecked"]?.elements)
        let egfr = unknown.first { $0["fact"]?.text == "egfr" }
        #expect(egfr?["limits"]?.elements.contains { $0.text == "renal-morphine" } == true)
    }

    @Test("The patient in need of titration gets no ROO: background pain is not controlled")
    func titration() throws {
        let json = try BuiltTool.paincalc.run("assess", diary("2-needs-titration"), "--json").json()
        #expect(json["omedd"]?["mgPerDay"]?.numberText == "82.5")
        #expect(json["breakthrough"]?["eligible"]?.flag == false)
        let codes = json["alerts"]?.elements.compactMap { $0["code"]?.text } ?? []
        #expect(codes.contains("roo-background-uncontrolled"))
        #expect(codes.contains("roo-too-many-episodes"))
    }

    @Test("The 37 microgram/hour patch counts 37.5, and cachexia is warned of")
    func patch() throws {
        let json = try BuiltTool.paincalc.run("assess", diary("3-patch"), "--json").json()
        #expect(json["omedd"]?["mgPerDay"]?.numberText == "90")
        let codes = json["alerts"]?.elements.compactMap { $0["code"]?.text } ?? []
        #expect(codes.contains { $0.contains("cachexia") })
    }

    @Test("An assessment is printed as a FHIR bundle, a bundle is assessed, and the rest is listed")
    func bundles() throws {
        let hospital = BuiltTool.repository
            .appending(path: "Tests/PainDiaryTests/Fixtures/fhir/hospital.json").path()
        let bundle = try BuiltTool.paincalc.run("assess", hospital, "--format", "fhir").json()
        #expect(bundle["resourceType"]?.text == "Bundle")
        let resources = try #require(bundle["entry"]?.elements.compactMap { $0["resource"] })
        let observation = try #require(
            resources.first { $0["resourceType"]?.text == "Observation" })
        #expect(observation["valueQuantity"]?["value"]?.numberText == "120")
        let json = try BuiltTool.paincalc.run("assess", hospital, "--format", "json").json()
        #expect(json["ignored"]?.elements.count == 3)
        let text = try BuiltTool.paincalc.run("assess", hospital).output
        #expect(text.contains("Ignored  Bundle.entry[1].resource: Condition is not read\n"))
        #expect(
            try BuiltTool.paincalc.run("assess", hospital, "--json", "--format", "fhir").status
                == 64)
    }

    @Test("A safety stop exits 3 and gives no number")
    func stopped() throws {
        let result = try BuiltTool.paincalc.run("assess", diary("4-safety-stop"), "--json")
        #expect(result.status == 3)
        let json = try result.json()
        #expect(json["outcome"]?.text == "stopped")
        #expect(json["omedd"] == nil)
        #expect(json["alerts"]?.elements.allSatisfy { $0["severity"]?.text == "stop" } == true)
        let items = json["regimen"]?.elements.compactMap { $0["asWritten"]?.text } ?? []
        #expect(!items.isEmpty && items == json["onBoard"]?.elements.map { $0["asWritten"]?.text })
        let rest = items.reduce(result.output) { $0.replacing($1, with: "") }
        #expect(rest.firstMatch(of: /[0-9]\s?(mg|mcg|micrograms?|mL)\b/) == nil)
    }

    @Test("A malformed diary exits 65 and names every fault with line, column and field")
    func malformed() throws {
        let result = try BuiltTool.paincalc.run("assess", diary("5-malformed"))
        #expect(result.status == 65)
        for words in [
            "line 4, column 17: recordedAt", "line 5, column 26: pain.background", "regimen[0]",
            "regimen[1]", "\"notes\" is not known",
        ] {
            #expect(result.errors.contains(words), "\(words)")
        }
    }

    @Test("A missing file exits 66, a folder 74")
    func noFile() throws {
        #expect(try BuiltTool.paincalc.run("assess", "/nonexistent/diary.json").status == 66)
        #expect(try BuiltTool.paincalc.run("assess", "/").status == 74)
    }

    @Test("Tables of a directory give the same bytes as those built in; faulty ones exit 78")
    func tables() throws {
        let shipped = BuiltTool.repository.appending(path: "Tables").path()
        let builtIn = try BuiltTool.paincalc.run("assess", diary("1-stable"), "--json")
        let fromFolder = try BuiltTool.paincalc.run(
            "assess", diary("1-stable"), "--json", "--tables", shipped)
        #expect(builtIn.output == fromFolder.output)
        #expect(builtIn.status == 0)
        let lint = try BuiltTool.paincalc.run("tables", "lint", shipped)
        #expect(lint.status == 0)
        let empty = try BuiltTool.paincalc.run("tables", "lint", "/var/empty-of-tables")
        #expect(empty.status == 78)
    }

    @Test("A table is shown with its citations and unverified marks")
    func shown() throws {
        let result = try BuiltTool.paincalc.run("tables", "show", "eu-smpc-fentanyl-2024")
        #expect(result.status == 0)
        #expect(result.output.contains("not yet verified"))
        #expect(result.output.contains("DUR24: Durogesic SmPC"))
        #expect(try BuiltTool.paincalc.run("tables", "show", "nothing").status == 64)
    }
}

@Suite("paincalc tables compare")
struct CompareCommandTests {
    @Test("The sources of a switch stand side by side, each with its direction and source")
    func compared() throws {
        let result = try BuiltTool.paincalc.run("tables", "compare", "morphine:oxycodone")
        #expect(result.status == 0)
        for words in [
            "fpm-2020  (UK, conversion)", "oxycodone oral <-> morphine oral  [FPM20, quoted]",
            "scottish-2024  (UK (Scotland), conversion)",
            "morphine oral -> oxycodone oral  [SPCG24]",
            "cdc-2022  (US, exposure)",
        ] {
            #expect(result.output.contains(words), "\(words)")
        }
        #expect(!result.output.contains("hydromorphone"))
    }

    @Test("A brand stands for its drug; an unknown name is refused with the likely ones")
    func names() throws {
        let brand = try BuiltTool.paincalc.run("tables", "compare", "Durogesic")
        let generic = try BuiltTool.paincalc.run("tables", "compare", "fentanyl")
        #expect(brand.output == generic.output)
        #expect(brand.output.contains("us-label-fentanyl"))
        let wrong = try BuiltTool.paincalc.run("tables", "compare", "oxycodon")
        #expect(wrong.status == 65)
        #expect(wrong.errors.contains("oxycodone"))
    }
}
