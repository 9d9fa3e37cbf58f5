import Foundation
import StrictJSON

/// The files of `Fixtures/fhir`.
enum FHIRFixture {
    static func bytes(_ name: String) throws -> [UInt8] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        return Array(try Data(contentsOf: folder.appending(path: "Fixtures/fhir/\(name)")))
    }
}

/// A bundle that is refused, with the faults that are told.
struct RefusedBundle: Sendable, CustomStringConvertible {
    let title: String
    let bundle: [UInt8]
    let faults: [String]

    var description: String { title }

    /// Every bundle of `refused.json`; a file that can't be read leaves none, and the test of their
    /// number fails.
    static let all: [RefusedBundle] = {
        guard let bytes = try? FHIRFixture.bytes("refused.json"),
            // See above.
            let value = try? JSONValue(reading: bytes), case .array(let cases) = value.content
        else { return [] }
        return cases.compactMap { RefusedBundle($0) }
    }()

    private init?(_ value: JSONValue) {
        guard case .object(let object) = value.content,
            case .string(let title)? = object["title"]?.content
        else { return nil }
        func lines(_ key: String) -> [String] {
            guard case .array(let values)? = object[key]?.content else { return [] }
            return values.compactMap { line in
                if case .string(let text) = line.content { text } else { nil }
            }
        }
        self.title = title
        bundle = Array(lines("bundle").joined(separator: "\n").utf8)
        faults = lines("faults")
    }
}
