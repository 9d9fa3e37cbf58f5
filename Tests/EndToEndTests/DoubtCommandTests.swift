import Foundation
import StrictJSON
import Testing

/// `paincalc assess` over entries that do not fit each other: the public causes of death by opioids, each
/// with what must be asked, and near misses.
@Suite("paincalc assess, entries that don't fit")
struct DoubtCommandTests {
    struct Course: Sendable, CustomTestStringConvertible {
        let name: String
        /// What each day writes after the patient and the time.
        let days: [String]
        let options: [String]
        let status: Int32
        let code: String?
        /// Words that the answer of the last day has to have.
        let words: [String]

        var testDescription: String { name }

        init(
            _ name: String, _ days: [String], options: [String] = [], status: Int32 = 4,
            code: String?, _ words: [String] = []
        ) {
            self.name = name
            self.days = days
            self.options = options
            self.status = status
            self.code = code
            self.words = words
        }

        static func day(_ regimen: String, _ more: String = "") -> String {
            "\"pain\":{\"background\":3,\"worst\":6},\"regimen\":[\(regimen.isEmpty ? "" : "\"\(regimen)\"")],"
                + "\"observations\":{\"respiratoryRate\":14,\"sedation\":{\"scale\":\"POSS\",\"score\":1}},"
                + "\"context\":{\"ageYears\":66,\"opioidNaive\":false,\"aroundTheClockDays\":20}\(more)"
        }

        static let all = [
            Course(
                "ten times", [day("oxycodone MR 20 mg bd"), day("oxycodone MR 200 mg bd")],
                code: "dose-jump",
                [
                    "From 60 to 600 mg of oral morphine a day: 10 times.",
                    "Was 20 mg meant, a decimal point further left?",
                    "confirms: [{code: dose-jump",
                ]),
            Course(
                "confirmed on the command line",
                [day("morphine MR 20 mg bd"), day("morphine MR 60 mg bd")],
                options: ["--confirm", "dose-jump"], status: 0, code: nil,
                ["Confirmed as meant: From 40 to 120 mg of oral morphine a day: 3 times."]),
            Course(
                "another code confirms nothing",
                [day("morphine MR 20 mg bd"), day("morphine MR 60 mg bd")],
                options: ["--confirm", "unit-slip"], code: "dose-jump"),
            Course(
                "the same milligrams of a stronger drug",
                [day("morphine MR 20 mg bd"), day("hydromorphone MR 20 mg bd")],
                code: "same-milligrams",
                ["the same milligrams as before, but hydromorphone in the place of morphine"]),
            Course(
                "a second patch",
                [
                    day("fentanyl patch 75 mcg/h"),
                    day("fentanyl patch 75 mcg/h; fentanyl patch 75 mcg/h"),
                ],
                code: "added-beside", ["Was the patch on before taken off?"]),
            Course(
                "an hour's rate for a day's",
                [day("CSCI oxycodone 20 mg/24h"), day("CSCI oxycodone 20 mg/h")],
                code: "unit-slip", ["Is the rate for 24 hours or for one hour?"]),
            Course(
                "nothing, after a high dose", [day("morphine MR 100 mg bd"), day("")],
                code: "dose-fall", ["Was the opioid stopped on purpose?"]),
            Course(
                "no opioid yesterday, twenty days claimed today",
                [day(""), day("morphine MR 20 mg bd")], status: 0, code: nil,
                ["20 days on regular opioids are stated; 24 hours ago the diary shows none"]),
            Course(
                "a dose of forty times the rescue dose",
                [
                    day(
                        "morphine MR 30 mg bd",
                        ",\"taken\":[{\"at\":\"2026-03-01T02:00:00Z\",\"opioid\":\"morphine\","
                            + "\"formulation\":\"IR\",\"dose\":\"400 mg\"}]")
                ], code: "rescue-too-large",
                ["400 mg of morphine at once: 40 times the rescue dose"]),
            Course(
                "regular doses listed as taken count once",
                [
                    day(
                        "morphine IR 10 mg q4h",
                        ",\"taken\":["
                            + [2, 6].map {
                                "{\"at\":\"2026-03-01T0\($0):00:00Z\",\"opioid\":\"morphine\","
                                    + "\"formulation\":\"IR\",\"dose\":\"10 mg\"}"
                            }.joined(separator: ",") + "]")
                ], status: 0, code: nil,
                ["OMEDD 60 mg", "Regular doses that are listed as taken as well were counted once"]),
            Course(
                "a planned rise of half",
                [day("morphine MR 40 mg bd"), day("morphine MR 60 mg bd")],
                status: 0, code: nil, ["OMEDD 120 mg"]),
            Course(
                "a pump in place of tablets",
                [day("morphine MR 60 mg bd"), day("CSCI morphine 60 mg/24h")], status: 0, code: nil),
        ]
    }

    @Test("The question, the exit status and the words", arguments: Course.all)
    func asked(_ course: Course) throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "paincalc-doubt-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var files: [String] = []
        for (number, day) in course.days.enumerated() {
            let file = folder.appending(path: "\(number).json")
            let text =
                "{\"schema\":\"pain-diary/1\",\"patient\":\"P-1\","
                + "\"recordedAt\":\"2026-03-0\(number + 1)T08:00:00Z\",\(day)}"
            try Data(text.utf8).write(to: file)
            files.append(file.path())
        }
        let text = try BuiltTool.run(
            BuiltTool.paincalc.path, ["assess"] + course.options + files)
        #expect(text.status == course.status, "\(text.errors)")
        let words = text.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for wanted in course.words {
            #expect(words.contains(wanted), "\(wanted) in \(text.output)")
        }
        let json = try BuiltTool.run(
            BuiltTool.paincalc.path, ["assess", "--format", "json"] + course.options + files)
        let queries = json.output.matches(of: /"code": "([a-z-]+)",\s+"severity": "query"/)
            .map { String($0.1) }
        #expect(queries == (course.code.map { [$0] } ?? []))
        if course.code != nil {
            #expect(!words.contains("Rescue"), "a dose beside a question")
        }
    }

    @Test("A code that no question has is refused, since it would confirm nothing")
    func unknownCode() throws {
        let result = try BuiltTool.paincalc.run("assess", "--confirm", "no-such-code", "-")
        #expect(result.status == 64)
        #expect(result.errors.contains("there is no query \"no-such-code\""))
    }
}
