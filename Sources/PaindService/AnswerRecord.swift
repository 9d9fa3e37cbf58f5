import DoseReport
import PainDosing
import Quantities
import SystemdClient

/// The journal's words for the answer of an entry: OMEDD and breakthrough dose, or the stop.
struct AnswerRecord {
    typealias Fields = [(name: ServiceField, value: String)]

    let patient: PatientPseudonym

    /// The record of a new entry.
    func assessed(_ diary: AssessedDiary, file: String, report: String) -> JournalRecord {
        ServiceEvent.assessed.record(
            "Patient \(patient(diary.entry.patient)): \(words(diary.outcome))",
            priority: priority(diary.outcome),
            fields: origin(diary) + [(.file, file), (.report, report)] + fields(diary.outcome))
    }

    /// The record of an entry whose answer was given anew.
    ///
    /// The doses of an entry that was replaced are left out: they count no longer.
    func reassessed(_ diary: AssessedDiary, report: String) -> JournalRecord {
        let name = patient(diary.entry.patient)
        let entry = "entry \(diary.header.entry.short)"
        let origin = origin(diary) + [(.report, report)]
        if let replacement = diary.header.replacedBy {
            return ServiceEvent.reassessed.record(
                "Patient \(name): \(entry) was replaced by entry \(replacement.short); "
                    + "its figures count no longer.",
                fields: origin + [(.replacedBy, replacement.description)])
        }
        return ServiceEvent.reassessed.record(
            "Patient \(name): \(entry) was assessed anew. \(words(diary.outcome))",
            priority: min(priority(diary.outcome), ServiceEvent.reassessed.defaultPriority),
            fields: origin + fields(diary.outcome))
    }

    /// The record of an entry assessed anew by an earlier version, found again after a crash.
    func reassessedEarlier(_ entry: ContentDigest, report: String) -> JournalRecord {
        ServiceEvent.reassessed.record(
            "Entry \(entry.short) was assessed anew by an earlier version; its figures are in the "
                + "report.",
            priority: .warning, fields: [(.entry, entry.description), (.report, report)])
    }

    private func origin(_ diary: AssessedDiary) -> Fields {
        [
            (.entry, diary.header.entry.description), (.patient, patient(diary.entry.patient)),
        ]
    }

    private func fields(_ outcome: Outcome<Assessment>) -> Fields {
        var fields: Fields = []
        if case .computed(let assessment) = outcome {
            if let medication = assessment.medication {
                fields += [
                    (.omedd, medication.omedd.milligramsPerDay.decimal().text),
                    (.omeddLow, medication.low.milligramsPerDay.decimal().text),
                    (.omeddHigh, medication.high.milligramsPerDay.decimal().text),
                    (.table, medication.table.name),
                ]
            }
            if let breakthrough = assessment.breakthrough {
                fields += breakthrough.shortDoses.map { (.breakthrough, $0) }
            }
        }
        return fields + alerts(outcome).map { (.alert, $0.code) }
    }

    private func words(_ outcome: Outcome<Assessment>) -> String {
        switch outcome {
        case .stopped(let refusal):
            return "STOP, no dose is given. "
                + (refusal.alerts.first { $0.severity == .stop }?.message ?? "")
        case .computed(let assessment): return words(assessment)
        }
    }

    private func words(_ assessment: Assessment) -> String {
        guard let medication = assessment.medication else {
            return "no regimen in the entry, no dose computed."
        }
        var text =
            "OMEDD \(DoseWords.omedd(medication.omedd))/day (\(medication.table); all tables "
            + "\(DoseWords.omedd(medication.low)) to \(DoseWords.omedd(medication.high)))"
        let doses = assessment.breakthrough?.shortDoses ?? []
        text +=
            doses.isEmpty
            ? "; no breakthrough dose" : "; breakthrough: " + doses.joined(separator: ", ")
        return text + "."
    }

    private func alerts(_ outcome: Outcome<Assessment>) -> [Alert] {
        switch outcome {
        case .stopped(let refusal): refusal.alerts
        case .computed(let assessment): assessment.alerts
        }
    }

    private func priority(_ outcome: Outcome<Assessment>) -> JournalPriority {
        switch alerts(outcome).map(\.severity).max() {
        case .stop: .critical
        case .caution: .warning
        case .info, nil: .info
        }
    }
}
