import DoseReport
import PainDiary
import PainDosing
import Quantities
import TestSupport
import Testing

@testable import PaindService

@Suite("Which entries have to be assessed anew")
struct ReassessmentPlanTests {
    /// Entries known by number, so that the same entry can be moved in time.
    private static func entry(
        _ number: UInt8, at second: Int64, replaces: UInt8? = nil
    ) throws -> RecordedEntry {
        RecordedEntry(
            id: digest(number),
            entry: try DiaryEntry(
                patient: try #require(PatientID("P-1")),
                recordedAt: LocalInstant(utc: Instant(secondsSince1970: second)),
                replaces: replaces.map { digest($0) }))
    }

    private static func digest(_ number: UInt8) -> ContentDigest {
        guard let digest = ContentDigest(Array(repeating: number, count: 32)) else {
            preconditionFailure("a digest has 32 bytes")
        }
        return digest
    }

    /// What an entry looks back on.
    private static func outlook(_ recorded: RecordedEntry, _ course: DiaryCourse) -> Seen {
        Seen(
            history: course.history(
                of: recorded, hours: DiaryCourse.questionWindowHours
            ).map(\.id),
            standing: course.standing(of: recorded), conflicts: course.conflicts(of: recorded))
    }

    private struct Seen: Equatable {
        let history: [ContentDigest]
        let standing: EntryStanding
        let conflicts: [Alert]
    }

    private static func course(
        using random: inout SeededGenerator
    ) throws -> [RecordedEntry] {
        var second: Int64 = 0
        return try (1...UInt8.random(in: 2...25, using: &random)).map { number in
            second +=
                [0, 3_600, 86_400, 259_200, 604_799, 604_800].randomElement(using: &random) ?? 0
            let replaces =
                number > 1 && Bool.random(using: &random)
                ? UInt8.random(in: 1..<number, using: &random) : nil
            return try entry(
                number, at: Bool.random(using: &random) ? second : second / 2, replaces: replaces)
        }
    }

    @Test("Exactly those are touched whose history, standing or conflicts change")
    func exact() throws {
        var random = PropertyRun.generator("exactly the changed entries are touched")
        var touched = 0
        for _ in 0..<PropertyRun.cases(short: 400) {
            let entries = try Self.course(using: &random).shuffled(using: &random)
            let cut = Int.random(in: 0...entries.count, using: &random)
            let (stored, new) = (Array(entries[..<cut]), Array(entries[cut...]))
            let plan = ReassessmentPlan(stored: stored, new: new)
            let (before, after) = (DiaryCourse(stored), DiaryCourse(entries))
            #expect(plan.course == after)
            let changed = before.entries.filter {
                Self.outlook($0, before) != Self.outlook($0, after)
            }
            #expect(plan.touched.map(\.id) == changed.map(\.id))
            touched += changed.count
        }
        #expect(touched > 0)
    }

    @Test("Shifting all times equally changes nothing")
    func shifted() throws {
        var random = PropertyRun.generator("shifting all times changes nothing")
        for _ in 0..<PropertyRun.cases(short: 200) {
            let entries = try Self.course(using: &random)
            let shift = Int64.random(in: -2_000_000_000...2_000_000_000, using: &random)
            let moved = try entries.map { recorded in
                RecordedEntry(
                    id: recorded.id,
                    entry: try DiaryEntry(
                        patient: recorded.entry.patient,
                        recordedAt: LocalInstant(
                            utc: Instant(
                                secondsSince1970: recorded.entry.recordedAt.instant
                                    .secondsSince1970 + shift)),
                        replaces: recorded.entry.replaces))
            }
            let cut = Int.random(in: 0...entries.count, using: &random)
            let plan = ReassessmentPlan(stored: Array(entries[..<cut]), new: Array(entries[cut...]))
            let other = ReassessmentPlan(stored: Array(moved[..<cut]), new: Array(moved[cut...]))
            #expect(plan.touched.map(\.id) == other.touched.map(\.id))
            for (recorded, moved) in zip(entries, moved) {
                #expect(
                    Self.outlook(recorded, plan.course) == Self.outlook(moved, other.course))
            }
        }
    }
}
