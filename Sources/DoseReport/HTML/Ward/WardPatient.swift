public import PainDosing
public import Quantities

/// What the overview of a ward says of one patient, by the latest entry that counts.
public struct WardPatient: Hashable, Sendable {
    /// How soon somebody should look, from the least to the most.
    public enum Urgency: Int, CaseIterable, Hashable, Comparable, Sendable {
        /// Neither stop nor caution.
        case none
        /// At least one caution.
        case caution
        /// The decision is to give more, less or another opioid.
        case change
        /// The decision is to review now.
        case reviewNow
        /// A question is open.
        case query
        /// At least one stop.
        case stop

        /// Compares by urgency.
        public static func < (left: Urgency, right: Urgency) -> Bool {
            left.rawValue < right.rawValue
        }
    }

    /// The patient's pseudonym, as in the reports.
    public let patient: String
    /// The address of the patient's page, relative to the overview; nil where there is none.
    public let page: String?
    /// When the latest entry was made.
    public let recordedAt: LocalInstant
    /// How soon somebody should look.
    public let urgency: Urgency
    /// The decision on the background opioid; nil where none was made, or after a stop.
    public let decision: TitrationOutcome?
    /// Why somebody should look: the stops with what is on board; else the questions with what is
    /// taken and what settles them; else the reasons of a review and the cautions.
    public let reasons: [String]
    /// The OMEDD of each day up to that of the latest entry; nil where none was computed.
    public let trend: [OMEDD?]

    /// A patient's line; nothing is checked.
    public init(
        patient: String, page: String?, recordedAt: LocalInstant, urgency: Urgency,
        decision: TitrationOutcome? = nil, reasons: [String] = [], trend: [OMEDD?] = []
    ) {
        self.patient = patient
        self.page = page
        self.recordedAt = recordedAt
        self.urgency = urgency
        self.decision = decision
        self.reasons = reasons
        self.trend = trend
    }

    /// The line of a course; nil without entries.
    ///
    /// - Parameters:
    ///   - course: the patient's entries with their answers, earliest first.
    ///   - page: the address of the course's page, relative to the overview.
    public init?(_ course: [CourseEntry], page: String?) {
        guard let picture = CoursePicture(course) else { return nil }
        let latest = picture.latest
        let decision = latest.decision
        let gravest = latest.alerts.map(\.severity).max()
        let urgency = Urgency(gravest, decision)
        let alerts = latest.alerts.filter { $0.severity > .info && $0.severity == gravest }
        let review = urgency == .reviewNow ? latest.assessment?.titration?.reasons : nil
        self.init(
            patient: latest.header.patient.text, page: page, recordedAt: latest.entry.recordedAt,
            urgency: urgency, decision: decision,
            reasons: (review ?? []).map(\.message)
                + alerts.flatMap { [$0.message, $0.question].compactMap(\.self) }
                + (latest.refusal?.wardLines ?? []),
            trend: picture.days.map(\.omedd))
    }
}

extension Refusal {
    /// What the overview tells besides the alerts.
    fileprivate var wardLines: [String] {
        let taken = isQuestion ? regimen.map { "Taken now: \(FormWords.item($0))" } : []
        let settled = isQuestion ? [settlement].compactMap(\.self) : []
        return taken + settled + onBoard.map { "On board: \(RegimenWords.onBoard($0))" }
    }
}

extension WardPatient.Urgency {
    /// The urgency of an answer.
    ///
    /// - Parameters:
    ///   - gravest: its gravest alert.
    ///   - decision: its decision on the background opioid.
    public init(_ gravest: AlertSeverity?, _ decision: TitrationOutcome?) {
        switch (gravest, decision) {
        case (.stop, _): self = .stop
        case (.query, _): self = .query
        case (_, .reviewNow): self = .reviewNow
        case (_, .raise), (_, .reduce), (_, .rotate): self = .change
        case (.caution, _): self = .caution
        default: self = .none
        }
    }
}
