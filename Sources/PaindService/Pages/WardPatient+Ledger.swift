import DoseLedger
import DoseReport
import PainDosing
import Quantities
import StrictJSON

extension WardPatient {
    /// The folder of the patients' pages, beside the overview.
    static let folder = "courses"

    /// Where the page of a name stands, relative to the overview.
    static func address(_ name: String) -> String { "\(folder)/\(name).html" }

    /// What is known of a patient whose answers can't be made again; nil where even the time is none.
    init?(_ assessed: AssessedEntry) {
        let (entry, assessment) = (assessed.entry, assessed.assessment)
        guard
            let recordedAt = LocalInstant(
                Instant(secondsSince1970: entry.recordedAt), offsetMinutes: entry.offsetMinutes)
        else { return nil }
        let omedd = assessment.omedd.flatMap { OMEDD(fraction: $0) }
        self.init(
            patient: entry.patient, page: nil, recordedAt: recordedAt,
            urgency: Urgency(assessment.severity, nil), trend: [omedd])
    }

    /// What the ledger keeps of the patient.
    func kept(as name: String) -> CoursePage {
        let line = JSONValue.object([
            "offsetMinutes": .number(JSONNumber(recordedAt.offsetMinutes)),
            "hasPage": .bool(page != nil),
            "decision": decision.map { .string($0.rawValue) },
            "reasons": .array(reasons.map { .string($0) }),
            "trend": .array(
                trend.map { omedd in
                    omedd.map { .string($0.milligramsPerDay.description) } ?? .null
                }),
        ])
        return CoursePage(
            patient: patient, name: name, recordedAt: recordedAt.instant.secondsSince1970,
            urgency: urgency.rawValue, line: line.text())
    }

    /// Reads back what was kept; nil for what another version kept differently.
    init?(_ kept: CoursePage) {
        guard let value = try? JSONValue(reading: Array(kept.line.utf8)),
            case .object(let line) = value.content, let urgency = Urgency(rawValue: kept.urgency),
            case .number(let offset)? = line["offsetMinutes"]?.content,
            let offsetMinutes = offset.whole,
            let recordedAt = LocalInstant(
                Instant(secondsSince1970: kept.recordedAt), offsetMinutes: offsetMinutes),
            case .bool(let hasPage)? = line["hasPage"]?.content,
            case .array(let reasons)? = line["reasons"]?.content,
            case .array(let trend)? = line["trend"]?.content
        else { return nil }
        self.init(
            patient: kept.patient, page: hasPage ? WardPatient.address(kept.name) : nil,
            recordedAt: recordedAt, urgency: urgency,
            decision: line["decision"]?.text.flatMap { TitrationOutcome(rawValue: $0) },
            reasons: reasons.compactMap(\.text),
            trend: trend.map { $0.text.flatMap { OMEDD(fraction: $0) } })
    }
}

extension JSONValue {
    /// The string that this is; nil for any other value.
    fileprivate var text: String? {
        guard case .string(let text) = content else { return nil }
        return text
    }
}

extension OMEDD {
    /// An OMEDD as the ledger writes it; nil for any other text.
    fileprivate init?(fraction text: String) {
        guard let value = Rational(fraction: text),
            // Below zero is no OMEDD of the ledger's.
            let omedd = try? OMEDD.milligramsPerDay(value)
        else { return nil }
        self = omedd
    }
}
