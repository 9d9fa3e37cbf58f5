import PainDiary
import PainDosing
import Quantities
import Testing

@Suite("A course by the clocks of its diaries")
struct CourseTimeTests {
    private static func entry(
        _ number: UInt8, _ moment: String, patient: String = "P-1", replaces: UInt8? = nil
    ) throws -> RecordedEntry {
        RecordedEntry(
            id: digest(number),
            entry: try DiaryEntry(
                patient: try #require(PatientID(patient)), recordedAt: try Timestamp.parse(moment),
                replaces: replaces.map { digest($0) }))
    }

    private static func digest(_ number: UInt8) -> ContentDigest {
        guard let digest = ContentDigest(Array(repeating: number, count: 32)) else {
            preconditionFailure("a digest has 32 bytes")
        }
        return digest
    }

    /// An earlier and a later entry, and whether the earlier is in the window before the later.
    struct Pair: Sendable, CustomTestStringConvertible {
        let earlier: String
        let later: String
        let hours: Int
        let counts: Bool

        var testDescription: String { "\(earlier) within \(hours) h of \(later)" }

        init(_ earlier: String, _ later: String, _ hours: Int, _ counts: Bool) {
            self.earlier = earlier
            self.later = later
            self.hours = hours
            self.counts = counts
        }
    }

    /// An entry is out of the window when exactly its length has passed.
    @Test(
        "Windows count hours that have passed, on whatever clock",
        arguments: [
            Pair("2026-03-09T08:00:01Z", "2026-03-10T08:00:00Z", 24, true),
            Pair("2026-03-09T08:00:00Z", "2026-03-10T08:00:00Z", 24, false),
            Pair("2026-03-08T08:00:01Z", "2026-03-10T08:00:00Z", 48, true),
            Pair("2026-03-08T08:00:00Z", "2026-03-10T08:00:00Z", 48, false),
            Pair("2026-03-07T08:00:01Z", "2026-03-10T08:00:00Z", 72, true),
            Pair("2026-03-07T08:00:00Z", "2026-03-10T08:00:00Z", 72, false),
            Pair("2026-03-03T08:00:01Z", "2026-03-10T08:00:00Z", 168, true),
            Pair("2026-03-03T08:00:00Z", "2026-03-10T08:00:00Z", 168, false),
            // In Berlin the clocks go forward at 02:00 of 29 March 2026: 08:00 to 08:00 is 23 hours.
            Pair("2026-03-28T08:00:00+01:00", "2026-03-29T08:00:00+02:00", 24, true),
            Pair("2026-03-28T07:00:01+01:00", "2026-03-29T08:00:00+02:00", 24, true),
            Pair("2026-03-28T07:00:00+01:00", "2026-03-29T08:00:00+02:00", 24, false),
            // And back at 03:00 of 25 October 2026: 08:00 to 08:00 is 25 hours.
            Pair("2026-10-24T08:00:00+02:00", "2026-10-25T08:00:00+01:00", 24, false),
            Pair("2026-10-24T09:00:00+02:00", "2026-10-25T08:00:00+01:00", 24, false),
            Pair("2026-10-24T09:00:01+02:00", "2026-10-25T08:00:00+01:00", 24, true),
            // 2028 has a 29 February, 2026 has none, 2100 neither.
            Pair("2028-02-28T12:00:00Z", "2028-03-01T12:00:00Z", 48, false),
            Pair("2028-02-28T12:00:01Z", "2028-03-01T12:00:00Z", 48, true),
            Pair("2028-02-29T12:00:01Z", "2028-03-01T12:00:00Z", 24, true),
            Pair("2026-02-28T12:00:00Z", "2026-03-01T12:00:00Z", 24, false),
            Pair("2026-02-28T12:00:01Z", "2026-03-01T12:00:00Z", 24, true),
            Pair("2100-02-28T12:00:00Z", "2100-03-01T12:00:00Z", 24, false),
            // Over the date line, the earlier entry has the later date.
            Pair("2026-03-10T01:00:00+14:00", "2026-03-09T12:00:00-11:00", 24, true),
            Pair("2025-12-31T23:59:59-00:30", "2026-01-01T00:30:00Z", 24, true),
        ])
    func window(_ pair: Pair) throws {
        let earlier = try Self.entry(1, pair.earlier)
        let later = try Self.entry(2, pair.later)
        let course = DiaryCourse([later, earlier])
        #expect(course.entries.map(\.id) == [earlier.id, later.id])
        #expect(
            course.history(of: later, hours: pair.hours).map(\.id)
                == (pair.counts ? [earlier.id] : []))
        #expect(course.history(of: earlier, hours: pair.hours) == [])
    }

    @Test("One moment on several clocks is one moment, within which no entry looks back on another")
    func sameMoment() throws {
        let moments = [
            "2026-03-29T03:30:00+02:00", "2026-03-29T02:30:00+01:00", "2026-03-29T01:30:00Z",
            "2026-03-28T20:00:00-05:30",
        ]
        let entries = try moments.enumerated().map {
            try Self.entry(UInt8($0.offset + 1), $0.element)
        }
        for order in [entries, entries.reversed()] {
            let course = DiaryCourse(order)
            #expect(course.entries.map(\.id) == entries.map(\.id))
            #expect(entries.map { course.history(of: $0).count } == [0, 0, 0, 0])
        }
    }

    @Test("Entries of another patient are no history, with a correction in the course or without")
    func otherPatient() throws {
        let entries = try [
            Self.entry(1, "2026-03-09T08:00:00Z"),
            Self.entry(2, "2026-03-09T09:00:00Z", patient: "P-2"),
            Self.entry(3, "2026-03-09T10:00:00Z"),
            Self.entry(4, "2026-03-09T10:00:00Z", patient: "P-2"),
            Self.entry(5, "2026-03-09T11:00:00Z"),
        ]
        let correction = try Self.entry(6, "2026-03-09T09:00:00Z", patient: "P-2", replaces: 2)
        for course in [DiaryCourse(entries), DiaryCourse(entries + [correction])] {
            #expect(course.history(of: entries[4]).map(\.id) == [entries[0].id, entries[2].id])
        }
    }

    @Test("A correction on another clock counts in the place of what it replaces")
    func correctedClock() throws {
        let wrong = try Self.entry(1, "2026-03-29T08:00:00+01:00")
        let right = try Self.entry(2, "2026-03-29T08:00:00+02:00", replaces: 1)
        let later = try Self.entry(3, "2026-03-30T06:30:00+02:00")
        let course = DiaryCourse([later, wrong, right])
        #expect(course.history(of: later, hours: 24).map(\.id) == [right.id])
        #expect(course.history(of: right) == [])
        #expect(course.history(of: wrong) == [])
    }
}
