import StrictJSON
import Testing

/// A text with the compact form in which it is written back.
struct AcceptedText: Sendable, CustomTestStringConvertible {
    let text: String
    let compact: String

    init(_ text: String, _ compact: String) {
        self.text = text
        self.compact = compact
    }

    var testDescription: String { text }
}

@Suite("Texts that are JSON")
struct JSONAcceptanceTests {
    @Test(
        "A text that RFC 8259 allows is read",
        arguments: [
            AcceptedText("null", "null"),
            AcceptedText(" \t\r\n true \n", "true"),
            AcceptedText("false", "false"),
            AcceptedText("\"\"", "\"\""),
            AcceptedText("0", "0"),
            AcceptedText("-0", "-0"),
            AcceptedText("-1.50", "-1.50"),
            AcceptedText("1e3", "1e3"),
            AcceptedText("1E+3", "1E+3"),
            AcceptedText("0.5e-07", "0.5e-07"),
            AcceptedText("[]", "[]"),
            AcceptedText("[ ]", "[]"),
            AcceptedText("{ }", "{}"),
            AcceptedText("[1 , 2,[3]]", "[1,2,[3]]"),
            AcceptedText("{\"b\":1, \"a\" : {\"\":null}}", "{\"b\":1,\"a\":{\"\":null}}"),
            AcceptedText(#""\" \\ \/ \b \f \n \r \t""#, #""\" \\ / \u0008 \u000c \n \r \t""#),
            AcceptedText(#""\u0041\u00e9\u20AC""#, "\"Aé€\""),
            AcceptedText(#""\ud83d\ude00""#, "\"😀\""),
            AcceptedText("\"é€😀\"", "\"é€😀\""),
            AcceptedText(#""\u0000""#, #""\u0000""#),
            AcceptedText("\"\u{7F}\"", #""\u007f""#),
            AcceptedText("\"\u{FFFF}\u{10FFFF}\"", "\"\u{FFFF}\u{10FFFF}\""),
        ])
    func accepted(_ example: AcceptedText) throws {
        let value = try JSONValue(reading: Array(example.text.utf8))
        #expect(value.text() == example.compact)
    }

    @Test("A number of 64 characters keeps every digit")
    func longNumber() throws {
        let text = "0." + String(repeating: "3", count: 62)
        #expect(
            try JSONValue(reading: Array(text.utf8)).content == .number(#require(JSONNumber(text))))
    }

    @Test(
        "Arrays and objects may be nested 32 levels deep",
        arguments: [("[", "]"), ("{\"a\":", "}")])
    func deepest(_ opening: String, _ closing: String) throws {
        let text =
            String(repeating: opening, count: 32) + (opening == "[" ? "" : "1")
            + String(repeating: closing, count: 32)
        #expect(try JSONValue(reading: Array(text.utf8)).text() == text)
    }

    @Test("An object of many keys keeps their order and finds each")
    func manyKeys() throws {
        let keys = (0..<200).map { "key\($0)" }
        let text = "{" + keys.map { "\"\($0)\":\"\($0)\"" }.joined(separator: ",") + "}"
        let value = try JSONValue(reading: Array(text.utf8))
        guard case .object(let object) = value.content else {
            Issue.record("an object was expected")
            return
        }
        #expect(object.members.map(\.key) == keys)
        #expect(keys.allSatisfy { object[$0] == .string($0) })
        #expect(object["key200"] == nil)
    }
}
