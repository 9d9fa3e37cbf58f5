import PainDiary
import Testing

/// Fields of an entry, on its second line, with the faults by which it is refused.
struct RefusedDiary: Sendable, CustomTestStringConvertible {
    let fields: String
    let faults: [String]

    init(_ fields: String, _ faults: String...) {
        self.fields = fields
        self.faults = faults
    }

    var testDescription: String { String(fields.prefix(60)) }
}

private let diary = NativeDiary(regimens: FakeRegimens())

private func faults(of bytes: [UInt8]) throws -> [String] {
    let error = try #require(throws: DiaryError.self) { try diary.decode(bytes) }
    #expect(!error.isIncomplete)
    return error.description.split(separator: "\n").map(String.init)
}

private let score = "accepted is a whole number from 0 to 10"
private let hex = "accepted is the 64 hexadecimal digits of an entry's SHA-256"
private let rescue =
    #"{"at":"2026-03-09T08:00:00Z","rescue":{"opioid":"morphine","dose":"10 mg"}}"#
private let dose = #"{"at":"2026-03-09T08:00:00Z","opioid":"morphine","dose":"10 mg"}"#

@Suite("Diaries that are refused")
struct NativeDiaryRefusalTests {
    @Test(
        "A value that can't be is refused with its place, its path and what is accepted",
        arguments: [
            RefusedDiary(
                #""pain": {"worst": 11}"#,
                "line 2, column 19: pain.worst: found 11; \(score)"),
            RefusedDiary(
                #""pain": {"worst": 3.5}"#,
                "line 2, column 19: pain.worst: found 3.5; \(score)"),
            RefusedDiary(
                #""pain": {"worst": "8"}"#,
                "line 2, column 19: pain.worst: found \"8\"; \(score)"),
            RefusedDiary(
                #""pain": {"worst": -1, "mechanism": "nerve"}"#,
                "line 2, column 19: pain.worst: found -1; \(score)",
                "line 2, column 36: pain.mechanism: found \"nerve\"; "
                    + "accepted is \"nociceptive\", \"neuropathic\" or \"mixed\""),
            RefusedDiary(#""pain": 5"#, "line 2, column 9: pain: found 5; accepted is an object"),
            RefusedDiary(
                #""pain": {"average": 5}"#,
                "line 2, column 10: pain.average: the key \"average\" is not known; "
                    + "accepted are background, worst, goal, mechanism"),
            RefusedDiary(
                #""adverseEffects": ["nausea", "nausea", "hiccups"]"#,
                "line 2, column 30: adverseEffects[1]: \"nausea\" is listed twice; list each effect once",
                "line 2, column 40: adverseEffects[2]: found \"hiccups\"; accepted is \"drowsiness\", "
                    + "\"nausea\", \"vomiting\", \"constipation\", \"confusion\", \"hallucinations\", "
                    + "\"myoclonus\", \"hyperalgesia\", \"itching\", \"dry-mouth\", "
                    + "\"urinary-retention\", \"sweating\" or \"respiratory-depression\""),
            RefusedDiary(
                #""replaces": "12ab""#, "line 2, column 13: replaces: found \"12ab\"; \(hex)"),
            RefusedDiary(
                #""adverseEffects": [null]"#,
                "line 2, column 20: adverseEffects[0]: found null; accepted is \"drowsiness\", "
                    + "\"nausea\", \"vomiting\", \"constipation\", \"confusion\", \"hallucinations\", "
                    + "\"myoclonus\", \"hyperalgesia\", \"itching\", \"dry-mouth\", "
                    + "\"urinary-retention\", \"sweating\" or \"respiratory-depression\""),
        ])
    func value(_ example: RefusedDiary) throws {
        #expect(try faults(of: bytes(example.fields)) == example.faults)
    }

    @Test(
        "A measurement beyond what is possible is refused with its range and unit",
        arguments: [
            ("respiratoryRate", "81", "a whole number from 0 to 80"),
            ("spo2", "101", "a whole number from 0 to 100"),
            ("spo2", "96.5", "a whole number from 0 to 100"),
            ("weightKg", "1.9", "a plain decimal number from 2 to 400 kg"),
            ("weightKg", "6e1", "a plain decimal number from 2 to 400 kg"),
            ("weightKg", "-60", "a plain decimal number from 2 to 400 kg"),
            ("egfr", "200.01", "a plain decimal number from 0 to 200 mL/min/1.73 m²"),
            ("qtcMs", "199", "a whole number from 200 to 800"),
            ("temperatureC", "98.6", "a plain decimal number from 25 to 45 °C"),
        ])
    func measurement(_ name: String, _ value: String, _ accepted: String) throws {
        let column = 21 + name.count
        #expect(
            try faults(of: bytes("\"observations\":{\"\(name)\":\(value)}")) == [
                "line 2, column \(column - 1): observations.\(name): found \(value); accepted is \(accepted)"
            ])
    }

    @Test(
        "Sedation is refused on a score that its scale does not have",
        arguments: [
            (
                #"{"scale":"POSS","score":0}"#,
                "score: found 0; accepted is \"S\" or a whole number from 1 to 4"
            ),
            (
                #"{"scale":"POSS","score":"s"}"#,
                "score: found \"s\"; accepted is \"S\" or a whole number from 1 to 4"
            ),
            (
                #"{"scale":"RASS-PAL","score":5}"#,
                "score: found 5; accepted is a whole number from -5 to 4"
            ),
            (
                #"{"scale":"RASS","score":1}"#,
                "scale: found \"RASS\"; accepted is \"POSS\" or \"RASS-PAL\""
            ),
            (#"{"score":1}"#, "scale: the key \"scale\" is missing"),
        ])
    func sedation(_ text: String, _ fault: String) throws {
        let found = try faults(of: bytes("\"observations\":{\"sedation\":\(text)}"))
        #expect(
            found.map { $0.split(separator: ": ", maxSplits: 1).last.map(String.init) }
                == ["observations.sedation.\(fault)"])
    }

    @Test(
        "Doses that can't be read, lie in the future or would count twice are refused",
        arguments: [
            RefusedDiary(
                #""regimen": ["codeine MR 30 mg bd", {"opioid": "morphine"}, 5]"#,
                "line 2, column 13: regimen[0]: found \"codeine\"; accepted is a known opioid",
                "line 2, column 36: regimen[1].dose: the key \"dose\" is missing",
                "line 2, column 60: regimen[2]: found 5; accepted is shorthand such as "
                    + "\"morphine MR 30 mg bd\", or an object"),
            RefusedDiary(
                #""taken": [{"opioid":"morphine","dose":"5"}]"#,
                "line 2, column 11: taken[0].at: the key \"at\" is missing"),
            RefusedDiary(
                #""taken": [{"at":"2026-03-09T08:00:00Z","opioid":"morphine","dose":"5"}]"#,
                "line 2, column 11: taken[0]: found \"5\"; accepted is a dose such as 5 mg"),
            RefusedDiary(
                #""taken": [{"at":"2026-03-09T20:30:01Z","opioid":"morphine","dose":"5 mg"}]"#,
                "line 2, column 11: taken[0]: the dose is taken after the entry was recorded"),
            RefusedDiary(
                #""episodes": [{"at":"2026-03-09T20:30:01Z"}]"#,
                "line 2, column 14: episodes[0]: the episode begins after the entry was recorded"),
            RefusedDiary(
                #""episodes": [{"at":"2026-03-09T20:00:00Z","rescue":"#
                    + #"{"at":"2026-03-09T21:00:00Z","opioid":"morphine","dose":"5 mg"}}]"#,
                "line 2, column 14: episodes[0]: the rescue dose is taken after the entry was recorded"
            ),
            RefusedDiary(
                "\"episodes\":[\(rescue)],\"taken\":[\(dose)]",
                "line 2, column 99: taken[0]: the dose is listed twice: also as the rescue dose of "
                    + "episodes[0]; list each dose once"),
            RefusedDiary(
                "\"taken\":[\(dose),\(dose)]",
                "line 2, column 75: taken[1]: the dose is listed twice: also at taken[0]; "
                    + "list each dose once, or one dose of the sum"),
            RefusedDiary(
                "\"episodes\":[\(rescue),\(rescue)]",
                "line 2, column 89: episodes[1]: the rescue dose is listed twice: also at episodes[0]; "
                    + "list each dose once, or one dose of the sum"),
            RefusedDiary(
                "\"regimen\":[\"morphine MR 30 mg bd\",\"morphine IR 5 mg prn x3\"],\"taken\":[\(dose)]",
                "line 2, column 35: regimen[1]: rescue doses would be counted twice: the regimen counts "
                    + "them, and taken or episodes list them one by one; keep one of the two"),
            RefusedDiary(
                "\"regimen\":[\"morphine IR 5 mg prn x3\"],\"episodes\":[\(rescue)]",
                "line 2, column 12: regimen[0]: rescue doses would be counted twice: the regimen counts "
                    + "them, and taken or episodes list them one by one; keep one of the two"),
        ])
    func doses(_ example: RefusedDiary) throws {
        #expect(try faults(of: bytes(example.fields)) == example.faults)
    }

    @Test("A comedication whose name hides characters is refused, and the name is shown escaped")
    func hiddenName() throws {
        let found = try faults(of: bytes(#""context":{"comedications":["a\u202Eb"]}"#))
        #expect(
            found == [
                "line 2, column 29: context.comedications[0]: found \"a\\u{202e}b\"; "
                    + "accepted is a name without control characters"
            ])
    }

    @Test("Lists and strings that are too long are refused")
    func limits() throws {
        let episodes = Array(repeating: #"{"at":"2026-03-09T08:00:00Z"}"#, count: 501)
        #expect(
            try faults(of: bytes("\"episodes\":[\(episodes.joined(separator: ","))]")) == [
                "line 2, column 12: episodes: found 501 elements; accepted are at most 500"
            ])
        let items = Array(repeating: "morphine MR 30 mg bd", count: 51)
        let split = items.map { "\"\($0)\"" }.joined(separator: ",")
        #expect(
            try faults(of: bytes("\"regimen\":[\(split)]")) == [
                "line 2, column 11: regimen: found 51 elements; accepted are at most 50"
            ])
        let nine = items.prefix(9).joined(separator: ";")
        let shorthand = Array(repeating: "\"\(nine)\"", count: 6).joined(separator: ",")
        #expect(
            try faults(of: bytes("\"regimen\":[\(shorthand)]")) == [
                "line 2, column \(12 + 5 * (nine.count + 3)): regimen[5]: found 54 regimen items; "
                    + "accepted are at most 50"
            ])
        let name = String(repeating: "n", count: 201)
        #expect(
            try faults(of: bytes("\"context\":{\"comedications\":[\"\(name)\"]}")) == [
                "line 2, column 29: context.comedications[0]: found \"\(name.prefix(40))\"…; "
                    + "accepted is a string of 1 to 200 characters"
            ])
    }

    @Test("Twenty faults are told, the others are counted")
    func manyFaults() throws {
        let wrong = Array(repeating: "{}", count: 25).joined(separator: ",")
        let found = try faults(of: bytes("\"episodes\":[\(wrong)]"))
        #expect(found.count == 21)
        #expect(found.last == "and 5 more")
    }

    @Test(
        "A document of another schema is refused for that alone",
        arguments: [
            (
                "[]",
                "line 1, column 1: found an array; accepted is an object with \"schema\": \"pain-diary/1\""
            ),
            (
                "{\"pain\":7}",
                "line 1, column 1: the key \"schema\" is missing; accepted is \"pain-diary/1\""
            ),
            (
                "{\"schema\":\"pain-diary/2\",\"pain\":7}",
                "line 1, column 11: schema: found \"pain-diary/2\"; accepted is \"pain-diary/1\""
            ),
        ])
    func schema(_ text: String, _ fault: String) throws {
        #expect(try faults(of: Array(text.utf8)) == [fault])
    }

    @Test(
        "Who and when must be told, in a form that leaves no doubt",
        arguments: [
            (
                #"{"schema":"pain-diary/1"}"#,
                [
                    "line 1, column 1: patient: the key \"patient\" is missing",
                    "line 1, column 1: recordedAt: the key \"recordedAt\" is missing",
                ]
            ),
            (
                #"{"schema":"pain-diary/1","patient":"../p","recordedAt":"2026-03-09T20:30:00"}"#,
                [
                    "line 1, column 36: patient: found \"../p\"; accepted is 1 to 64 ASCII letters, "
                        + "digits, - _ and .",
                    "line 1, column 56: recordedAt: found \"2026-03-09T20:30:00\"; accepted is a time "
                        + "with its offset from UTC, such as 2026-03-09T08:30:00+01:00 or …Z",
                ]
            ),
        ])
    func required(_ text: String, _ expected: [String]) throws {
        #expect(try faults(of: Array(text.utf8)) == expected)
    }

    @Test("What is no JSON is refused with the reader's own sentence")
    func notJSON() throws {
        #expect(
            try faults(of: Array("{\"patient\":\"a\",\n\"patient\":\"b\"}".utf8)) == [
                "line 2, column 1: the key \"patient\" stands twice; accepted is each key once"
            ])
    }
}
