import BatchConversion
import Quantities
import TestSupport
import Testing

/// Plain rows are cut and counted eight bytes at a time; all others byte by byte.
@Suite("Plain rows are read as all others are")
struct BatchPlainRowTests {
    static let header = "id,opioid,form,route,strength,unit,per_day\n"

    /// The answers without their line numbers.
    private static func answers(_ rows: [[UInt8]]) throws -> [String] {
        let run = try BatchRun(Array(header.utf8) + rows.flatMap { $0 + [0x0A] })
        return run.lines.dropFirst().map { String($0.drop { $0 != "," }) }
    }

    /// A row in which a mark makes the reader go byte by byte; its fields are the same.
    private static func quoted(_ row: [UInt8]) -> [UInt8] {
        let fields = row.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        return Array(fields.map { [0x22] + $0 + [0x22] }.joined(separator: [UInt8(ascii: ",")]))
    }

    @Test("Any byte at any place of a field", arguments: 0...8)
    func bytes(_ place: Int) throws {
        var plain: [[UInt8]] = []
        for byte in UInt8.min...UInt8.max {
            // Each of these means something to a sheet.
            if [0x0A, 0x0D, 0x22, 0x2C].contains(byte) { continue }
            for field in [0, 1, 4, 5] {
                var fields = ["P-000001", "morphine", "MR", "oral", "30", "mg", "2"]
                    .map { Array($0.utf8) }
                fields[field].insert(byte, at: min(place, fields[field].count))
                plain.append(Array(fields.joined(separator: [UInt8(ascii: ",")])))
            }
        }
        #expect(try Self.answers(plain) == Self.answers(plain.map(Self.quoted)))
    }

    @Test("A strength of any length is the number that its digits write")
    func digits() throws {
        var random = SeededGenerator(seed: 5)
        var (rows, expected): ([[UInt8]], [String]) = ([], [])
        for length in 1...18 {
            for _ in 0..<40 {
                var digits = (0..<length).map { _ in Int.random(in: 0...9, using: &random) }
                digits[0] = Int.random(in: 1...9, using: &random)
                let point = Int.random(in: 1...length, using: &random)
                let whole = digits[..<point].map(String.init).joined()
                let part = digits[point...].map(String.init).joined()
                let text = part.isEmpty ? whole : "\(whole).\(part)"
                rows.append(Array("P,morphine,IR,oral,\(text),mg,1".utf8))
                let value = try Rational(decimal: text)
                let printed = value.decimal()
                expected.append(",P,\(printed.text),\(printed.isExact ? "" : "\(value)"),mg,")
            }
        }
        let answers = try Self.answers(rows)
        #expect(answers.count == expected.count)
        for (answer, start) in zip(answers, expected) {
            #expect(answer.hasPrefix(start), "\(answer)")
        }
    }

    @Test(
        "What is no number is none at any length",
        arguments: ["0", "00", "007", "0x5", "1e3", "5.", ".5", "-5", "+5", "1_0", "12:4", "1/2/3"])
    func noNumber(_ text: String) throws {
        for length in [0, 3, 7, 8, 9] {
            let row = "P,morphine,IR,oral,\(text + String(repeating: "a", count: length)),mg,1"
            let answer = try #require(try Self.answers([Array(row.utf8)]).first)
            #expect(answer.hasPrefix(",P,,,,,,,,,"), "\(answer)")
        }
    }

    @Test("Line ends, spaces and separators change no answer")
    func lineEnds() throws {
        let rows = (1...200).map { "P-\($0),oxycodone,IR,oral,\($0).5,mg,\($0 % 6 + 1)" }
        let all = Self.header + rows.map { $0 + "\n" }.joined()
        let answers = try BatchRun(all).lines
        let windows = all.replacing("\n", with: "\r\n")
        #expect(try BatchRun(windows).lines == answers)
        #expect(try BatchRun(all.replacing(",", with: " , ")).lines == answers)
        for separator in [";", "\t"] {
            let run = try BatchRun(all.replacing(",", with: separator))
            #expect(run.lines.map { $0.replacing(separator, with: ",") } == answers)
        }
    }

    @Test("More words than are remembered are answered all the same")
    func manyWords() throws {
        let word = Array("hydromorphone".utf8)
        let rows = (0..<8_400).map { number -> [UInt8] in
            let name = word.enumerated().map { place, byte in
                number >> place & 1 == 1 ? byte - 0x20 : byte
            }
            return Array("P,".utf8) + name + Array(",IR,oral,2.6,mg,2".utf8)
        }
        let answers = try Self.answers(rows)
        #expect(answers.count == rows.count)
        #expect(Set(answers).count == 1)
        // Twice 2.6 mg, by the factor of FPM20.
        #expect(try answers.first == Self.answers([rows[0]]).first)
        #expect(answers.first?.hasPrefix(",P,5.2,,mg,5,26,,fpm-2020,") == true)
    }
}
