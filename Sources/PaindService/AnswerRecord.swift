import DoseReport
import PainDosing
import Quantities
import SystemdClient

/// The journal's words for the answer of an entry: OMEDD and breakthrough dose, or the stop or
/// query.
struct AnswerRecord {
    typealias Fields = [(name: ServiceField, value: String)]

    let patient: PatientPseudonym
    /// The codes of the alerts that have a record of their own; the others stand in the answer's alone.
    let announced: Set<String>

    /// The records of a new entry: its answer, then each alert that has one of its own, then what it
    /// contradicts of those that came before it.
    func assessed(_ diary: AssessedDiary, file: String, report: String) -> [JournalRecord] {
        let further: Fields = [(.file, file), (.report, report)]
        return records(.assessed, diary, further)
            + [conflict(diary, further)].compactMap(\.self)
    }

    /// The records of an entry whose answer was given anew.
    func reassessed(_ diary: AssessedDiary, report: String) -> [JournalRecord] {
        records(.reassessed, diary, [(.report, report)])
    }

    /// How many records there are of a new entry, or of an answer that was given anew: the ledger
    /// numbers them before they are made.
    static func count(_ diary: AssessedDiary, isNew: Bool, announced: Set<String>) -> Int {
        1 + announcedAlerts(of: diary, announced).count
            + (isNew && !diary.conflicts.isEmpty ? 1 : 0)
    }

    /// The alerts that have a record of their own; those of an entry that was replaced or withdrawn
    /// have none.
    private static func announcedAlerts(
        of diary: AssessedDiary, _ announced: Set<String>
    ) -> [Alert] {
        switch diary.header.standing {
        case .replaced, .withdrawn: return []
        case .counts, .setAside, .withdrawal: break
        }
        var seen: Set<String> = []
        return diary.alerts.filter {
            $0.severity > .info && announced.contains($0.code) && seen.insert($0.code).inserted
        }
    }

    /// The record of what an entry contradicts; nil where it contradicts nothing.
    private func conflict(_ diary: AssessedDiary, _ further: Fields) -> JournalRecord? {
        guard !diary.conflicts.isEmpty else { return nil }
        let name = patient(diary.entry.patient)
        let entry = diary.header.entry
        let words = diary.conflicts.map { conflict in
            switch conflict {
            case .correctsUnknownEntry(let unknown):
                "it corrects entry \(unknown.short), which has not come"
            case .rivalCorrections(let rivals):
                "it came after another correction of the same entry and counts in its place: "
                    + rivals.map(\.short).joined(separator: ", ")
            case .sameMoment(let others):
                "another entry of the same moment says something else, and no dose is given: "
                    + others.map(\.short).joined(separator: ", ")
            }
        }
        let others: Fields = diary.conflicts.flatMap(\.others).map {
            (.conflictsWith, $0.description)
        }
        return ServiceEvent.conflict.record(
            "Patient \(name): entry \(entry.short) conflicts: \(words.joined(separator: "; ")).",
            fields: [(.entry, entry.description), (.patient, name)] + others + further)
    }

    /// The doses and alerts of an entry that was replaced or withdrawn are left out: they do not
    /// count.
    private func records(
        _ event: ServiceEvent, _ diary: AssessedDiary, _ further: Fields
    ) -> [JournalRecord] {
        let name = patient(diary.entry.patient)
        let entry = diary.header.entry
        let fields: Fields = [(.entry, entry.description), (.patient, name)] + further
        func notice(_ words: String, _ further: Fields) -> JournalRecord {
            event.record(
                "Patient \(name): entry \(entry.short) \(words)", priority: .notice,
                fields: fields + further)
        }
        switch diary.header.standing {
        case .replaced(let replacement):
            return [
                notice(
                    "is replaced by entry \(replacement.short); its figures do not count.",
                    [(.replacedBy, replacement.description)])
            ]
        case .withdrawn(let withdrawal):
            return [
                notice(
                    "was withdrawn by entry \(withdrawal.short); its figures do not count.",
                    [(.withdrawnBy, withdrawal.description)])
            ]
        case .withdrawal(let withdrawn):
            let answer = notice(
                "withdraws entry \(withdrawn.short); it says nothing of the patient.",
                [(.withdraws, withdrawn.description)])
            return [answer] + alertRecords(of: diary, fields)
        case .counts, .setAside: break
        }
        let isNew = event == .assessed
        let answer = event.record(
            "Patient \(name): " + (isNew ? "" : "entry \(entry.short) was assessed anew. ")
                + words(diary.outcome),
            // A graver priority is the lesser one.
            priority: min(priority(diary.outcome), event.defaultPriority),
            fields: fields + self.fields(diary.outcome))
        return [answer] + alertRecords(of: diary, fields)
    }

    /// A record of each announced alert, under a number of its own that the catalog explains.
    private func alertRecords(of diary: AssessedDiary, _ origin: Fields) -> [JournalRecord] {
        let name = patient(diary.entry.patient)
        return AnswerRecord.announcedAlerts(of: diary, announced).map { alert in
            let words = [alert.message, alert.question, alert.action].compactMap(\.self)
                .joined(separator: " ")
            let fields: Fields = [(.alert, alert.code)] + origin
            return JournalRecord(
                message: "Patient \(name): \(words)", priority: priority(alert.severity),
                messageID: MessageID(alert: alert.code),
                fields: [JournalField(ServiceField.event.name, ServiceEvent.alert)]
                    + fields.map { JournalField($0.name.name, $0.value) })
        }
    }

    /// The record of an answer that was given anew, and again before the first could be told.
    func superseded(_ entry: ContentDigest) -> JournalRecord {
        ServiceEvent.reassessed.record(
            "Entry \(entry.short) was assessed anew, and again before this was told; the later record "
                + "counts.",
            priority: .notice, fields: [(.entry, entry.description)])
    }

    /// The record of an entry assessed anew by an earlier version, found again after a crash.
    func reassessedEarlier(_ entry: ContentDigest, report: String) -> JournalRecord {
        ServiceEvent.reassessed.record(
            "Entry \(entry.short) was assessed anew by an earlier version; its figures are in the "
                + "report.",
            priority: .warning, fields: [(.entry, entry.description), (.report, report)])
    }

    private func fields(_ outcome: Outcome<Assessment>) -> Fields {
        var fields: Fields = []
        switch outcome {
        case .stopped(let refusal):
            if let decision = refusal.decision { fields.append((.decision, decision.rawValue)) }
        case .computed(let assessment):
            if let medication = assessment.medication {
                fields += [
                    (.omedd, medication.omedd.milligramsPerDay.decimal().text),
                    (.omeddLow, medication.low.milligramsPerDay.decimal().text),
                    (.omeddHigh, medication.high.milligramsPerDay.decimal().text),
                    (.table, medication.table.name),
                ]
            }
            if let titration = assessment.titration {
                fields.append((.decision, titration.outcome.rawValue))
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
            let first = refusal.alerts.first
            let found = [refusal.verdict, first?.message, first?.question].compactMap(\.self)
                .joined(separator: " ")
            guard refusal.isQuestion else { return found + refusal.shortOnBoard }
            return found + refusal.shortRegimen + (refusal.settlement.map { " " + $0 } ?? "")
        case .computed(let assessment): return words(assessment)
        }
    }

    private func words(_ assessment: Assessment) -> String {
        guard let medication = assessment.medication else {
            return "no regimen in the diary, no dose computed."
        }
        var text =
            "OMEDD \(DoseWords.omedd(medication.omedd))/day (\(medication.table); all tables "
            + "\(DoseWords.omedd(medication.low)) to \(DoseWords.omedd(medication.high)))"
        let doses = assessment.breakthrough?.shortDoses ?? []
        text +=
            doses.isEmpty
            ? "; no breakthrough dose" : "; breakthrough: " + doses.joined(separator: ", ")
        if let titration = assessment.titration {
            text += "; decision: \(titration.outcome.words)"
        }
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
        case .query: .error
        case .caution: .warning
        case .info, nil: .info
        }
    }
}

extension EntryConflict {
    /// The entries that the conflict is with.
    fileprivate var others: [ContentDigest] {
        switch self {
        case .correctsUnknownEntry(let unknown): [unknown]
        case .rivalCorrections(let others), .sameMoment(let others): others
        }
    }
}
