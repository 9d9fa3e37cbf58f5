public import Quantities

extension DosingEngine {
    /// The assessment of a diary entry in the patient's course.
    ///
    /// A stop that applies to the regimen or the patient stops the whole assessment. A stop that
    /// applies only to a rapid-onset opioid leaves the OMEDD and turns into a caution. The same entry,
    /// history, tables and policy give the same answer, forever.
    ///
    /// - Parameters:
    ///   - recorded: the entry to assess; it need not be among those of the course.
    ///   - course: the diary so far; later entries and those of other patients do not count.
    ///   - confirmed: codes of questions about this entry that the caller confirms, each for that one
    ///     question; the diary's own confirmations count beside them.
    /// - Throws: `QuantityError` when a number can't be kept exactly.
    public func assessment(
        of recorded: RecordedEntry, in course: DiaryCourse, confirmed: Set<String> = []
    ) throws(QuantityError) -> Outcome<Assessment> {
        var picture = DiaryPicture(of: recorded, in: course)
        let doubts = try self.doubts(picture, in: course, confirmed: confirmed)
        picture.facts = doubts.facts
        let disputed = course.question(ofFacts: picture.carriedOver).map { [$0] } ?? []
        let answer = showing(
            picture.itemsOfTheDay, hoursOld: picture.hoursOfRegimen,
            in: try opioidAssessment(of: picture, doubts)
                .with(conflicts: course.conflicts(of: recorded) + disputed))
        return answer.with(multimodalReview(of: recorded.entry))
    }

    private func opioidAssessment(
        of picture: DiaryPicture, _ doubts: CourseDoubts
    ) throws(QuantityError) -> Outcome<Assessment> {
        guard picture.entry.withdraws == nil else { return .computed(.ofWithdrawal) }
        guard picture.regimen != nil else {
            return try assessment(withoutRegimen: picture, doubts)
        }
        let items = picture.itemsOfTheDay
        let medication: OMEDDAnswer
        switch try omedd(of: items, facts: picture.facts) {
        case .stopped(let refusal): return .stopped(Refusal(refusal.alerts + doubts.open))
        case .computed(let answer): medication = answer
        }
        if !doubts.open.isEmpty { return .stopped(Refusal(doubts.open)) }
        var alerts = medication.alerts + picture.carryingAlerts + doubts.told
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
        withoutRegimen picture: DiaryPicture, _ doubts: CourseDoubts
    ) throws(QuantityError) -> Outcome<Assessment> {
        let safety = try self.safety(items: [], facts: picture.facts, omedd: nil)
        let held = safety.alerts + doubts.open
        if held.holdBack { return .stopped(Refusal(held)) }
        let missing = Alert(
            code: "regimen-missing", severity: .caution,
            message: "The diary says nothing of the opioid regimen, so no dose is computed.",
            action: "Add the regimen; write an empty list if no opioid is taken.")
        let titration = try titration(picture, findings: safety.alerts)
        let alerts =
            safety.alerts + [missing] + picture.carryingAlerts + doubts.told
            + (titration?.alerts ?? [])
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
        if !regularDoses.isEmpty {
            alerts.append(
                Alert(
                    code: "scheduled-doses-listed", severity: .info,
                    message:
                        "Regular doses that are listed as taken as well were counted once, by the "
                        + "regimen.",
                    action: "List a rescue dose with its episode, so that it is told from them."))
        }
        if let days = daysWithoutEntry {
            alerts.append(
                Alert(
                    code: "days-without-entry", severity: .info,
                    message: "No entry on \(days.missing) of the last \(days.of) days.",
                    action: "What happened then is not known here."))
        }
        return alerts
    }
}

extension Alert {
    /// The same finding where it forbids only a part of the answer.
    fileprivate var withoutStop: Alert {
        guard severity.holdsBack else { return self }
        return Alert(
            code: code, severity: .caution, message: "No breakthrough dose: " + message,
            action: action, source: source)
    }
}
