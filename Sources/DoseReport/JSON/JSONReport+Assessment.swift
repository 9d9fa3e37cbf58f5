public import PainDosing
public import StrictJSON

/// What heads an assessment: whose entry it is, and which.
public struct AssessmentHeader: Hashable, Sendable {
    /// The digest by which the entry is known.
    public let entry: ContentDigest
    /// The patient's pseudonym.
    public let patient: PatientID
    /// RFC 3339 with the offset of the diary.
    public let recordedAt: String
    /// Whether the entry counts in the course of its patient.
    public let standing: EntryStanding
    /// The parts of the file that the entry does not rest on, each with its place and why.
    public let ignored: [String]

    /// A header; that `recordedAt` is RFC 3339 is not checked.
    public init(
        entry: ContentDigest, patient: PatientID, recordedAt: String,
        standing: EntryStanding = .counts, ignored: [String] = []
    ) {
        self.entry = entry
        self.patient = patient
        self.recordedAt = recordedAt
        self.standing = standing
        self.ignored = ignored
    }
}

extension AssessmentHeader {
    /// Whether the entry says what holds for the patient.
    public var counts: Bool { standing == .counts }

    /// Whether nothing of what the entry came to is true any more.
    var isVoid: Bool {
        switch standing {
        case .replaced, .withdrawn: true
        case .counts, .setAside, .withdrawal: false
        }
    }
}

extension JSONObject {
    /// Adds what keeps an entry from counting, and nothing for one that counts.
    fileprivate mutating func set(_ standing: EntryStanding) {
        switch standing {
        case .counts: return
        case .replaced(let other): set("replacedBy", .string(other.description))
        case .withdrawn(let other): set("withdrawnBy", .string(other.description))
        case .setAside(let other): set("setAsideFor", .string(other.description))
        case .withdrawal(let other): set("withdraws", .string(other.description))
        }
    }
}

extension JSONReport {
    /// The document `paincalc/assessment/1`.
    public static func assessment(
        _ outcome: Outcome<Assessment>, _ header: AssessmentHeader, site: SiteReference? = nil
    ) -> JSONValue {
        var object = JSONObject()
        object.set("schema", .string("paincalc/assessment/1"))
        object.set("site", .site(site))
        object.set("entry", .string(header.entry.description))
        object.set("patient", .string(header.patient.text))
        object.set("recordedAt", .string(header.recordedAt))
        object.set(header.standing)
        if !header.ignored.isEmpty {
            object.set("ignored", .array(header.ignored.map { .string($0) }))
        }
        switch outcome {
        case .computed(let assessment):
            object.set("outcome", .string("computed"))
            object.set("titration", assessment.titration.map { .titration($0) })
            if let medication = assessment.medication { object.set(medication) }
            let figures = assessment.medication.flatMap { answer in
                object["omedd"].map { (answer, $0) }
            }
            object.set(
                "breakthrough",
                assessment.breakthrough.map { answer in
                    var part = JSONObject()
                    part.set(answer, beside: figures)
                    return .object(part)
                })
            object.set("review", assessment.review.map { .modalities($0) })
            object.set(answer: assessment)
        case .stopped(let refusal):
            object.set("outcome", .string("stopped"))
            object.set("decision", refusal.decision.map { .string($0.rawValue) })
            object.set(refusal)
        }
        object.set("notice", .string(ReportFooter.decisionSupport))
        return .object(object)
    }
}
