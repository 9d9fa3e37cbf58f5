import Foundation
import PainDiary
import PainDosing
import StrictJSON
import Testing

/// Corrections, withdrawals and contradictions, by the real programs.
@Suite("Corrections as history")
struct CorrectionTests {
    /// A diary file by its name.
    struct Diary: Sendable {
        let name: String
        let text: String

        var id: String { ContentDigest(of: Array(text.utf8)).description }

        init(
            _ name: String, patient: String = "P-1", at moment: String = "2026-03-01T08:00:00Z",
            pain: Int = 3, _ regimen: String? = "morphine MR 30 mg bd", replaces: Diary? = nil,
            more: String = ""
        ) {
            self.name = name
            let prescribed = regimen.map { ",\"regimen\":[\"\($0)\"]" } ?? ""
            let replaced = replaces.map { ",\"replaces\":\"\($0.id)\"" } ?? ""
            text =
                "{\"schema\":\"pain-diary/1\",\"patient\":\"\(patient)\",\"recordedAt\":\"\(moment)\","
                + "\"pain\":{\"background\":\(pain)}\(prescribed)\(replaced)\(more)}"
        }

        /// An entry that says nothing of the patient.
        init(
            silent name: String, patient: String = "P-1", at moment: String,
            withdraws: Diary? = nil, confirms: Diary? = nil, code: String = "conflicting-entries"
        ) {
            self.name = name
            let withdrawn = withdraws.map { ",\"withdraws\":\"\($0.id)\"" } ?? ""
            let confirmed =
                confirms.map {
                    ",\"confirms\":[{\"code\":\"\(code)\",\"entry\":\"\($0.id)\",\"by\":\"N\","
                        + "\"reason\":\"by the chart\"}]"
                } ?? ""
            text =
                "{\"schema\":\"pain-diary/1\",\"patient\":\"\(patient)\","
                + "\"recordedAt\":\"\(moment)\"\(withdrawn)\(confirmed)}"
        }
    }

    /// Files in the order in which they come, and what the answer of each says: its OMEDD or `QUERY` or
    /// `none`, what keeps it from counting, and the codes of corrections and conflicts.
    struct Example: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let files: [Diary]
        let expected: [String]
        /// The files whose arrival makes a conflict.
        let conflicts: [String]

        init(
            _ title: String, _ files: [Diary], _ expected: [String], conflicts: [String] = []
        ) {
            testDescription = title
            self.files = files
            self.expected = expected
            self.conflicts = conflicts
        }
    }

    private static let original = Diary("o")
    private static let first = Diary("x", "morphine MR 60 mg bd", replaces: original)
    private static let second = Diary("y", "morphine MR 15 mg bd", replaces: original)
    private static let other = Diary("e", pain: 3, "morphine MR 300 mg bd")
    private static let evening = "2026-03-01T20:00:00Z"
    private static let afterwards = Diary("p", at: evening, "morphine MR 60 mg bd")
    private static let moved = Diary("m", patient: "P-2", replaces: original)

    static let rivals = [
        Example(
            "14: of two corrections the later one counts", [original, first, second],
            ["o 60 replaced", "x 120 replaced", "y 30 rival-corrections"], conflicts: ["y"]),
        Example(
            "14: the other way round", [original, second, first],
            ["o 60 replaced", "y 30 replaced", "x 120 rival-corrections"], conflicts: ["x"]),
        Example(
            "14, near: a correction of the correction is no rival",
            [original, first, Diary("z", "morphine MR 15 mg bd", replaces: first)],
            ["o 60 replaced", "x 120 replaced", "z 30"]),
        Example(
            "14, near: one correction alone", [original, first], ["o 60 replaced", "x 120"]),
        Example(
            "14, near: corrections of two entries are no rivals",
            [
                original, afterwards, first,
                Diary("q", at: evening, pain: 2, "morphine MR 60 mg bd", replaces: afterwards),
            ], ["o 60 replaced", "p 120 replaced", "x 120", "q 120"]),
    ]

    static let unknown = [
        Example(
            "15: a correction of an entry that has not come", [first],
            ["x 120 correction-of-unknown-entry"], conflicts: ["x"]),
        Example(
            "15: a withdrawal of an entry that has not come",
            [Diary(silent: "w", at: evening, withdraws: original)],
            ["w none withdraws correction-of-unknown-entry"], conflicts: ["w"]),
        Example(
            "15: the entry that came in another's file meanwhile is not the one",
            [Diary("p", at: "2026-02-28T08:00:00Z", "morphine MR 60 mg bd"), first],
            ["p 120", "x 120 correction-of-unknown-entry"], conflicts: ["x"]),
        Example(
            "15: when it comes all is assessed anew", [first, original],
            ["x 120", "o 60 replaced"], conflicts: ["x"]),
        Example(
            "15, near: the entry of another patient is known, and moved", [original, moved],
            ["o 60 replaced", "m 60"]),
        Example("15, near: the entry came before", [original, first], ["o 60 replaced", "x 120"]),
    ]

    static let moments = [
        Example(
            "16: two entries of one moment with other doses", [original, other],
            ["o QUERY conflicting-entries", "e QUERY conflicting-entries"], conflicts: ["e"]),
        Example(
            "16: a third one differs as well", [original, other, Diary("f", pain: 8)],
            [
                "o QUERY conflicting-entries", "e QUERY conflicting-entries",
                "f QUERY conflicting-entries",
            ], conflicts: ["e", "f"]),
        Example(
            "16: the same moment on another clock",
            [original, Diary("e", at: "2026-03-01T09:00:00+01:00", "morphine MR 300 mg bd")],
            ["o QUERY conflicting-entries", "e QUERY conflicting-entries"], conflicts: ["e"]),
        Example(
            "16: a regimen is not carried over from there",
            [original, other, Diary("l", at: evening, nil)],
            [
                "o QUERY conflicting-entries", "e QUERY conflicting-entries",
                "l QUERY conflicting-entries",
            ], conflicts: ["e"]),
        Example(
            "16: settled by a correction",
            [original, other, Diary("c", at: evening, "morphine MR 30 mg bd", replaces: other)],
            ["o 60", "e 600 replaced", "c 60"], conflicts: ["e"]),
        Example(
            "16: settled by a withdrawal",
            [original, other, Diary(silent: "w", at: evening, withdraws: other)],
            ["o 60", "e 600 withdrawn", "w none withdraws"], conflicts: ["e"]),
        Example(
            "16: settled by a confirmation",
            [original, other, Diary(silent: "c", at: evening, confirms: original)],
            ["o 60", "e QUERY conflicting-entries", "c 60"], conflicts: ["e"]),
        Example(
            "16, near: the same words in another file",
            [original, Diary("o2", more: ",\"taken\":null")], ["o 60", "o2 60"]),
        Example(
            "16, near: one second apart", [original, Diary("e", at: "2026-03-01T08:00:01Z")],
            ["o 60", "e 60"]),
        Example(
            "16, near: two patients", [original, Diary("e", patient: "P-2", pain: 8)],
            ["o 60", "e 60"]),
    ]

    static let withdrawals = [
        Example(
            "withdrawn, it does not count, nor is its regimen carried over",
            [
                original, Diary(silent: "w", at: evening, withdraws: original),
                Diary("l", at: "2026-03-01T21:00:00Z", nil),
            ],
            ["o 60 withdrawn", "w none withdraws", "l none"]),
        Example(
            "what stands in its place goes with it",
            [original, first, Diary(silent: "w", at: evening, withdraws: original)],
            ["o 60 withdrawn", "x 120 withdrawn", "w none withdraws"]),
        Example(
            "a withdrawn correction gives way to the entry",
            [original, first, Diary(silent: "w", at: evening, withdraws: first)],
            ["o 60", "x 120 withdrawn", "w none withdraws"]),
        Example(
            "withdrawn in the other patient's name",
            [original, Diary(silent: "w", patient: "P-2", at: evening, withdraws: original)],
            ["o 60 withdrawn", "w none withdraws"]),
        Example(
            "moved, it counts for the right patient alone",
            [
                original, Diary("l", at: evening, nil),
                Diary("k", patient: "P-2", at: evening, nil), moved,
            ], ["o 60 replaced", "l none", "k 60", "m 60"]),
    ]

    /// The answer of a file in short, as above.
    private static func words(_ diary: Diary, _ answer: JSONValue) -> String {
        var words = [diary.name]
        let isStopped = answer["outcome"]?.text == "stopped"
        let codes = (answer["alerts"]?.elements ?? []).compactMap { $0["code"]?.text }
        let own = ["conflicting-entries", "correction-of-unknown-entry", "rival-corrections"]
        words.append(
            isStopped ? "QUERY" : answer["omedd"]?["mgPerDay"]?.numberText ?? "none")
        for (key, word) in [
            ("replacedBy", "replaced"), ("withdrawnBy", "withdrawn"), ("withdraws", "withdraws"),
        ] where answer[key] != nil { words.append(word) }
        return (words + codes.filter(own.contains)).joined(separator: " ")
    }

    @Test(
        "By paincalc, whose files come in the order given",
        arguments: rivals + unknown + moments + withdrawals)
    func command(_ example: Example) throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "paincalc-corrections-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let paths = try example.files.map { diary in
            let file = folder.appending(path: diary.name)
            try Data(diary.text.utf8).write(to: file)
            return file.path()
        }
        let result = try BuiltTool.run(BuiltTool.paincalc.path, ["assess", "--json"] + paths)
        #expect(result.errors == "")
        let answers = try result.output.split(separator: "\n}\n").map {
            try JSONValue(reading: Array(($0 + "\n}").utf8))
        }
        let byID = Dictionary(
            answers.map { ($0["entry"]?.text ?? "", $0) }, uniquingKeysWith: { first, _ in first })
        #expect(
            try example.files.map { Self.words($0, try #require(byID[$0.id])) } == example.expected)
    }

    @Test(
        "By paind, file after file; each conflict is told once, and replay finds every answer the same",
        arguments: (rivals + unknown + moments + withdrawals).filter {
            !$0.testDescription.contains("near")
        })
    func service(_ example: Example) throws {
        let service = try RunningService()
        for (number, diary) in example.files.enumerated() {
            try service.drop(diary.text, as: "\(diary.name).json")
            #expect(service.within { service.names(in: "spool/done").count == number + 1 })
        }
        let answers = try example.files.map { diary in
            let file = try #require(
                service.names(in: "state/reports").first {
                    $0.hasSuffix("-\(diary.id.prefix(12)).json")
                }, "\(diary.name) has no report")
            let bytes = try Data(
                contentsOf: service.folder.appending(path: "state/reports/\(file)"))
            return Self.words(diary, try JSONValue(reading: Array(bytes)))
        }
        #expect(answers == example.expected)
        let replay = try BuiltTool.paincalc.run("replay", "--config", service.configuration)
        #expect(replay.output == "equal      \(example.files.count)\ndifferent  0\n")
        service.stop()
        let told = try service.journal().filter { $0.contains(" conflicts: ") }
        let ids = example.files.filter { example.conflicts.contains($0.name) }.map(\.id)
        #expect(told.count == ids.count, "\(told)")
        for (line, id) in zip(told, ids) {
            #expect(line.hasPrefix("<4>") && line.contains("entry \(id.prefix(12)) conflicts: "))
        }
    }
}
