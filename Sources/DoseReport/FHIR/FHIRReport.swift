public import PainDosing
public import StrictJSON

/// Assessments as HL7 FHIR R4 bundles.
public enum FHIRReport {
    /// The bundle of an assessment: an Observation of the OMEDD, a GuidanceResponse with the decision
    /// and the whole report as text, and a DetectedIssue for each alert.
    ///
    /// After a stop or a query there is no Observation, and no dose but those of the regimen that is
    /// taken. With nothing but queries open the decision is to review now. What
    /// to do with an opioid that goes on acting stands with the gravest alert. The resources of an entry that was
    /// replaced have the status `entered-in-error`.
    ///
    /// - Parameter text: the report for a reader, as `TextReport.assessment(_:_:)` writes it.
    public static func assessment(
        _ outcome: Outcome<Assessment>, _ header: AssessmentHeader, text: String
    ) -> JSONValue {
        let resources = FHIRResources(header: header)
        var entries = [resources.patient]
        switch outcome {
        case .computed(let assessment):
            if let medication = assessment.medication {
                entries.append(resources.omedd(medication))
            }
            let decision = assessment.titration?.outcome
            entries.append(
                resources.guidance(
                    decision.map { ($0.rawValue, $0.words) } ?? ("none", "no decision"), text))
            entries += assessment.alerts.map { resources.issue($0) }
        case .stopped(let refusal):
            let decision = refusal.decision?.rawValue ?? "stop"
            entries.append(resources.guidance((decision, refusal.verdict), text))
            for (index, alert) in refusal.alerts.enumerated() {
                entries.append(resources.issue(alert, index == 0 ? refusal.onBoard : []))
            }
        }
        return .object([
            "resourceType": .string("Bundle"), "type": .string("collection"),
            "timestamp": .string(header.recordedAt),
            "entry": .array(entries.map { .object(["resource": $0]) }),
        ])
    }
}
