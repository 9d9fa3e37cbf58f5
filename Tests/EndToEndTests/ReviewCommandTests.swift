import Foundation
import StrictJSON
import Testing

@Suite("paincalc review")
struct ReviewCommandTests {
    private let sample = BuiltTool.repository.appending(path: "docs/demo/bone-metastases.json")
        .path()

    private func entry(_ fields: String) -> [UInt8] {
        Array(
            #"{"schema":"pain-diary/1","patient":"p1","recordedAt":"2026-03-02T09:00:00Z",\#(fields)}"#
                .utf8)
    }

    @Test("Each kind of treatment has a verdict, each criterion its value, limit and source")
    func json() throws {
        let result = try BuiltTool.paincalc.run("review", sample, "--json")
        #expect(result.status == 0)
        let json = try result.json()
        #expect(json["schema"]?.text == "paincalc/review/1")
        #expect(json["outcome"]?.text == "computed")
        let modalities = json["modalities"]?.elements ?? []
        #expect(
            modalities.map { [$0["id"]?.text, $0["verdict"]?.text] } == [
                ["osteoclast-inhibitors", "consider"], ["radiotherapy", "consider"],
                ["radionuclides", "not-indicated"], ["analgesics", "consider"],
                ["corticosteroids", "consider"], ["vertebral-augmentation", "consider"],
                ["ablation", "consider"], ["focused-ultrasound", "unknown"],
                ["surgery", "not-indicated"],
            ])
        let ablation = try #require(modalities.first { $0["id"]?.text == "ablation" })
        let lesions = ablation["options"]?.elements.first?["lesions"]?.elements ?? []
        #expect(lesions.map { $0["verdict"]?.text } == ["not-indicated", "consider"])
        let distance = try #require(
            lesions.first?["criteria"]?.elements.first {
                $0["anyOf"]?.elements.first?["name"]?.text == "criticalDistanceMm"
            })
        #expect(distance["met"]?.flag == false)
        #expect(distance["source"]?.text == "REVIEW")
        #expect(distance["section"]?.text == "3.6.1")
        let test = try #require(distance["anyOf"]?.elements.first)
        #expect(test["value"]?.text == "6 mm")
        #expect(test["limit"]?.text == "10 mm or more")
    }

    @Test("The text can be printed for the team and says once what it is")
    func text() throws {
        let result = try BuiltTool.paincalc.run("review", sample)
        #expect(result.status == 0)
        for words in [
            "CONSIDER         Radiotherapy", "NOT INDICATED    Surgery of the spine",
            "UNKNOWN          Focused ultrasound",
            "required   not met    It is 1 cm away from critical structures or more: "
                + "distance 6 mm (limit 10 mm or more) [REVIEW 3.6.1]",
            "3.3 mg IV in place of 4 mg, for eGFR 45 mL/min/1.73 m²",
            "first      not known  Vitamin D and calcium are taken",
            "REVIEW: Lo Bianco G et al.",
        ] {
            #expect(result.output.contains(words), "\(words)")
        }
        let notices = result.output.components(
            separatedBy: "A checklist for the team meeting, not an order.")
        #expect(notices.count == 2)
    }

    @Test("The review is a part of the assessment of the same entry")
    func assessment() throws {
        let json = try BuiltTool.paincalc.run("assess", sample, "--json").json()
        let review = try BuiltTool.paincalc.run("review", sample, "--json").json()
        #expect(json["review"] != nil)
        #expect(json["review"] == review["modalities"])
        let text = try BuiltTool.paincalc.run("assess", sample).output
        #expect(text.contains("Other treatments of bone metastases"))
        #expect(text.contains("OMEDD 120 mg"))
    }

    @Test("An entry that says nothing of bone metastases exits 65 and says what to add")
    func nothing() throws {
        let result = try BuiltTool.paincalc.run("review", "-", input: entry(#""pain":{}"#))
        #expect(result.status == 65)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains("add \"boneMetastases\""))
        let assessed = try BuiltTool.paincalc.run(
            "assess", "-", "--json", input: entry(#""regimen":["morphine MR 60 mg bd"]"#))
        #expect(try assessed.json()["review"] == nil)
    }

    @Test("A safety stop exits 3 and shows no review and no dose")
    func stopped() throws {
        let child = entry(#""context":{"ageYears":12},"boneMetastases":{"primary":"sarcoma"}"#)
        let result = try BuiltTool.paincalc.run("review", "-", "--json", input: child)
        #expect(result.status == 3)
        let json = try result.json()
        #expect(json["outcome"]?.text == "stopped")
        #expect(json["modalities"] == nil)
        #expect(json["alerts"]?.elements.first?["code"]?.text == "age-out-of-scope")
        let text = try BuiltTool.paincalc.run("review", "-", input: child)
        #expect(text.status == 3)
        #expect(text.output.contains("No review is given."))
        #expect(!text.output.contains("Radiotherapy"))
        let assessed = try BuiltTool.paincalc.run("assess", "-", "--json", input: child)
        #expect(try assessed.json()["review"] == nil)
    }

    @Test("A malformed file exits 65, a missing one 66, faulty tables 78")
    func failures() throws {
        let wrong = entry(#""boneMetastases":{"stage":4}"#)
        #expect(try BuiltTool.paincalc.run("review", "-", input: wrong).status == 65)
        #expect(try BuiltTool.paincalc.run("review", "/nonexistent/diary.json").status == 66)
        let tables = try BuiltTool.paincalc.run(
            "review", sample, "--tables", "/var/empty-of-tables")
        #expect(tables.status == 78)
    }
}
