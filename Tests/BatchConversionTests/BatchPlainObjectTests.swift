import TestSupport
import Testing

@testable import BatchConversion

/// Plain objects are read where they stand; all others by the strict reader.
@Suite("Plain objects are read as all others are")
struct BatchPlainObjectTests {
    /// Lines with all that a row may have, which both readers know the keys of.
    private static let lines = [
        #"{"id":"P-1","opioid":"morphine","form":"MR","strength":30,"unit":"mg","per_day":2}"#,
        #"{ "id" : 17 , "drug" : "oxycodone" , "dose" : 7.5 , "freq" : "bd" , "ward" : "3 \ B" }"#
            .replacing("\\", with: "/"),
        #"{"opioid":"co-codamol","strength":"30/500","quantity":240,"days":30,"id":null,"x":true}"#,
        #"{"strength":"0.5","drug":"","opioid":"tramadol","note":"","seen":false,"n":0.125e3}"#,
    ]

    /// What a reader makes of a line: its fields, or that it is no row.
    private final class Readers {
        let warm = JSONRowReader()
        private let strict = JSONRowReader()
        private let row = RowFields()

        /// The fields of a plain line; nil for any other.
        func plain(_ line: [UInt8]) -> [String]? {
            let memory = line + [0x0A] + Array(repeating: 0, count: Field.slack)
            return memory.withUnsafeBufferPointer { bytes in
                guard let start = bytes.baseAddress,
                    warm.readPlain(start, into: row) == line.count + 1
                else { return nil }
                return fields
            }
        }

        /// The fields of any line; nil for one that is no row.
        func any(_ line: [UInt8], by reader: JSONRowReader? = nil) -> [String]? {
            (line + [0x0A]).withUnsafeBufferPointer { bytes in
                (reader ?? strict).read(bytes, into: row) == nil ? fields : nil
            }
        }

        private var fields: [String] { BatchColumn.allCases.map { row[$0].text } }
    }

    /// Readers that know the keys of all lines.
    private static func readers() -> Readers {
        let readers = Readers()
        for line in lines { _ = readers.any(Array(line.utf8), by: readers.warm) }
        return readers
    }

    @Test("A line of known keys is plain, whatever their order and the spaces")
    func plain() throws {
        let readers = BatchPlainObjectTests.readers()
        for line in [
            BatchPlainObjectTests.lines[0], BatchPlainObjectTests.lines[1],
            BatchPlainObjectTests.lines[2],
            #"{"per_day":2,"unit":"mg","id":"P-1","strength":0.5,"opioid":"morphine"}"#,
            "\t{ \"strength\" : 10 ,\t\"opioid\":\"morphine\" } \r",
        ] {
            let fields = try #require(readers.plain(Array(line.utf8)), "\(line)")
            #expect(fields == readers.any(Array(line.utf8)), "\(line)")
        }
    }

    @Test(
        "What only the strict reader may judge is not plain",
        arguments: [
            #"{"id":"a","id":"b","opioid":"morphine","strength":5}"#,
            #"{"ward":1,"ward":2,"opioid":"morphine","strength":5}"#,
            #"{"drug":"","opioid":"morphine","strength":5}"#,
            #"{"id":"a\u0062","opioid":"morphine","strength":5}"#,
            #"{"\u0069d":"a","opioid":"morphine","strength":5}"#,
            #"{"id":"Zoë","opioid":"morphine","strength":5}"#,
            #"{"opioid":"morphine","strength":05}"#, #"{"opioid":"morphine","strength":5.}"#,
            #"{"opioid":"morphine","strength":-5}"#, #"{"opioid":"morphine","strength":5e0}"#,
            #"{"opioid":"morphine","strength":true}"#, #"{"opioid":"morphine","strength":nul}"#,
            #"{"opioid":"morphine","ward":{"x":1},"strength":5}"#, #"{"opioid":"morphine",}"#,
            #"{"opioid":"morphine" "strength":5}"#, #"{"opioid":"morphine","strength":5}}"#,
            #"{"opioid":"morphine","strength":5"#, "{}", "[]", "5", #"{"neverSeen":1}"#,
            "{\"id\":\"a\u{7F}\"}", "{\"id\":\"a\u{1}\"}",
            "{\"opioid\":\"morphine\",\"strength\":" + String(repeating: "1", count: 65) + "}",
        ])
    func notPlain(_ line: String) {
        let readers = BatchPlainObjectTests.readers()
        #expect(readers.plain(Array(line.utf8)) == nil)
    }

    @Test("Whatever happens to a line, what is read plain is what the strict reader reads")
    func damaged() throws {
        let readers = BatchPlainObjectTests.readers()
        let marks =
            Array(#"{}[]:,"\ 0159.-+eEtfnul"#.utf8) + [0x09, 0x0D, 0x00, 0x1F, 0x7F, 0xC3, 0xA9]
        var random = SeededGenerator(seed: 20)
        var plain = 0
        for _ in 0..<30_000 {
            var line = Array(
                try #require(BatchPlainObjectTests.lines.randomElement(using: &random)).utf8)
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: 0..<line.count, using: &random)
                let mark = marks.randomElement(using: &random) ?? 0
                switch Int.random(in: 0..<4, using: &random) {
                case 0: line[place] = mark
                case 1: line.insert(mark, at: place)
                case 2: line.remove(at: place)
                default:
                    let end = min(line.count, place + Int.random(in: 1...12, using: &random))
                    line.insert(
                        contentsOf: line[place..<end], at: Int.random(in: 0...place, using: &random)
                    )
                }
            }
            guard let fields = readers.plain(line) else { continue }
            plain += 1
            #expect(fields == readers.any(line), "\(String(decoding: line, as: UTF8.self))")
        }
        #expect(plain > 1_000)
    }

    @Test("A row's answer does not depend on the rows before it")
    func order() throws {
        let rows =
            BatchPlainObjectTests.lines + [
                #"{"id":"P-9","opioid":"morphine","strength":5,"unit":"mg","per_day":2,"id":"P-8"}"#,
                #"{"id":"P-9","opioid":"morphine","drug":"codeine","strength":5}"#,
            ]
        let together = try BatchRun((rows + rows).map { $0 + "\n" }.joined())
        let alone = try rows.map { try #require(BatchRun($0 + "\n").lines.first) }
        // Without the line numbers, which differ.
        func answers(_ lines: [String]) -> [Substring] { lines.map { $0.drop { $0 != "," } } }
        #expect(answers(together.lines) == answers(alone + alone))
        #expect(together.summary.ignored == ["n", "note", "seen", "ward", "x"])
    }
}
