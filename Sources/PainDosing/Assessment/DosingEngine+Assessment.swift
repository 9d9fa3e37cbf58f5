public import Quantities

extension DosingEngine {
    /// The assessment of a diary entry in the patient's course.
    ///
    /// The same entry, history, tables and policy give the same answer, forever.
    ///
    /// - Parameters:
    ///   - recorded: the entry to assess; it need not be among those of the course.
    ///   - course: the diary so far; later entries and those of other patients do not count.
    /// - Throws: `QuantityError` when a number can't be kept exactly.
    public func assessment(
        of recorded: RecordedEntry, in course: DiaryCourse
    ) throws(QuantityError) -> Outcome<Assessment> {
        try assessment(of: recorded.entry)
    }

    /// The assessment of one diary entry by itself.
    ///
    /// A stop that speaks for the regimen or the patient stops the whole assessment. A stop that
    /// speaks only for a rapid-onset opioid leaves the OMEDD and turns into a caution.
    private func assessment(of entry: DiaryEntry) throws(QuantityError) -> Outcome<Assessment> {
        let facts = PatientFacts(context: entry.context, observations: entry.observations)
        guard let regimen = entry.regimen else { return try assessment(without: facts) }
        let items = regimen + entry.takenItems
        let medication: OMEDDAnswer
        switch try omedd(of: items, facts: facts) {
        case .stopped(let refusal): return .stopped(refusal)
        case .computed(let answer): medication = answer
        }
        switch try breakthrough(for: items, pain: entry.painPicture, facts: facts) {
        case .computed(let answer):
            return .computed(
                Assessment(
                    medication: medication, breakthrough: answer,
                    alerts: (medication.alerts + answer.alerts).ordered()))
        case .stopped(let refusal):
            let cautions = refusal.alerts.map(\.withoutStop)
            return .computed(
                Assessment(
                    medication: medication, breakthrough: nil,
                    alerts: (medication.alerts + cautions).ordered()))
        }
    }

    private func assessment(
        without facts: PatientFacts
    ) throws(QuantityError) -> Outcome<Assessment> {
        let findings = try findings(items: [], facts: facts, omedd: nil)
        if findings.contains(where: { $0.severity == .stop }) {
            return .stopped(Refusal(findings))
        }
        let missing = Alert(
            code: "regimen-missing", severity: .caution,
            message: "The entry says nothing of the opioid regimen, so no dose is computed.",
            action: "Add the regimen; write an empty list if no opioid is taken.")
        return .computed(
            Assessment(
                medication: nil, breakthrough: nil, alerts: (findings + [missing]).ordered()))
    }
}

extension Alert {
    /// The same finding where it forbids only a part of the answer.
    fileprivate var withoutStop: Alert {
        guard severity == .stop else { return self }
        return Alert(
            code: code, severity: .caution, message: "No breakthrough dose: " + message,
            action: action, source: source)
    }
}

extension DiaryEntry {
    /// The start of the 24 hours that the entry looks back on; itself not included.
    private var dayStart: Instant { recordedAt.instant.hoursEarlier(24) }

    /// The doses taken in those 24 hours, equal ones counted together.
    var takenItems: [RegimenItem] {
        var items: [RegimenItem] = []
        for dose in dosesTaken where dose.at > dayStart {
            let index = items.firstIndex {
                guard case .taken(dose.dose, _) = $0.amount else { return false }
                return $0.form == dose.form && $0.companion == dose.companion
            }
            guard let index, case .taken(_, let count) = items[index].amount else {
                items.append(
                    RegimenItem(
                        form: dose.form, amount: .taken(dose: dose.dose, count: 1),
                        companion: dose.companion))
                continue
            }
            items[index] = RegimenItem(
                form: dose.form, amount: .taken(dose: dose.dose, count: count + 1),
                companion: dose.companion)
        }
        return items
    }

    /// The pain as the breakthrough criteria look at it.
    var painPicture: PainPicture {
        let recent = episodes?.filter { $0.at > dayStart }
        let peaks = (recent ?? []).compactMap(\.peak) + (pain.worst.map { [$0] } ?? [])
        return PainPicture(
            background: pain.background, goal: pain.goal, peak: peaks.max(),
            episodes: recent?.count)
    }
}
