import DoseReport
import Foundation
import PainDiary
import PainDosing
import ShippedEngine
import StrictJSON
import Testing

/// A patient's diary files with what the assessment of the last one has to say.
///
/// A folder of `Cases` holds the files `1.json`, `2.json` and so on, each an entry as a ward would drop
/// it, and `expected.json`: the source of the rule, the policy, table and country if not the default, the members that the assessment must have, alerts
/// that must be there and alerts that must not.
struct Scenario: Sendable, CustomTestStringConvertible {
    let name: String
    let title: String
    let source: String
    let policy: DosingPolicy
    let expected: JSONValue
    let alerts: [String]
    let absent: [String]
    /// Verdicts of the multimodal review that are expected, by `modality/option`.
    let verdicts: [String: String]
    /// Regimens that the review must show, by `modality/option`.
    let regimens: [String: [String]]
    let diaries: [[UInt8]]

    var testDescription: String { "\(name): \(title) [\(source)]" }

    /// Every scenario, by name.
    static let all: [Scenario] = {
        // A folder that can't be read leaves no scenario, and the test of their number fails.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().compactMap { Scenario(folder: folder.appending(path: $0)) }
    }()

    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Cases")

    /// Nil for a folder that is no scenario; its name is then missing in `all`.
    private init?(folder: URL) {
        func read(_ name: String) -> [UInt8]? {
            // The absence of the next file is how the diary ends.
            (try? Data(contentsOf: folder.appending(path: name))).map { Array($0) }
        }
        guard let bytes = read("expected.json"),
            // What is no JSON is no scenario.
            let value = try? JSONValue(reading: bytes), let title = value["title"]?.text,
            let source = value["source"]?.text, let expected = value["expect"]
        else { return nil }
        name = folder.lastPathComponent
        self.title = title
        self.source = source
        self.expected = expected
        policy = DosingPolicy(
            namedSet: value["table"]?.text.map { ConversionSetID($0) },
            country: value["country"]?.text.flatMap { Country(rawValue: $0) } ?? .unitedKingdom,
            titration: value["policy"]?.text.map { TitrationPolicyID($0) })
        alerts = value["alerts"]?.elements.compactMap(\.text) ?? []
        absent = value["absent"]?.elements.compactMap(\.text) ?? []
        verdicts = value["review"]?["verdicts"]?.members.compactMapValues(\.text) ?? [:]
        regimens = (value["review"]?["regimens"]?.members ?? [:])
            .mapValues { $0.elements.compactMap(\.text) }
        var diaries: [[UInt8]] = []
        while let diary = read("\(diaries.count + 1).json") { diaries.append(diary) }
        self.diaries = diaries
    }

    /// The entries as a service would read them.
    func entries() throws -> [RecordedEntry] {
        let reader = NativeDiary(regimens: RegimenShorthand(tables: try Shipped.tables))
        return try diaries.map {
            RecordedEntry(id: ContentDigest(of: $0), entry: try reader.decode($0))
        }
    }

    /// The assessment of the latest entry in the course of all of them.
    func outcome() throws -> (header: AssessmentHeader, outcome: Outcome<Assessment>) {
        let entries = try entries()
        let latest = try #require(entries.max())
        let engine = try Shipped.engine(policy)
        let header = AssessmentHeader(
            entry: latest.id, patient: latest.entry.patient,
            recordedAt: latest.entry.recordedAt.description)
        return (header, try engine.assessment(of: latest, in: DiaryCourse(entries)))
    }
}

extension JSONValue {
    subscript(_ key: String) -> JSONValue? {
        guard case .object(let object) = content else { return nil }
        return object[key]
    }

    /// The members of an object by their keys; empty for everything else.
    var members: [String: JSONValue] {
        guard case .object(let object) = content else { return [:] }
        return Dictionary(
            object.members.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    var text: String? {
        guard case .string(let text) = content else { return nil }
        return text
    }

    var elements: [JSONValue] {
        guard case .array(let elements) = content else { return [] }
        return elements
    }

    /// Where this value lacks what `expected` has; empty if it has all of it.
    ///
    /// `null` stands for a member that must not be there. A list must begin with the expected
    /// elements; an empty one must be empty.
    func lacks(_ expected: JSONValue, at path: String = "") -> [String] {
        switch (expected.content, content) {
        case (.object(let wanted), .object(let found)):
            return wanted.members.flatMap { member -> [String] in
                let place = path + "." + member.key
                guard let value = found[member.key] else {
                    return member.value.content == .null ? [] : ["\(place) is missing"]
                }
                return value.lacks(member.value, at: place)
            }
        case (.array(let wanted), .array(let found)):
            if wanted.isEmpty, !found.isEmpty {
                return ["\(path) is not empty: \(found.map { $0.text() })"]
            }
            if wanted.count > found.count { return ["\(path) has \(found.count) elements"] }
            return zip(wanted, found).enumerated().flatMap { index, pair in
                pair.1.lacks(pair.0, at: "\(path)[\(index)]")
            }
        default:
            return text() == expected.text()
                ? [] : ["\(path) is \(text()), expected \(expected.text())"]
        }
    }
}

extension MultimodalReview {
    /// Its options by `modality/option`.
    var options: [String: ReviewedOption] {
        var options: [String: ReviewedOption] = [:]
        for reviewed in modalities {
            for option in reviewed.options {
                options["\(reviewed.modality.id.rawValue)/\(option.option.id)"] = option
            }
        }
        return options
    }
}
