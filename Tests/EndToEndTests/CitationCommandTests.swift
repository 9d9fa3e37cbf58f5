import Foundation
import Testing

@Suite("From an answer to its publication in one step")
struct CitationCommandTests {
    /// A question about something that an answer says, and what the way to its publication shows.
    struct Question: Sendable, CustomTestStringConvertible {
        let words: [String]
        let shows: [String]
        var testDescription: String { words.joined(separator: " ") }
    }

    static let questions = [
        Question(
            words: ["oxycodone", "1.5"],
            shows: [
                "conversion/fpm-2020.yaml:", "opioid oxycodone; route oral; factor 1.5",
                "FPM20: Faculty of Pain Medicine (UK)", "https://fpm.ac.uk/",
                "Evidence: quoted by another page",
            ]),
        Question(
            words: ["fentanyl", "patch", "2.4"],
            shows: ["conversion/fpm-2020.yaml:", "route transdermal; factor 2.4", "FPM20: "]),
        Question(
            words: ["Abstral's", "maximum"],
            shows: ["breakthrough.yaml:", "abstral-eu", "maximumDose 800", "ABS-EU: Abstral SmPC"]),
        Question(
            words: ["paracetamol", "4", "g"],
            shows: ["limits.yaml:", "paracetamol-maximum", "REVIEW: "]),
        Question(
            words: ["radium-223"],
            shows: ["bone-metastasis/radionuclides.yaml:", "MHRA18: "]),
        Question(
            words: ["paracetamol-maximum"],
            shows: ["limits.yaml:", "more than 4 g of paracetamol a day", "Evidence: read"]),
    ]

    @Test("paincalc why names row, words, publication and evidence", arguments: questions)
    func why(question: Question) throws {
        let result = try BuiltTool.run(BuiltTool.paincalc.path, ["why"] + question.words)
        #expect(result.status == 0, "\(result.errors)")
        for text in question.shows { #expect(result.output.contains(text), "\(text)") }
    }

    @Test("Every key in brackets behind a line of an answer is a source")
    func everyKey() throws {
        let answers = [
            ["med", "oxycodone MR 20 mg bd; fentanyl patch 25 mcg/h"],
            ["rotate", "morphine MR 60 mg bd", "--to", "oxycodone MR"],
            [
                "breakthrough", "morphine MR 60 mg bd", "--background", "3", "--product",
                "abstral-eu",
            ],
        ]
        var keys: Set<String> = []
        for arguments in answers {
            let text = try BuiltTool.run(BuiltTool.paincalc.path, arguments).output
            for part in text.split(separator: "[").dropFirst() {
                let inside = part.prefix { $0 != "]" }.split(separator: ",")
                let words = inside.map { $0.trimmingCharacters(in: .whitespaces) }
                keys.formUnion(words.filter { $0 == $0.uppercased() && $0.count > 1 })
            }
        }
        #expect(keys.count > 3, "\(keys)")
        for key in keys.sorted() {
            let result = try BuiltTool.run(BuiltTool.paincalc.path, ["source", key])
            #expect(result.status == 0, "\(key): \(result.errors)")
            #expect(result.output.hasPrefix("\(key): "), "\(key)")
        }
    }

    @Test("What no table holds is said so")
    func unknown() throws {
        #expect(try BuiltTool.paincalc.run("why", "no-such-code").status == 64)
        #expect(try BuiltTool.paincalc.run("source", "NOSUCH").status == 64)
    }

    @Test("The strict lint lists rows without a publisher's page, and nothing of our own")
    func strict() throws {
        let result = try BuiltTool.paincalc.run("tables", "lint", "Tables", "--strict")
        #expect(result.status == 0)
        #expect(result.output.contains("UKT14, an aggregator's page"))
        #expect(result.output.contains("APS14") == false)
        #expect(result.output.contains("DESIGN") == false)
        #expect(result.output.contains("| | without a publisher's page | "))
    }
}
