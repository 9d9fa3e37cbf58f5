import StrictJSON
import Testing

/// A text with the sentence by which it is refused.
struct RefusedText: Sendable, CustomTestStringConvertible {
    let bytes: [UInt8]
    let description: String
    let isIncomplete: Bool

    init(_ text: String, _ description: String, isIncomplete: Bool = false) {
        self.init(bytes: Array(text.utf8), description, isIncomplete: isIncomplete)
    }

    init(bytes: [UInt8], _ description: String, isIncomplete: Bool = false) {
        self.bytes = bytes
        self.description = description
        self.isIncomplete = isIncomplete
    }

    var testDescription: String { String(decoding: bytes.prefix(40), as: UTF8.self) }
}

private let value = "a value (object, array, string, number, true, false or null)"
private let notUTF8 = "the bytes are not valid UTF-8, the only encoding accepted"
private let lone =
    "half of a surrogate pair stands alone; accepted are pairs such as \\ud83d\\ude00"
private let mark = "the text begins with a byte order mark; accepted is UTF-8 without one"
private let zero = "a number begins with 0 before another digit; accepted is 5 or 0.5, not 05"
private let deep = "arrays and objects are nested more deeply than the 32 levels accepted"
private let reserved =
    "only NUL bytes follow, as if the file were still being written; accepted is the text alone"
private let once = "accepted is each key once"

@Suite("Texts that are not JSON")
struct JSONRefusalTests {
    @Test(
        "A wrong text is refused with its place, what was found and what is accepted",
        arguments: [
            RefusedText("[1,]", "line 1, column 4: found \"]\"; accepted here is \(value)"),
            RefusedText("[,1]", "line 1, column 2: found \",\"; accepted here is a value or ]"),
            RefusedText("[1 2]", "line 1, column 4: found \"2\"; accepted here is a comma or ]"),
            RefusedText("[1}", "line 1, column 3: found \"}\"; accepted here is a comma or ]"),
            RefusedText("]", "line 1, column 1: found \"]\"; accepted here is \(value)"),
            RefusedText(
                "{\"a\":1,}",
                "line 1, column 8: found \"}\"; accepted here is a key in double quotes"),
            RefusedText(
                "{a:1}",
                "line 1, column 2: found \"a\"; accepted here is a key in double quotes or }"),
            RefusedText(
                "{'a':1}",
                "line 1, column 2: found \"'\"; accepted here is a key in double quotes or }"),
            RefusedText(
                "{1:1}",
                "line 1, column 2: found \"1\"; accepted here is a key in double quotes or }"),
            RefusedText("{\"a\" 1}", "line 1, column 6: found \"1\"; accepted here is a colon"),
            RefusedText("{\"a\":}", "line 1, column 6: found \"}\"; accepted here is \(value)"),
            RefusedText(
                "{\"a\":1]", "line 1, column 7: found \"]\"; accepted here is a comma or }"),
            RefusedText(
                "{\"a\":1,\"b\":2,\"a\":1}",
                "line 1, column 14: the key \"a\" stands twice; \(once)"),
            RefusedText(
                "{\"a\":1,\"\\u0061\":1}", "line 1, column 8: the key \"a\" stands twice; \(once)"),
            RefusedText("True", "line 1, column 1: found \"T\"; accepted here is \(value)"),
            RefusedText("trux", "line 1, column 1: found \"t\"; accepted here is \(value)"),
            RefusedText("NaN", "line 1, column 1: found \"N\"; accepted here is \(value)"),
            RefusedText("nul ", "line 1, column 1: found \"n\"; accepted here is \(value)"),
            RefusedText("Infinity", "line 1, column 1: found \"I\"; accepted here is \(value)"),
            RefusedText("-Infinity", "line 1, column 2: found \"I\"; accepted here is a digit"),
            RefusedText("+1", "line 1, column 1: found \"+\"; accepted here is \(value)"),
            RefusedText(".5", "line 1, column 1: found \".\"; accepted here is \(value)"),
            RefusedText("05", "line 1, column 1: \(zero)"),
            RefusedText("[-05]", "line 1, column 3: \(zero)"),
            RefusedText("[5.]", "line 1, column 4: found \"]\"; accepted here is a digit"),
            RefusedText("[1e]", "line 1, column 4: found \"]\"; accepted here is a digit"),
            RefusedText("[1e+ 2]", "line 1, column 5: found \" \"; accepted here is a digit"),
            RefusedText(
                "[1,5.2.3]", "line 1, column 7: found \".\"; accepted here is a comma or ]"),
            RefusedText(
                "0x10",
                "line 1, column 2: found \"x\" after the value; accepted is one JSON value and nothing after it"
            ),
            RefusedText(
                String(repeating: "1", count: 65),
                "line 1, column 1: a number has more than the 64 characters accepted"),
            RefusedText(
                "{} {}",
                "line 1, column 4: found \"{\" after the value; accepted is one JSON value and nothing after it"
            ),
            RefusedText(
                "[1] // one",
                "line 1, column 5: found \"/\" after the value; accepted is one JSON value and nothing after it"
            ),
            RefusedText("/**/1", "line 1, column 1: found \"/\"; accepted here is \(value)"),
            RefusedText(
                "[\u{A0}1]", "line 1, column 2: found \"\\u{a0}\"; accepted here is a value or ]"),
            RefusedText(
                "[\u{0B}]", "line 1, column 2: found U+000B; accepted here is a value or ]"),
        ])
    func refused(_ example: RefusedText) throws {
        try check(example)
    }

    @Test(
        "A string is refused for what stands in it",
        arguments: [
            RefusedText("'a'", "line 1, column 1: found \"'\"; accepted here is \(value)"),
            RefusedText(
                #""\x41""#,
                "line 1, column 3: found \"x\"; accepted here is one of \" \\ / b f n r t u after a backslash"
            ),
            RefusedText(
                #""\u00g0""#,
                "line 1, column 6: found \"g\"; accepted here is four hexadecimal digits after \\u"),
            RefusedText(#""\ud83d""#, "line 1, column 2: \(lone)"),
            RefusedText(#""\ud83dx""#, "line 1, column 2: \(lone)"),
            RefusedText(#""\ude00""#, "line 1, column 2: \(lone)"),
            RefusedText(#""é\ud83d\u0041""#, "line 1, column 3: \(lone)"),
            RefusedText(#""\ud83d\n""#, "line 1, column 2: \(lone)"),
            RefusedText(
                "\"a\nb\"",
                "line 1, column 3: a string holds the control character U+000A; accepted is its escape, such as \\n"
            ),
            RefusedText(
                "\"a\u{0}b\"",
                "line 1, column 3: a string holds the control character U+0000; accepted is its escape, such as \\n"
            ),
            RefusedText(bytes: [0x22, 0x80, 0x22], "line 1, column 2: \(notUTF8)"),
            RefusedText(bytes: [0x22, 0xC0, 0xAF, 0x22], "line 1, column 2: \(notUTF8)"),
            RefusedText(bytes: [0x22, 0xE0, 0x80, 0xAF, 0x22], "line 1, column 2: \(notUTF8)"),
            RefusedText(bytes: [0x22, 0xED, 0xA0, 0x80, 0x22], "line 1, column 2: \(notUTF8)"),
            RefusedText(
                bytes: [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], "line 1, column 2: \(notUTF8)"),
            RefusedText(bytes: [0x22, 0xC3, 0x22], "line 1, column 2: \(notUTF8)"),
            RefusedText(bytes: [0x22, 0xFF, 0x22], "line 1, column 2: \(notUTF8)"),
            RefusedText(
                bytes: [0x5B, 0xFC, 0x5D],
                "line 1, column 2: found the byte 0xfc; accepted here is a value or ]"),
        ])
    func refusedString(_ example: RefusedText) throws {
        try check(example)
    }

    @Test(
        "A text that was cut off says so",
        arguments: [
            RefusedText(
                "", "line 1, column 1: the text is empty; accepted is one JSON value",
                isIncomplete: true),
            RefusedText(
                " \n ", "line 2, column 2: the text is empty; accepted is one JSON value",
                isIncomplete: true),
            RefusedText(
                "[1,", "line 1, column 4: the text ends; accepted here is \(value)",
                isIncomplete: true),
            RefusedText(
                "{\"a\"", "line 1, column 5: the text ends; accepted here is a colon",
                isIncomplete: true),
            RefusedText(
                "-", "line 1, column 2: the text ends; accepted here is a digit", isIncomplete: true
            ),
            RefusedText(
                "tru", "line 1, column 4: the text ends; accepted here is \(value)",
                isIncomplete: true),
            RefusedText(
                bytes: [0x22, 0xE2, 0x82],
                "line 1, column 2: the text ends; accepted here is the rest of a UTF-8 character",
                isIncomplete: true),
            RefusedText(bytes: [0, 0, 0], "line 1, column 1: \(reserved)", isIncomplete: true),
            RefusedText("{\"a\":1}\0\0", "line 1, column 8: \(reserved)", isIncomplete: true),
            RefusedText("{\"a\":\0\0\0", "line 1, column 6: \(reserved)", isIncomplete: true),
            RefusedText("[\"a\0\0\0", "line 1, column 4: \(reserved)", isIncomplete: true),
            RefusedText("[tr\0\0\0", "line 1, column 4: \(reserved)", isIncomplete: true),
        ])
    func cutOff(_ example: RefusedText) throws {
        try check(example)
    }

    @Test("NUL bytes before other text are wrong, not a file still being written")
    func nulWithin() throws {
        let error = try #require(throws: JSONError.self) {
            try JSONValue(reading: Array("[1,\0\0 2]".utf8))
        }
        #expect(!error.isIncomplete)
        #expect(error.fault == .unexpected(found: "U+0000", .value))
    }

    @Test(
        "A byte order mark is refused",
        arguments: [[0xEF, 0xBB, 0xBF, 0x31], [0xFF, 0xFE, 0x31, 0], [0xFE, 0xFF, 0, 0x31]]
            as [[UInt8]])
    func byteOrderMark(_ bytes: [UInt8]) throws {
        try check(RefusedText(bytes: bytes, "line 1, column 1: \(mark)"))
    }

    @Test("Nesting beyond 32 levels is refused at its place", arguments: [33, 512, 100_000])
    func tooDeep(_ levels: Int) throws {
        try check(
            RefusedText(String(repeating: "[", count: levels), "line 1, column 33: \(deep)"))
        let error = try #require(throws: JSONError.self) {
            try JSONValue(reading: Array(String(repeating: "{\"a\":", count: levels).utf8))
        }
        #expect(error.fault == .tooDeep)
    }

    @Test("A key that stands twice among many is found")
    func duplicateAmongMany() throws {
        let members = (0..<100).map { "\"key\($0)\":0" } + ["\"key3\":0"]
        let error = try #require(throws: JSONError.self) {
            try JSONValue(reading: Array("{\(members.joined(separator: ","))}".utf8))
        }
        #expect(error.fault == .duplicateKey(key: "\"key3\""))
    }

    @Test("Every beginning of a document is incomplete, and none is taken for the whole")
    func beginnings() throws {
        let text = #"{"a é😀\ud83d\ude00":[1.5e-3,true,false,null,{"b":"\n\u00e9"}],"c":-0.1}"#
        let bytes = Array(text.utf8)
        _ = try JSONValue(reading: bytes)
        for count in bytes.indices {
            for tail in [[], [0], [0, 0, 0]] as [[UInt8]] {
                let error = try #require(throws: JSONError.self) {
                    try JSONValue(reading: bytes[..<count] + tail)
                }
                #expect(error.isIncomplete, "\(count) bytes of the text: \(error)")
            }
        }
    }

    private func check(_ example: RefusedText) throws {
        let error = try #require(throws: JSONError.self) {
            try JSONValue(reading: example.bytes)
        }
        #expect(error.description == example.description)
        #expect(error.isIncomplete == example.isIncomplete)
    }
}
