public import PainDosing
import Quantities
public import StrictJSON

extension JSONReport {
    /// The document `paincalc/review/1`.
    public static func review(
        _ outcome: Outcome<MultimodalReview>, _ header: AssessmentHeader
    ) -> JSONValue {
        var object = JSONObject()
        object.set("schema", .string("paincalc/review/1"))
        object.set("entry", .string(header.entry.description))
        object.set("patient", .string(header.patient.text))
        object.set("recordedAt", .string(header.recordedAt))
        switch outcome {
        case .computed(let review):
            object.set("outcome", .string("computed"))
            object.set("tables", .object(["sha256": .string(review.tablesSHA256)]))
            object.set("modalities", .modalities(review))
        case .stopped(let refusal):
            object.set("outcome", .string("stopped"))
            object.set(refusal)
        }
        object.set("notice", .string(ReportFooter.checklist + " " + ReportFooter.decisionSupport))
        return .object(object)
    }
}

extension JSONValue {
    /// Every kind of treatment with its verdict and criteria.
    static func modalities(_ review: MultimodalReview) -> JSONValue {
        .array(
            review.modalities.map { reviewed in
                .object([
                    "id": .string(reviewed.modality.id.rawValue),
                    "title": .string(reviewed.modality.title),
                    "verdict": .string(reviewed.verdict.rawValue),
                    "criteria": unlessEmpty(reviewed.criteria.map { criterion($0) }),
                    "options": .array(reviewed.options.map { option($0) }),
                    "notes": unlessEmpty(reviewed.modality.notes.map { note($0) }),
                ])
            })
    }

    private static func option(_ reviewed: ReviewedOption) -> JSONValue {
        .object([
            "id": .string(reviewed.option.id), "title": .string(reviewed.option.title),
            "verdict": .string(reviewed.verdict.rawValue),
            "criteria": unlessEmpty(reviewed.criteria.map { criterion($0) }),
            "lesions": unlessEmpty(reviewed.lesions.map { lesion($0) }),
            "regimens": unlessEmpty(reviewed.regimens.map { regimen($0) }),
            "notes": unlessEmpty(reviewed.option.notes.map { note($0) }),
        ])
    }

    /// Lesions count from 1; null stands for those that are not described.
    private static func lesion(_ reviewed: ReviewedLesion) -> JSONValue {
        .object([
            "lesion": reviewed.index.map { .integer($0 + 1) } ?? .null,
            "verdict": .string(reviewed.verdict.rawValue),
            "criteria": .array(reviewed.criteria.map { criterion($0) }),
        ])
    }

    private static func criterion(_ reviewed: ReviewedCriterion) -> JSONValue {
        var object = JSONObject()
        object.set("text", .string(reviewed.criterion.text))
        object.set("effect", .string(reviewed.criterion.effect.rawValue))
        object.set("met", reviewed.isMet.map { .bool($0) } ?? .null)
        object.set("anyOf", .array(reviewed.tests.map { test($0) }))
        object.set(reviewed.criterion.citation)
        return .object(object)
    }

    private static func test(_ reviewed: ReviewedTest) -> JSONValue {
        let fact = reviewed.test.fact
        return .object([
            "name": .string(fact.name),
            "value": reviewed.value.map { .string(ReviewWords.value($0, of: fact)) } ?? .null,
            "limit": .string(ReviewWords.bound(reviewed.test.bound, of: fact)),
            "met": reviewed.isMet.map { .bool($0) } ?? .null,
        ])
    }

    private static func regimen(_ reviewed: ReviewedRegimen) -> JSONValue {
        var object = JSONObject()
        object.set("text", .string(reviewed.regimen.text))
        object.set("mark", reviewed.regimen.mark.map { .string($0.rawValue) })
        object.set("applies", reviewed.applies.map { .bool($0) } ?? .null)
        object.set("conditions", unlessEmpty(reviewed.conditions.map { test($0) }))
        object.set(reviewed.regimen.citation)
        return .object(object)
    }

    private static func note(_ note: ReviewNote) -> JSONValue {
        var object = JSONObject()
        object.set("text", .string(note.text))
        object.set(note.citation)
        return .object(object)
    }

    private static func unlessEmpty(_ values: [JSONValue]) -> JSONValue? {
        values.isEmpty ? nil : .array(values)
    }
}

extension JSONObject {
    fileprivate mutating func set(_ citation: ReviewCitation) {
        set("source", .string(citation.source.key))
        set("section", citation.section.map { .string($0) })
        if !citation.evidence.isVerified { set("verified", .bool(false)) }
    }
}
