import DosingTables
import Foundation
import PainDosing
import Quantities
import Testing

@Suite("The article on the tables")
struct ArticleTests {
    @Test("Its example computes what it says, and is the code of this test")
    func example() throws {
        // example begins
        let engine = DosingEngine(tables: try TableFiles.embedded.tableSet())
        let morphine = OpioidForm(opioid: .morphine, route: .oral, formulation: .modifiedRelease)
        let dose = try Mass.milligrams(Rational(30))
        let item = RegimenItem(form: morphine, amount: .scheduled(dose: dose, .timesPerDay(2)))
        let outcome = try engine.omedd(of: [item])
        // example ends
        guard case .computed(let answer) = outcome else {
            Issue.record("stopped")
            return
        }
        #expect(answer.omedd.milligramsPerDay == Rational(60))

        let here = URL(filePath: #filePath)
        let article = here.deletingLastPathComponent()
            .appending(path: "../../Sources/DosingTables/Documentation.docc/DosingTables.md")
        let shown = try part(of: article, from: "```swift\n", to: "```")
        #expect(shown == (try part(of: here, from: "// example begins\n", to: "// example ends")))
        #expect(shown.count == 5)
    }

    /// The lines between two marks, without their indentation.
    private func part(of file: URL, from start: String, to end: String) throws -> [String] {
        let text = try String(contentsOf: file, encoding: .utf8)
        let rest = text.components(separatedBy: start).dropFirst().first ?? ""
        return (rest.components(separatedBy: end).first ?? "").components(separatedBy: "\n")
            .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
}
