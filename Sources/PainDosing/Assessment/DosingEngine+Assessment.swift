public import Quantities

extension DosingEngine {
    /// The assessment of a diary entry in the patient's course.
    ///
    /// A stop that speaks for the regimen or the patient stops the whole assessment. A stop that
    /// speaks only for a rapid-onset opioid leaves the OMEDD and turns into a caution. The same entry,
    /// history, tables and policy give the same answer, forever.
    ///
    /// - Parameters:
    ///   - recorded: the entry to assess; it need not be among those of the course.
    ///   - course: the diary so far; later entries and those of other patients do not count.
    /// - Throws: `QuantityError` when a number can't be kept exactly.
    public func assessment(
        of recorded: RecordedEntry, in course: DiaryCourse
    ) throws(QuantityError) -> Outcome<Assessment> {
        let picture = DiaryPicture(of: recorded, in: course)
        let answer = showing(
            picture.itemsOfTheDay, hoursOld: picture.hoursOfRegimen,
            in: try opioidAssessment(of: picture))
        return answer.with(multimodalReview(of: recorded.entry))
    }

    private func opioidAssessment(
        of picture: DiaryPicture
    ) throws(QuantityError) -> Outcome<Assessment> {
        guard picture.regimen != nil else { return try assessment(withoutRegimen: picture) }
        let items = picture.itemsOfTheDay
        let medication: OMEDDAnswer
        switch try omedd(of: items, facts: picture.facts) {
        case .stopped(let refusal): return .stopped(refusal)
        case .computed(let answer): medication = answer
        }
        var alerts = medication.alerts + picture.carryingAlerts
        var unchecked = medication.unchecked
        let titration = try titration(picture, findings: medication.alerts)
        if let titration { alerts += titration.alerts + unverified(titration.answer.trace) }
        let breakthrough: BreakthroughAnswer?
        let inUse = try rapidOnsetInUse(picture)
        switch try self.breakthrough(
            for: items, pain: picture.painPicture, facts: picture.facts,
            product: inUse?.product, inUse: inUse)
        {
        case .computed(let answer):
            breakthrough = answer
            alerts += answer.alerts
            if !answer.options.isEmpty { alerts += rapidOnsetAmbiguity(picture) }
            unchecked += answer.unchecked
        case .stopped(let refusal):
            breakthrough = nil
            alerts += refusal.alerts.map(\.withoutStop)
        }
        return .computed(
            Assessment(
                medication: medication, breakthrough: breakthrough, titration: titration?.answer,
                alerts: alerts.ordered(), unchecked: unchecked.merged()))
    }

    private func assessment(
        withoutRegimen picture: DiaryPicture
    ) throws(QuantityError) -> Outcome<Assessment> {
        let safety = try self.safety(items: [], facts: picture.facts, omedd: nil)
        if safety.alerts.holdBack {
            return .stopped(Refusal(safety.alerts))
        }
        let missing = Alert(
            code: "regimen-missing", severity: .caution,
            message: "The diary says nothing of the opioid regimen, so no dose is computed.",
            action: "Add the regimen; write an empty list if no opioid is taken.")
        let titration = try titration(picture, findings: safety.alerts)
        let alerts = safety.alerts + [missing] + picture.carryingAlerts + (titration?.alerts ?? [])
        return .computed(
            Assessment(
                medication: nil, breakthrough: nil, titration: titration?.answer,
                alerts: alerts.ordered(), unchecked: safety.unchecked))
    }
}

extension DiaryPicture {
    /// How old the entry is that wrote the regimen; nil where it is the one assessed, or none did.
    fileprivate var hoursOfRegimen: Int? {
        guard let regimen, regimen.from.id != recorded.id else { return nil }
        return now.wholeHours(since: regimen.from.entry.recordedAt.instant)
    }

    /// What the reader must know of facts that an earlier entry gave.
    fileprivate var carryingAlerts: [Alert] {
        var alerts: [Alert] = []
        if let hours = hoursOfRegimen {
            alerts.append(
                Alert(
                    code: "regimen-carried-over", severity: .caution,
                    message:
                        "The entry says nothing of the regimen; that of an entry \(hours) hours "
                        + "earlier was used.",
                    action: "Check that nothing has changed since."))
        }
        if !carriedOver.isEmpty {
            let names = carriedOver.map(\.name).joined(separator: ", ")
            alerts.append(
                Alert(
                    code: "facts-carried-over", severity: .info,
                    message: "Taken from earlier entries: \(names)."))
        }
        if listsScheduledDoses {
            alerts.append(
                Alert(
                    code: "scheduled-doses-listed", severity: .info,
                    message:
                        "Scheduled doses that are listed as taken as well were counted once, by "
                        + "the regimen."))
        }
        return alerts
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
