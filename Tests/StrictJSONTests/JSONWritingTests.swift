import StrictJSON
import TestSupport
import Testing

@Suite("Writing JSON")
struct JSONWritingTests {
    @Test("The pretty form has one member a line, indented by two spaces")
    func pretty() {
        let value = JSONValue.object([
            "dose": .string("5 mg"), "unknown": nil, "scores": .array([.integer(3), .null]),
            "none": .array([]), "empty": .object([:]), "inner": .object(["sure": .bool(true)]),
        ])
        #expect(
            value.text(.pretty) == """
                {
                  "dose": "5 mg",
                  "scores": [
                    3,
                    null
                  ],
                  "none": [],
                  "empty": {},
                  "inner": {
                    "sure": true
                  }
                }
                """)
    }

    @Test(
        "Characters that hide or reorder text are escaped, all others stand for themselves",
        arguments: [
            ("\u{1B}[31m", #""\u001b[31m""#), ("a\u{2028}b\u{2029}", #""a\u2028b\u2029""#),
            ("\u{202E}gm 5", #""\u202egm 5""#), ("\u{2066}\u{2069}", #""\u2066\u2069""#),
            ("5\u{200B}0", #""5\u200b0""#), ("\u{FEFF}", #""\ufeff""#), ("\u{85}", #""\u0085""#),
            ("\u{E0041}", #""\udb40\udc41""#), ("Ünïcödé € 😀 /", "\"Ünïcödé € 😀 /\""),
        ])
    func escapes(_ text: String, _ written: String) throws {
        #expect(JSONValue.string(text).text() == written)
        #expect(try JSONValue(reading: Array(written.utf8)) == .string(text))
    }

    @Test("A character that needs an escape is found at any place of a text", arguments: 0...17)
    func everyPlace(_ place: Int) {
        let (before, after) = (
            String(repeating: "~", count: place), String(repeating: " ", count: 9)
        )
        for (character, written) in [
            ("\"", #"\""#), ("\\", #"\\"#), ("\u{0}", #"\u0000"#), ("\u{1F}", #"\u001f"#),
            ("\u{7F}", #"\u007f"#), ("é", "é"), ("\u{200B}", #"\u200b"#), ("!", "!"), ("]", "]"),
        ] {
            let text = JSONValue.string(before + character + after).text()
            #expect(text == "\"" + before + written + after + "\"")
        }
    }

    @Test("Every character of Unicode is written as itself or as its escape")
    func everyScalar() throws {
        let short: [Unicode.Scalar: String] = [
            "\"": "\\\"", "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t",
        ]
        for start in stride(from: UInt32(0), through: 0x10FFFF, by: 0x400) {
            // Beyond the characters of living scripts, where nothing is escaped but tags, a few do.
            let step = start < 0x10000 || (0xE0000..<0xE0400).contains(start) ? 1 : 0x3F
            let scalars = stride(from: start, to: start + 0x400, by: step).compactMap {
                Unicode.Scalar($0)
            }
            let text = String(String.UnicodeScalarView(scalars.flatMap { [$0, "x"] }))
            let escaped = scalars.map { scalar -> String in
                if let known = short[scalar] { return known + "x" }
                guard QuotedText.isTreacherous(scalar) else { return "\(scalar)x" }
                return String(scalar).utf16.map { unit in
                    "\\u" + String(repeating: "0", count: 4 - String(unit, radix: 16).count)
                        + String(unit, radix: 16)
                }.joined() + "x"
            }
            #expect(JSONValue.string(text).text() == "\"\(escaped.joined())\"", "\(start)")
        }
    }

    @Test("A text that is no JSON number can't become one", arguments: ["", "05", "1.", "1 ", "x"])
    func noNumber(_ text: String) {
        #expect(JSONNumber(text) == nil)
    }

    @Test("Setting a key again keeps its place")
    func setAgain() {
        var object = JSONObject()
        object.set("a", .integer(1))
        object.set("b", .integer(2))
        object.set("a", .integer(3))
        object.set("b", nil)
        #expect(JSONValue.object(object).text() == "{\"a\":3,\"b\":2}")
    }

    @Test("What is written is read as the same value", arguments: [1, 2, 3, 4] as [UInt64])
    func roundTrip(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for round in 0..<250 {
            let value = JSONValue.random(depth: 5, &generator)
            for style in [JSONStyle.compact, .pretty] {
                let bytes = value.encoded(style)
                let read = try JSONValue(reading: bytes)
                #expect(read == value, "seed \(seed), round \(round)")
                #expect(read.encoded(style) == bytes, "seed \(seed), round \(round)")
            }
        }
    }

    @Test("Whatever bytes are read, the reader answers", arguments: [11, 12, 13] as [UInt64])
    func mutations(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var refused = 0
        for _ in 0..<2_000 {
            var bytes = JSONValue.random(depth: 4, &generator).encoded()
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                bytes[Int.random(in: bytes.indices, using: &generator)] =
                    UInt8.random(in: 0...255, using: &generator)
            }
            do throws(JSONError) {
                let value = try JSONValue(reading: bytes)
                #expect(try JSONValue(reading: value.encoded()) == value, "seed \(seed)")
            } catch {
                refused += 1
                #expect(error.position.line >= 1 && error.position.column >= 1, "seed \(seed)")
            }
        }
        #expect(refused > 500, "seed \(seed)")
    }
}

extension JSONValue {
    fileprivate static func random(depth: Int, _ generator: inout SeededGenerator) -> JSONValue {
        let count = Int.random(in: 0...4, using: &generator)
        switch Int.random(in: 0..<(depth > 0 ? 7 : 4), using: &generator) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &generator))
        case 2: return .number(randomNumber(&generator))
        case 3: return .string(randomText(&generator))
        case 4: return .array((0..<count).map { _ in random(depth: depth - 1, &generator) })
        default:
            var object = JSONObject()
            for _ in 0..<count {
                object.set(randomText(&generator), random(depth: depth - 1, &generator))
            }
            return .object(object)
        }
    }

    private static func randomNumber(_ generator: inout SeededGenerator) -> JSONNumber {
        let whole = Int.random(in: -1_000...1_000, using: &generator)
        let tail = ["", ".50", ".001", "e7", "E-2", "0e+10"].randomElement(using: &generator) ?? ""
        return JSONNumber("\(whole)\(whole == 0 ? "" : tail)") ?? JSONNumber(whole)
    }

    private static func randomText(_ generator: inout SeededGenerator) -> String {
        let ranges: [ClosedRange<UInt32>] = [
            0...0x7F, 0x20...0x7E, 0x80...0x7FF, 0x800...0xD7FF, 0xE000...0xFFFF,
            0x10000...0x10FFFF,
        ]
        var text = ""
        for _ in 0..<Int.random(in: 0...12, using: &generator) {
            let range = ranges.randomElement(using: &generator) ?? 0x20...0x7E
            guard let scalar = Unicode.Scalar(UInt32.random(in: range, using: &generator)) else {
                continue
            }
            text.unicodeScalars.append(scalar)
        }
        return text
    }
}
