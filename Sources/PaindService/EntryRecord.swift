import DoseReport
import PainDosing
import Quantities
import SystemdClient

/// The journal's words for what became of a file.
struct EntryRecord {
    let patient: PatientPseudonym
    let file: String

    /// The record of an assessed entry: OMEDD and breakthrough dose, or the stop.
    func assessed(_ diary: AssessedDiary, report: String) -> JournalRecord {
        let name = patient(diary.entry.patient)
        let entry = diary.header.entry.description
        var fields: [(name: ServiceField, value: String)] = [
            (.entry, entry), (.patient, name), (.file, file), (.report, report),
        ]
        let alerts: [Alert]
        let message: String
        switch diary.outcome {
        case .stopped(let refusal):
            alerts = refusal.alerts
            message =
                "Patient \(name): STOP, no dose is given. "
                + (refusal.alerts.first { $0.severity == .stop }?.message ?? "")
        case .computed(let assessment):
            alerts = assessment.alerts
            message = "Patient \(name): " + words(assessment)
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
        fields += alerts.map { (.alert, $0.code) }
        return ServiceEvent.assessed.record(
            message, priority: priority(alerts.map(\.severity).max()), fields: fields)
    }

    /// The record of an entry assessed by an earlier version, found again after a crash.
    func assessedEarlier(_ entry: ContentDigest, report: String) -> JournalRecord {
        ServiceEvent.assessed.record(
            "\(file) was assessed by an earlier version; its figures are in the report.",
            priority: .warning,
            fields: [(.entry, entry.description), (.file, file), (.report, report)])
    }

    /// The record of a file whose content was assessed before.
    func duplicate(entry: ContentDigest) -> JournalRecord {
        ServiceEvent.duplicate.record(
            "\(file) holds an entry that was assessed before; nothing new was recorded.",
            fields: [(.entry, entry.description), (.file, file)])
    }

    /// The record of a file that brought no entry.
    ///
    /// The words of the reason may quote the file, so they stay in the reason file beside it.
    func rejected(code: String) -> JournalRecord {
        ServiceEvent.rejected.record(
            "\(file) was not accepted (\(code)); the reason lies beside it in the rejected folder.",
            fields: [(.file, file), (.reason, code)])
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

    private func priority(_ worst: AlertSeverity?) -> JournalPriority {
        switch worst {
        case .stop: .critical
        case .caution: .warning
        case .info, nil: .info
        }
    }
}
