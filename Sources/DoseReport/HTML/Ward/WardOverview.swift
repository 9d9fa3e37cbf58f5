import PainDosing
public import Quantities

/// The patients of a ward on one HTML page, the most urgent first.
public struct WardOverview: Sendable {
    /// A patient whose latest entry is older stands behind all others: as long as a course's charts show,
    /// in seconds.
    public static let longestSilence = Int64(CoursePicture.mostDays) * 86_400

    /// When the page is made; ages are as of then.
    let now: Instant
    /// Within a group they stand in this order.
    let patients: [WardPatient]
    /// How many patients there are, listed or not.
    let total: Int
    /// How many answers may not be on the pages yet.
    let behind: Int
    /// When the last file came; nil while none has.
    let lastFileAt: Instant?

    /// A page of these patients, grouped by urgency and otherwise in the order given.
    public init(
        now: Instant, patients: [WardPatient], total: Int, behind: Int = 0, lastFileAt: Instant?
    ) {
        self.now = now
        self.patients = patients
        self.total = total
        self.behind = behind
        self.lastFileAt = lastFileAt
    }

    /// The page as HTML that needs nothing but itself; its links lead to the patients' pages.
    public var html: String {
        PageFrame(title: "Ward overview").page(
            header: header,
            main: Markup([
                behind == 0
                    ? .nothing
                    : .paragraph("card refused") {
                        "The newest \(behind == 1 ? "answer is" : "\(behind) answers are") not "
                            + "counted here yet."
                    },
                summary,
                Markup(groups.map { section($0) }),
            ]),
            footer: footer)
    }

    private var header: Markup {
        Markup([
            element("h1") { "Ward overview" },
            element("p") {
                "As of "
                moment(LocalInstant(utc: now))
                "; ages count to then."
            },
            element("p") {
                if let lastFileAt {
                    "The last file came \(ElapsedTime(from: lastFileAt, to: now).words), at "
                    moment(LocalInstant(utc: lastFileAt))
                    "."
                } else {
                    "No file has come yet."
                }
            },
        ])
    }

    /// Patients under one heading.
    private struct Group {
        let id: String
        let heading: String
        let patients: [WardPatient]
    }

    private var groups: [Group] {
        let start = now.secondsSince1970 - WardOverview.longestSilence
        let recent = patients.filter { $0.recordedAt.instant.secondsSince1970 >= start }
        let silent = patients.filter { $0.recordedAt.instant.secondsSince1970 < start }
        let byUrgency = WardPatient.Urgency.allCases.reversed().map { urgency in
            Group(
                id: urgency.id, heading: urgency.heading,
                patients: recent.filter { $0.urgency == urgency })
        }
        let others = Group(
            id: "silent", heading: "No entry for four weeks", patients: silent)
        return (byUrgency + [others]).filter { !$0.patients.isEmpty }
    }

    /// How many patients each group has, with a way to it.
    private var summary: Markup {
        guard !patients.isEmpty else {
            return .paragraph("card") { "There are no entries yet." }
        }
        return element("nav", ["aria-label": "Patients by urgency"]) {
            element("ul", ["class": "plain tally", "role": "list"]) {
                for group in groups {
                    element("li") {
                        element("a", ["href": "#\(group.id)"]) {
                            "\(group.heading): \(group.patients.count)"
                        }
                    }
                }
            }
        }
    }

    private func section(_ group: Group) -> Markup {
        .section(group.id, group.heading, class: "card ward \(group.id)") {
            element("ul", ["class": "plain", "role": "list"]) {
                for patient in group.patients { WardLine(patient: patient, now: now).item }
            }
        }
    }

    private var footer: Markup {
        let others = total - patients.count
        return Markup([
            element("p") {
                "Each patient stands here by the latest entry that counts; a later entry takes the "
                    + "place of its stops, queries and cautions. The line shows the OMEDD of at most four "
                    + "weeks, from zero."
            },
            others > 0
                ? element("p") {
                    "Not listed: \(others) of \(total) patients, who are less urgent or have older "
                        + "entries than all of these. Their pages are kept."
                } : .nothing,
        ])
    }
}

extension WardPatient.Urgency {
    fileprivate var id: String {
        switch self {
        case .stop: "stop"
        case .query: "query"
        case .reviewNow: "review-now"
        case .change: "change"
        case .caution: "caution"
        case .none: "other"
        }
    }

    fileprivate var heading: String {
        switch self {
        case .stop: "STOP"
        case .query: "Question open"
        case .reviewNow: "Review now"
        case .change: "Change of dose"
        case .caution: "Caution"
        case .none: "No stop, no caution"
        }
    }
}
