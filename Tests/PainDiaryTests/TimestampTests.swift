import PainDiary
import PainDosing
import Quantities
import Testing

/// A text with the moment that it writes.
struct TimestampExample: Sendable, CustomTestStringConvertible {
    let text: String
    let seconds: Int64
    let offset: Int

    var testDescription: String { text }
}

@Suite("Moments in RFC 3339")
struct TimestampTests {
    @Test(
        "A moment with its offset is read to the second and printed again",
        arguments: [
            TimestampExample(text: "1970-01-01T00:00:00Z", seconds: 0, offset: 0),
            TimestampExample(text: "1969-12-31T23:59:59Z", seconds: -1, offset: 0),
            TimestampExample(text: "1900-01-01T00:00:00Z", seconds: -2_208_988_800, offset: 0),
            TimestampExample(text: "2200-12-31T23:59:59Z", seconds: 7_289_654_399, offset: 0),
            TimestampExample(text: "2000-02-29T12:00:00Z", seconds: 951_825_600, offset: 0),
            TimestampExample(
                text: "2024-02-29T23:30:00-05:00", seconds: 1_709_267_400, offset: -300),
            TimestampExample(text: "2026-03-09T08:30:00+01:00", seconds: 1_773_041_400, offset: 60),
            TimestampExample(
                text: "2026-01-01T00:00:00+23:59", seconds: 1_767_139_260, offset: 1439),
            TimestampExample(
                text: "2025-12-31T23:59:59-23:59", seconds: 1_767_311_939, offset: -1439),
            TimestampExample(text: "1969-12-31T19:15:00-04:45", seconds: 0, offset: -285),
        ])
    func readAndPrinted(_ example: TimestampExample) throws {
        let moment = try Timestamp.parse(example.text)
        #expect(moment.instant.secondsSince1970 == example.seconds)
        #expect(moment.offsetMinutes == example.offset)
        #expect(Timestamp.text(moment) == example.text)
    }

    @Test(
        "Other ways to write the same moment are read as well",
        arguments: [
            "2026-03-09t07:30:00z", "2026-03-09T07:30:00+00:00", "2026-03-09T07:30:00.9Z",
            "2026-03-09T07:30:00.000000001Z",
        ])
    func otherForms(_ text: String) throws {
        #expect(Timestamp.text(try Timestamp.parse(text)) == "2026-03-09T07:30:00Z")
    }

    @Test(
        "A moment that is doubtful is refused with what is accepted",
        arguments: [
            ("", .form), ("2026-03-09", .form), ("2026-03-09 08:30:00Z", .form),
            ("2026-3-9T08:30:00Z", .form), ("2026-03-09T08:30Z", .form),
            ("20260309T083000Z", .form), ("2026-03-09T08:30:00 Z", .form),
            ("2026-03-09T08:30:00Z ", .form), ("2026-03-09T08:30:00.Z", .form),
            ("2026-03-09T08:30:00.1234567890Z", .form), ("2026-03-09T08:30:00+01", .form),
            ("2026-03-09T08:30:00+0100", .form), ("2026-03-09T08:30:00CET", .form),
            ("٢٠٢٦-03-09T08:30:00Z", .form), ("+2026-03-09T08:30:00Z", .form),
            ("2026-03-09T08:30:00", .missingOffset), ("2026-03-09T08:30:00.5", .missingOffset),
            ("2026-03-09T08:30:00-00:00", .unknownOffset),
            ("2026-02-29T08:30:00Z", .noSuchDay), ("1900-02-29T08:30:00Z", .noSuchDay),
            ("2100-02-29T08:30:00Z", .noSuchDay), ("2026-04-31T08:30:00Z", .noSuchDay),
            ("2026-13-01T08:30:00Z", .noSuchDay), ("2026-00-01T08:30:00Z", .noSuchDay),
            ("2026-01-00T08:30:00Z", .noSuchDay),
            ("1899-12-31T23:59:59Z", .year), ("2201-01-01T00:00:00Z", .year),
            ("2026-03-09T24:00:00Z", .noSuchTime), ("2026-03-09T23:60:00Z", .noSuchTime),
            ("2026-03-09T23:59:61Z", .noSuchTime),
            ("2016-12-31T23:59:60Z", .leapSecond),
            ("2026-03-09T08:30:00+24:00", .noSuchOffset),
            ("2026-03-09T08:30:00-01:60", .noSuchOffset),
        ] as [(String, TimestampError)])
    func refused(_ text: String, _ reason: TimestampError) {
        #expect(throws: reason) { try Timestamp.parse(text) }
    }

    @Test("Every day from 1900 to 2200 follows the day before")
    func everyDay() throws {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        var seconds: Int64 = -2_208_988_800
        for year in Timestamp.years {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            for (index, usual) in lengths.enumerated() {
                for day in 1...(usual + (index == 1 && isLeap ? 1 : 0)) {
                    let moment = LocalInstant(utc: Instant(secondsSince1970: seconds))
                    let text = Timestamp.text(moment)
                    let expected =
                        "\(year)-\(index < 9 ? "0" : "")\(index + 1)-"
                        + "\(day < 10 ? "0" : "")\(day)T00:00:00Z"
                    guard text == expected, try Timestamp.parse(text) == moment else {
                        Issue.record("\(text) is not \(expected)")
                        return
                    }
                    seconds += 86_400
                }
            }
        }
        #expect(seconds == 7_289_654_400)
    }
}
