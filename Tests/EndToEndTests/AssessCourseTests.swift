import Foundation
import StrictJSON
import Testing

@Suite("paincalc assess, several files of one patient")
struct AssessCourseTests {
    /// Diary files in a folder that goes with the value.
    private final class Files {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "paincalc-course-\(UUID().uuidString)")

        init() throws {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }

        deinit {
            // The system empties its temporary folder in any case.
            try? FileManager.default.removeItem(at: folder)
        }

        /// Writes a diary file.
        ///
        /// - Returns: its path.
        func write(
            _ name: String, at moment: String, _ rest: String, patient: String = "P-1"
        ) throws -> String {
            let file = folder.appending(path: name)
            let text =
                "{\"schema\":\"pain-diary/1\",\"patient\":\"\(patient)\","
                + "\"recordedAt\":\"\(moment)\"\(rest)}"
            try Data(text.utf8).write(to: file)
            return file.path()
        }

        /// The id of the entry in a file, as anybody finds it.
        func id(_ path: String) throws -> String {
            let sum = try BuiltTool.run("/usr/bin/sha256sum", [path])
            return String(sum.output.prefix(64))
        }
    }

    private static let controlled =
        ",\"pain\":{\"background\":2,\"worst\":7},\"regimen\":[\"morphine MR 30 mg bd\"],\"episodes\":[]"

    @Test("A line for each entry by time, whatever the order of the files, then the latest in full")
    func course() throws {
        let files = try Files()
        let first = try files.write("1", at: "2026-03-01T08:00:00+01:00", Self.controlled)
        let second = try files.write(
            "2", at: "2026-03-01T20:00:00+01:00", ",\"pain\":{\"background\":5}")
        let third = try files.write(
            "3", at: "2026-03-02T07:00:00Z",
            ",\"observations\":{\"respiratoryRate\":6},\"regimen\":[\"morphine MR 60 mg bd\"]")
        let correction = try files.write(
            "4", at: "2026-03-02T08:01:00+01:00",
            Self.controlled + ",\"replaces\":\"\(try files.id(third))\"")
        let result = try BuiltTool.paincalc.run("assess", third, correction, second, first, first)
        #expect(result.errors == "")
        #expect(result.status == 0)
        let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.first == "Patient P-1, 4 entries")
        let rows = [
            "recorded                   background  worst  episodes  OMEDD  decision  remark",
            "2026-03-01T08:00:00+01:00  2           7      0         60 mg  hold      ",
            // The regimen is that of the first entry.
            "2026-03-01T20:00:00+01:00  5           ?      ?         60 mg  hold      ",
            "2026-03-02T07:00:00Z       ?           ?      ?         -                "
                + "replaced by entry \(try files.id(correction).prefix(12))",
            "2026-03-02T08:01:00+01:00  2           7      0         60 mg  hold      ",
        ]
        for (line, row) in zip(lines.dropFirst(2), rows) { #expect(line.hasPrefix(row)) }
        #expect(lines.contains("Patient P-1, entry of 2026-03-02T08:01:00+01:00"))
        #expect(lines.contains { $0.hasPrefix("OMEDD 60 mg of oral morphine per day") })
        for order in [[first, second, third, correction], [correction, first, third, second]] {
            let other = try BuiltTool.run(BuiltTool.paincalc.path, ["assess"] + order)
            #expect(other.output == result.output)
        }
    }

    @Test("As JSON there is one document for each entry, by time; a replaced one names the other")
    func documents() throws {
        let files = try Files()
        let first = try files.write("1", at: "2026-03-01T08:00:00Z", Self.controlled)
        let correction = try files.write(
            "2", at: "2026-03-01T08:00:00Z",
            Self.controlled + ",\"replaces\":\"\(try files.id(first))\"")
        let other = try files.write("3", at: "2026-02-01T08:00:00Z", "", patient: "P-2")
        let last = try files.write("4", at: "2026-03-02T08:00:00Z", Self.controlled)
        let result = try BuiltTool.paincalc.run("assess", last, other, correction, first, "--json")
        #expect(result.status == 0)
        let documents = try result.output.split(separator: "\n}\n").map {
            try JSONValue(reading: Array(($0 + "\n}").utf8))
        }
        #expect(documents.count == 4)
        #expect(documents.map { $0["patient"]?.text } == ["P-1", "P-1", "P-1", "P-2"])
        let byEntry = Dictionary(
            documents.map { ($0["entry"]?.text ?? "", $0) }, uniquingKeysWith: { first, _ in first }
        )
        #expect(byEntry[try files.id(first)]?["replacedBy"]?.text == (try files.id(correction)))
        #expect(byEntry[try files.id(correction)]?["replacedBy"] == nil)
        #expect(documents[2]["entry"]?.text == (try files.id(last)))
    }

    @Test("A stop exits 3 unless its entry was replaced")
    func stops() throws {
        let files = try Files()
        let stop = try files.write(
            "1", at: "2026-03-01T08:00:00Z",
            ",\"observations\":{\"respiratoryRate\":6},\"regimen\":[\"morphine MR 60 mg bd\"]")
        let later = try files.write("2", at: "2026-03-02T08:00:00Z", Self.controlled)
        let correction = try files.write(
            "3", at: "2026-03-01T08:00:00Z",
            Self.controlled + ",\"replaces\":\"\(try files.id(stop))\"")
        let stopped = try BuiltTool.paincalc.run("assess", stop, later)
        #expect(stopped.status == 3)
        #expect(stopped.output.contains("STOP, no dose"))
        #expect(try BuiltTool.paincalc.run("assess", stop, later, correction).status == 0)
        #expect(try BuiltTool.paincalc.run("assess", stop, later, "--json").status == 3)
    }

    @Test("One file that can't be read keeps the whole from being answered, and is named")
    func malformed() throws {
        let files = try Files()
        let good = try files.write("good", at: "2026-03-01T08:00:00Z", Self.controlled)
        let bad = try files.write("bad", at: "yesterday", "")
        let result = try BuiltTool.paincalc.run("assess", good, bad)
        #expect(result.status == 65)
        #expect(result.output == "")
        #expect(result.errors.contains("\(bad): "))
    }
}
