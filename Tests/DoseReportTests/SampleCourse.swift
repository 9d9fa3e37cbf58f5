import DoseReport
import PainDosing
import Quantities
import ShippedEngine

/// A made-up course of one patient, an entry a day at 08:00 by a clock one hour before UTC.
struct SampleCourse {
    /// 1 March 2026, 08:00 (UTC+01:00).
    private static let start: Int64 = 1_772_348_400

    /// What a day's entry says.
    struct Day {
        /// In shorthand; nil where the entry says nothing of it.
        var regimen: String?
        var background: Int?
        /// The peaks of the episodes and how many hours before the entry they were.
        var episodes: [(peak: Int, hoursBefore: Int64)]?
        /// 6 asks for a safety stop.
        var respiratoryRate = 14
        var ignored: [String] = []
    }

    let days: [Day]

    init(_ days: Day...) { self.days = days }

    /// The entries with their answers by the shipped tables, earliest first.
    func entries() throws -> [CourseEntry] {
        let recorded = try days.enumerated().map { try entry($0.element, on: $0.offset) }
        let course = DiaryCourse(recorded)
        let engine = try Shipped.engine()
        return try zip(recorded, days).map { recorded, day in
            CourseEntry(
                header: AssessmentHeader(
                    recorded, in: course, recordedAt: recorded.entry.recordedAt.description,
                    ignored: day.ignored),
                entry: recorded.entry,
                outcome: try engine.assessment(of: recorded, in: course))
        }
    }

    /// The page of the course.
    func page(_ policy: DosingPolicy = DosingPolicy()) throws -> String {
        HTMLReport(tables: try Shipped.tables, policy: policy).course(try entries())
    }

    private func entry(_ day: Day, on number: Int) throws -> RecordedEntry {
        let now = SampleCourse.start + Int64(number) * 86_400
        guard let patient = PatientID("P-1"),
            let moment = LocalInstant(Instant(secondsSince1970: now), offsetMinutes: 60),
            let id = ContentDigest(Array(repeating: UInt8(number), count: 32))
        else { throw NoEntry() }
        return RecordedEntry(
            id: id,
            entry: try DiaryEntry(
                patient: patient, recordedAt: moment,
                pain: PainRating(background: day.background.flatMap { PainScore($0) }),
                episodes: day.episodes?.map { episode in
                    BreakthroughEpisode(
                        at: Instant(secondsSince1970: now - episode.hoursBefore * 3600),
                        peak: PainScore(episode.peak))
                },
                regimen: try day.regimen.map { try Shipped.regimen($0) },
                observations: try Observations(respiratoryRate: day.respiratoryRate)))
    }

    /// The made-up values are none.
    private struct NoEntry: Error {}
}

/// What a page says without its elements.
struct PageText {
    /// The elements in order, without their attributes' values.
    let elements: [String]
    /// The words, a line for each piece; blanks that keep numbers and units together are plain ones.
    let lines: [String]

    init(_ page: String) {
        let body = page[(page.ranges(of: "</style>").first?.upperBound ?? page.startIndex)...]
        elements = body.matches(of: /<[^>]*>/).map {
            String($0.0).replacing(/="[^"]*"/, with: "")
        }
        lines = body.replacing(/<[^>]*>/, with: "\n").replacing("\u{A0}", with: " ")
            .replacing("&#39;", with: "'").replacing("&quot;", with: "\"")
            .replacing("&lt;", with: "<").replacing("&gt;", with: ">")
            .replacing("&amp;", with: "&")
            .split(separator: "\n").map { String($0) }
    }

    /// Everything above the sources.
    var findings: ArraySlice<String> { lines.prefix { $0 != "Sources" } }
}
