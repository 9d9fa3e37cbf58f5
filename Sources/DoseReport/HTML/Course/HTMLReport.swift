public import PainDosing
import Quantities

/// A patient's course as one HTML page that needs nothing but itself: to be opened anywhere, read on
/// a phone, printed in black and white.
public struct HTMLReport: Sendable {
    let tables: TableSet
    let policy: DosingPolicy

    /// A report that draws the limits of these tables and the thresholds of this team.
    public init(tables: TableSet, policy: DosingPolicy = DosingPolicy()) {
        self.tables = tables
        self.policy = policy
    }

    /// The page of one patient's course: the latest entry's alerts, decision and doses, the course
    /// before it as charts with their numbers, and the arithmetic.
    ///
    /// After a safety stop, or with a question open, the page holds no dose for that entry.
    ///
    /// - Parameters:
    ///   - entries: the patient's entries with their answers, earliest first; without any, the page
    ///     is empty.
    ///   - missing: how many further entries of these weeks there are whose answers can't be drawn.
    public func course(_ entries: [CourseEntry], missing: Int = 0) -> String {
        guard let picture = CoursePicture(entries) else { return "" }
        let latest = picture.latest
        let assessment = latest.assessment
        return PageFrame(title: "Pain course of \(latest.header.patient.text)").page(
            header: header(picture, missing),
            main: Markup([
                element("div", ["class": "columns lead"]) {
                    alerts(latest)
                    present(latest)
                    notes(latest)
                },
                element("div", ["class": "charts"]) {
                    painChart(picture)
                    doseChart(picture)
                    rescueChart(picture)
                    assessment?.medication.map { regimen($0) } ?? .nothing
                },
                assessment?.breakthrough.map { breakthroughCard($0) } ?? .nothing,
                assessment.map { details($0) } ?? .nothing,
            ]),
            footer: sources(picture))
    }

    private func header(_ picture: CoursePicture, _ missing: Int) -> Markup {
        let latest = picture.latest
        let count = picture.entries.count
        return Markup([
            element("h1") { "Patient \(latest.header.patient.text)" },
            element("p") {
                "Pain course, last four weeks: \(count == 1 ? "1 entry" : "\(count) entries"), "
                "the latest of "
                moment(latest.entry.recordedAt)
            },
            missing == 0
                ? .nothing
                : element("p") {
                    "Left out: \(missing == 1 ? "1 entry" : "\(missing) entries") with an answer of "
                        + "another version of this program; the text reports have them."
                },
        ])
    }

    /// A publication behind a sentence.
    func cite(_ source: SourceID?, evidence: Evidence = .read) -> Markup {
        guard let source else { return .nothing }
        return cite("[\(source)\(evidence.mark)]")
    }

    func cite(_ words: String) -> Markup {
        Markup([Markup(" "), element("span", ["class": "cite"]) { words }])
    }
}
