import Foundation
import PainDiary
import StrictJSON
import Testing

/// A file that is refused, with everything that is said of it.
///
/// The folder `Fixtures/malformed` has one list for each format: titles, the lines of the file, and
/// the lines of the message. A line that is empty at the end stands for the last line end.
struct Malformed: Sendable, CustomTestStringConvertible {
    let title: String
    let format: DiaryFormat
    let bytes: [UInt8]
    let message: [String]
    /// Whether the file may only have been cut off, so that the service waits for the rest.
    let isIncomplete: Bool

    var testDescription: String { "\(format.name): \(title)" }

    /// Every file of every format; a list that can't be read is empty, and the test of their number
    /// fails.
    static let all =
        list("native", .native) + list("sheets", .csv) + list("bundles", .fhir)

    private static func list(_ name: String, _ format: DiaryFormat) -> [Malformed] {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Fixtures/malformed/\(name).json")
        // See above.
        guard let data = try? Data(contentsOf: file),
            let value = try? JSONValue(reading: Array(data)), case .array(let rows) = value.content
        else { return [] }
        return rows.compactMap { Malformed($0, format) }
    }

    /// Nil for a row that is none; its title is then missing.
    private init?(_ value: JSONValue, _ format: DiaryFormat) {
        guard case .object(let object) = value.content,
            case .string(let title)? = object["title"]?.content,
            let lines = Malformed.lines(object["file"]),
            let message = Malformed.lines(object["message"])
        else { return nil }
        self.title = title
        self.format = format
        self.message = message
        bytes = Array(lines.joined(separator: "\n").utf8)
        isIncomplete = object["incomplete"]?.content == .bool(true)
    }

    private static func lines(_ value: JSONValue?) -> [String]? {
        guard case .array(let values)? = value?.content else { return nil }
        return values.compactMap { line in
            if case .string(let text) = line.content { text } else { nil }
        }
    }
}
