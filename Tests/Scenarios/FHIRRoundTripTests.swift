import DoseReport
import Foundation
import PainDiary
import PainDosing
import ShippedEngine
import StrictJSON
import Testing

@Suite("Diaries through FHIR and back")
struct FHIRRoundTripTests {
    @Test("An entry written as a bundle is read back as the same entry", arguments: Scenario.all)
    func sameEntry(_ scenario: Scenario) throws {
        let reader = FHIRDiary(regimens: RegimenShorthand(tables: try Shipped.tables))
        for recorded in try scenario.entries() {
            guard let bundle = try encoded(recorded.entry) else { continue }
            let reading = try reader.read(bundle.encoded(.pretty))
            #expect(reading.entry == recorded.entry)
            #expect(reading.ignored.isEmpty)
        }
    }

    @Test("The course read from bundles has the same assessment", arguments: Scenario.all)
    func sameAssessment(_ scenario: Scenario) throws {
        let reader = FHIRDiary(regimens: RegimenShorthand(tables: try Shipped.tables))
        let native = try scenario.entries()
        var entries: [RecordedEntry] = []
        for recorded in native {
            guard let bundle = try encoded(recorded.entry) else { return }
            // The digest is provenance: corrections name it, so it stays that of the native file.
            entries.append(
                RecordedEntry(id: recorded.id, entry: try reader.decode(bundle.encoded())))
        }
        let engine = try Shipped.engine(scenario.policy)
        for (one, other) in zip(native, entries) {
            let header = AssessmentHeader(
                one, in: DiaryCourse(native), recordedAt: one.entry.recordedAt.description)
            let before = try engine.assessment(of: one, in: DiaryCourse(native))
            let after = try engine.assessment(of: other, in: DiaryCourse(entries))
            #expect(
                JSONReport.assessment(before, header).encoded()
                    == JSONReport.assessment(after, header).encoded())
        }
    }

    @Test("Only what the native format can't write either can't be written as a bundle")
    func refused() throws {
        var refused: [String] = []
        var written = 0
        for scenario in Scenario.all {
            for recorded in try scenario.entries() {
                if try encoded(recorded.entry) == nil {
                    refused.append(scenario.name)
                } else {
                    written += 1
                }
            }
        }
        #expect(written > 100)
        #expect(refused.count < written / 5, "\(refused)")
    }

    /// The bundle of an entry; nil for one with a product that no diary format can name.
    private func encoded(_ entry: DiaryEntry) throws -> JSONValue? {
        do throws(DiaryEncodingError) {
            return try FHIRDiary.encode(entry)
        } catch {
            #expect(throws: error) { try NativeDiary.encode(entry) }
            return nil
        }
    }
}
