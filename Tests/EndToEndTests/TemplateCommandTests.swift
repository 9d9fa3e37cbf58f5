import Foundation
import StrictJSON
import Testing

@Suite("paincalc template")
struct TemplateCommandTests {
    @Test("Each template is assessed as it stands", arguments: ["csv", "json"])
    func assessed(_ format: String) throws {
        let template = try BuiltTool.paincalc.run("template", format)
        #expect(template.status == 0)
        let result = try BuiltTool.paincalc.run(
            "assess", "-", "--json", input: Array(template.output.utf8))
        #expect(result.status == 0, "\(result.errors)")
        #expect(try result.json()["omedd"]?["mgPerDay"]?.numberText == "160")
    }

    @Test("The FHIR template is assessed as it stands")
    func bundle() throws {
        let template = try BuiltTool.paincalc.run("template", "fhir")
        #expect(template.output.hasSuffix("}\n"))
        let result = try BuiltTool.paincalc.run(
            "assess", "-", "--json", input: Array(template.output.utf8))
        #expect(result.status == 0, "\(result.errors)")
        #expect(try result.json()["omedd"]?["mgPerDay"] != nil)
    }

    @Test("The same day as a sheet and as JSON gives the same assessment, apart from its digest")
    func same() throws {
        let answers = try ["csv", "json"].map { format in
            let template = Array(try BuiltTool.paincalc.run("template", format).output.utf8)
            let answer = try BuiltTool.paincalc.run("assess", "-", "--json", input: template)
            let digest = try #require(try answer.json()["entry"]?.text)
            return answer.output.replacingOccurrences(of: digest, with: "DIGEST")
        }
        #expect(answers[0].contains("DIGEST"))
        #expect(answers[0] == answers[1])
    }

    @Test("The rows of several patients are several courses")
    func several() throws {
        let sheet = """
            decimal=comma;;;
            kind;patient;recordedAt;regimen
            regimen;P-1;2026-03-02T08:00:00Z;morphine MR 60 mg bd
            regimen;P-2;2026-03-02T08:00:00Z;morphine IR 2,5 mg q4h
            regimen;P-1;2026-03-03T08:00:00Z;morphine MR 60 mg bd

            """
        let result = try BuiltTool.paincalc.run("assess", "-", input: Array(sheet.utf8))
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("Patient P-1"))
        #expect(result.output.contains("OMEDD 120 mg"))
        #expect(result.output.contains("OMEDD 15 mg"))
    }
}
