import DoseReport
import PainDosing
import Quantities
import SystemdClient

/// The journal's words for the answer of an entry: OMEDD and breakthrough dose, or the stop.
struct AnswerRecord {
    typealias Fields = [(name: ServiceField, value: String)]

    let patient: PatientPseudonym
    /// The codes of the alerts that have a record of their own; the others stand in the answer's alone.
    let announced: Set<String>

    /// The records of a new entry: its answer, then each alert that has one of its own.
    func assessed(_ diary: AssessedDiary, file: String, report: String) -> [JournalRecord] {
        let origin = origin(diary) + [(.file, file), (.report, report)]
        let answer = ServiceEvent.assessed.record(
            "Patient \(patient(diary.entry.patient)): \(words(diary.outcome))",
            priority: priority(diary.outcome), fields: origin + fields(diary.outcome))
        return [answer] + alertRecords(of: diary, origin)
    }

    /// The records of an entry whose answer was given anew.
    ///
    /// The doses of an entry that was replaced are left out: they count no longer.
    func reassessed(_ diary: AssessedDiary, report: String) -> [JournalRecord] {
        let name = patient(diary.entry.patient)
        let entry = "entry \(diary.header.entry.short)"
        let origin = origin(diary) + [(.report, report)]
        if let replacement = diary.header.replacedBy {
            let answer = ServiceEvent.reassessed.record(
                "Patient \(name): \(entry) was replaced by entry \(replacement.short); "
                    + "its figures count no longer.",
                fields: origin + [(.replacedBy, replacement.description)])
            return [answer]
        }
        let answer = ServiceEvent.reassessed.record(
            "Patient \(name): \(entry) was assessed anew. \(words(diary.outcome))",
            priority: min(priority(diary.outcome), ServiceEvent.reassessed.defaultPriority),
            fields: origin + fields(diary.outcome))
        return [answer] + alertRecords(of: diary, origin)
    }

    /// A record of each announced alert, under a number of its own that the catalog explains.
    private func alertRecords(of diary: AssessedDiary, _ origin: Fields) -> [JournalRecord] {
        let name = patient(diary.entry.patient)
        var seen: Set<String> = []
        return diary.alerts.filter {
            $0.severity > .info && announced.contains($0.code) && seen.insert($0.code).inserted
        }.map { alert in
            let words = [alert.message, alert.action ?? ""].joined(separator: " ")
            let fields: Fields = [(.alert, alert.code)] + origin
            return JournalRecord(
                message: "Patient \(name): \(words)", priority: priority(alert.severity),
                messageID: MessageID(alert: alert.code),
                fields: [JournalField(ServiceField.event.name, ServiceEvent.alert)]
                    + fields.map { JournalField($0.name.name, $0.value) })
        }
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
        priority(alerts(outcome).map(\.severity).max())
    }

    private func priority(_ severity: AlertSeverity?) -> JournalPriority {
        switch severity {
        case .stop: .critical
        case .caution: .warning
        case .info, nil: .info
        }
    }
}
