import Testing

/// What is left out of a sum is still looked at by every limit, and a part is never printed as a whole.
@Suite("Answers to a part of the regimen")
struct PartialAnswerTests {
    struct Question: Sendable, CustomTestStringConvertible {
        let arguments: [String]
        let status: Int32
        let words: [String]
        var missing: [String] = []

        var testDescription: String { arguments.joined(separator: " ") }
    }

    static let questions = [
        // Pethidine has no figure there, and with an MAO inhibitor it can kill.
        Question(
            arguments: [
                "med", "morphine MR 30 mg bd; pethidine IR 50 mg prn x1", "--with", "moclobemide",
                "--table", "eapc-2012",
            ], status: 3, words: ["STOP", "can be fatal"], missing: ["OMEDD"]),
        // Nobody knows how many were taken, and one would be too many.
        Question(
            arguments: [
                "breakthrough", "morphine MR 30 mg bd, pethidine 50 mg oral prn", "--with",
                "moclobemide",
            ], status: 3, words: ["STOP", "can be fatal"], missing: ["Rescue dose", "taken"]),
        Question(
            arguments: [
                "med", "morphine MR 30 mg bd, tramadol 50 mg oral prn", "--with", "phenelzine",
            ],
            status: 3, words: ["STOP"], missing: ["OMEDD"]),
        Question(
            arguments: ["med", "morphine MR 30 mg bd, oxycodone IR 5 mg oral prn"], status: 0,
            words: ["PART of the OMEDD, without what is named above: 60 mg"],
            missing: ["know the whole regimen"]),
        Question(
            arguments: ["med", "morphine MR 30 mg bd"], status: 0,
            words: ["OMEDD 60 mg", "know the whole regimen"], missing: ["PART"]),
    ]

    @Test("Limits look at everything, and a part says that it is one", arguments: questions)
    func part(_ question: Question) throws {
        let result = try BuiltTool.run(BuiltTool.paincalc.path, question.arguments)
        #expect(result.status == question.status, "\(result.output)\(result.errors)")
        for word in question.words { #expect(result.output.contains(word), "\(result.output)") }
        for word in question.missing { #expect(!result.output.contains(word), "\(result.output)") }
    }

    @Test("One --confirm can't settle the questions of two patients")
    func twoPatients() throws {
        // A sheet holds entries of several patients.
        let sheet =
            "patient,recordedAt,kind,regimen\n"
            + ["P-1", "P-2"].map { "\($0),2026-03-01T08:00:00Z,entry,morphine MR 30 mg bd\n" }
            .joined()
        let result = try BuiltTool.paincalc.run(
            "assess", "--confirm", "dose-jump", "-", input: Array(sheet.utf8))
        #expect(result.status == 64)
        #expect(result.errors.contains("--confirm is for one patient"))
    }
}
