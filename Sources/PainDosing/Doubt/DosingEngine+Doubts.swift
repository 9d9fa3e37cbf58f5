import Quantities

/// What an entry comes to when it is held against the patient's earlier ones.
struct CourseDoubts {
    /// Questions that hold every dose back.
    var open: [Alert] = []
    /// What was settled, and what the course contradicts without a question.
    var told: [Alert] = []
    /// The facts as far as the course bears them out, with what the diary confirms.
    let facts: PatientFacts
}

extension DosingEngine {
    /// Holds an entry against the earlier ones of its patient.
    ///
    /// - Parameters:
    ///   - picture: the patient at the time of the entry.
    ///   - confirmed: codes that the caller confirms for this entry.
    func doubts(
        _ picture: DiaryPicture, in course: DiaryCourse, confirmed: Set<String>
    ) throws(QuantityError) -> CourseDoubts {
        let entries = picture.longHistory + [picture.recorded]
        let regimens = try RegimenCourse(entries, engine: self, callerConfirmed: confirmed)
        let (facts, contradictions) = try borneOut(picture)
        let diary = try confirmedCodes(picture, in: course)
        var doubts = CourseDoubts(
            told: contradictions, facts: facts.confirming(confirmed.union(diary)))
        if let open = regimens.open {
            let hours =
                open.from.id == picture.recorded.id
                ? nil : picture.now.wholeHours(since: open.from.entry.recordedAt.instant)
            doubts.open += open.doubts.map { $0.query(hoursOld: hours) }
        }
        doubts.told += overduePatch(picture)
        doubts.told += regimens.settled.map { $0.doubt.settled(by: $0.by) }
        for (doubt, since) in try dosesTaken(picture) {
            if let by = picture.confirmation(of: doubt.code, since: since, caller: confirmed) {
                doubts.told.append(doubt.settled(by: by))
            } else if !doubts.open.contains(where: { $0.code == doubt.code.rawValue }) {
                doubts.open.append(doubt.query(hoursOld: nil))
            }
        }
        return doubts
    }

    /// The codes that the diary confirms for the regimen in force: those said of an entry that holds
    /// the same regimen, and of a day that had as much of all opioids.
    private func confirmedCodes(
        _ picture: DiaryPicture, in course: DiaryCourse
    ) throws(QuantityError) -> Set<String> {
        let entries = picture.history + [picture.recorded]
        guard entries.contains(where: { !$0.entry.confirms.isEmpty }) else { return [] }
        var same: Set<ContentDigest> = []
        let today = try comparableOMEDD(of: picture.itemsOfTheDay)
        for recorded in entries.reversed() {
            if let items = recorded.entry.regimen,
                !items.filter(\.amount.isBackground).mean(picture.background)
            {
                break
            }
            let day = DiaryPicture(of: recorded, in: course).itemsOfTheDay
            if recorded.id == picture.recorded.id {
                same.insert(recorded.id)
            } else if let today, let then = try comparableOMEDD(of: day), today <= then {
                same.insert(recorded.id)
            }
        }
        return entries.reduce(into: []) { codes, recorded in
            for confirmation in recorded.entry.confirms
            where same.contains(confirmation.entry ?? recorded.id) {
                codes.insert(confirmation.code)
            }
        }
    }

    // MARK: Taken against prescribed

    /// Doses taken that don't fit the regimen, with the entry that tells of them.
    private func dosesTaken(
        _ picture: DiaryPicture
    ) throws(QuantityError) -> [(Doubt, since: RecordedEntry)] {
        var doubts: [(Doubt, since: RecordedEntry)] = []
        doubts += try largeRescues(picture)
        for form in Set(picture.regularDoses.map(\.value.form)).sorted(by: { $0.words < $1.words })
        {
            if let doubt = try takenTooMuch(of: form, picture) { doubts.append(doubt) }
        }
        return doubts
    }

    /// Every rescue dose that is many times that of the regimen, the largest first.
    private func largeRescues(
        _ picture: DiaryPicture
    ) throws(QuantityError) -> [(Doubt, since: RecordedEntry)] {
        let rules = tables.doubts.rescue
        // Without a regimen nothing is known to compare with, and no dose is computed.
        guard picture.regimen != nil,
            let background = try comparableOMEDD(of: picture.background)
        else { return [] }
        let share = tables.breakthrough.rescueFraction.value.largest
        let usual = try background.milligramsPerDay.multiplied(by: share)
        let bound = max(try usual.multiplied(by: rules.times), rules.smallest.milligramsPerDay)
        let counted = picture.countedItems.map { ($0, picture.recorded) }
        let listed = picture.listedDoses.map { dated in
            let dose = dated.value.dose
            return (
                RegimenItem(form: dose.form, amount: .taken(dose: dose.dose, count: 1)), dated.from
            )
        }
        var large: [(omedd: Rational, doubt: Doubt, since: RecordedEntry)] = []
        for (item, from) in counted + listed where !tables.isRapidOnset(item.form) {
            guard case .taken(let dose, _) = item.amount else { continue }
            let one = RegimenItem(form: item.form, amount: .taken(dose: dose, count: 1))
            guard let omedd = try comparableOMEDD(of: [one])?.milligramsPerDay, omedd > bound
            else { continue }
            let taken = "\(dose.milligrams.decimal().text) mg of \(item.form.opioid) at once"
            let message =
                background.isZero
                ? "\(taken), and no regular opioid."
                : "\(taken): \(try omedd.divided(by: usual).decimal(places: 1).text) times the "
                    + "rescue dose that the regular opioid gives."
            large.append(
                (
                    omedd,
                    Doubt(
                        .rescueTooLarge, message,
                        question:
                            "Were millilitres written as milligrams, or several doses as one?",
                        source: rules.source), from
                ))
        }
        return large.sorted { $0.omedd > $1.omedd }.map { ($0.doubt, $0.since) }
    }

    /// Regular doses of a form that are more than the day and one dose.
    private func takenTooMuch(
        of form: OpioidForm, _ picture: DiaryPicture
    ) throws(QuantityError) -> (Doubt, since: RecordedEntry)? {
        var (prescribed, largest) = (Rational.zero, Rational.zero)
        for item in picture.background where item.form == form {
            guard case .scheduled(let dose, _) = item.amount,
                case .mass(let daily) = try item.dailyAmount
            else { continue }
            prescribed = try prescribed.adding(daily.milligramsPerDay)
            largest = max(largest, dose.milligrams)
        }
        let doses = picture.regularDoses.filter { $0.value.form == form }
        var taken = Rational.zero
        for dose in doses { taken = try taken.adding(dose.value.dose.milligrams) }
        guard prescribed > .zero, taken > (try prescribed.adding(largest)), let last = doses.last
        else { return nil }
        return (
            Doubt(
                .takenTooMuch,
                "\(taken.decimal().text) mg of \(form.words) taken in 24 hours, "
                    + "\(prescribed.decimal().text) mg prescribed.",
                question: "Were all these doses given?", source: tables.doubts.rescue.source),
            last.from
        )
    }

    /// The caution for a patch that should have been changed, as far as the diary tells when it was.
    private func overduePatch(_ picture: DiaryPicture) -> [Alert] {
        let rule = tables.doubts.patchHours
        guard let changed = picture.patchChangedAt else { return [] }
        let lasting = picture.background.filter { $0.form.formulation == .patch }
            .compactMap(lastingHours(of:)).min()
        let hours = picture.now.wholeHours(since: changed)
        guard let lasting, hours > lasting + rule.value else { return [] }
        return [
            Alert(
                code: "patch-change-overdue", severity: .caution,
                message: "\(hours) hours since the patch was put on; it lasts \(lasting).",
                action: "Change it now if that was not done, and record when it was.",
                source: rule.source)
        ]
    }

    // MARK: Statements against the course

    /// The facts with what the course contradicts put right, towards the safer side.
    ///
    /// A week of regular opioids counts from the last entry whose opioid makes nobody tolerant. Who was
    /// opioid-naive in an entry of the last seven days, or took none in all of them, is so still.
    private func borneOut(
        _ picture: DiaryPicture
    ) throws(QuantityError) -> (PatientFacts, [Alert]) {
        let context = picture.facts.context
        var alerts: [Alert] = []
        var days = context.aroundTheClockDays
        var last: RecordedEntry?
        for recorded in picture.history where try makesNobodyTolerant(recorded) { last = recorded }
        if let last {
            let hours = picture.now.wholeHours(since: last.entry.recordedAt.instant)
            let most = hours / 24
            if let claimed = days, claimed > most {
                let none = last.entry.regimen?.filter(\.amount.isBackground).isEmpty ?? true
                alerts.append(
                    none
                        ? contradiction(
                            "\(claimed) days on regular opioids are stated; \(hours) hours ago the "
                                + "diary shows none.")
                        : Alert(
                            code: "tolerance-contradicted", severity: .caution,
                            message: "The regular opioid has been enough for opioid tolerance for "
                                + "\(most) days, not for \(claimed).",
                            action: "Tolerance means a week at such a dose.",
                            source: tables.breakthrough.toleranceDays.source))
            }
            days = min(days ?? most, most)
        }
        var isNaive = context.isOpioidNaive
        if isNaive != true, let hours = picture.hoursSinceNaive {
            if isNaive == false {
                alerts.append(
                    contradiction(
                        "The entry says that the patient is used to opioids; \(hours) hours ago the "
                            + "diary says otherwise."))
            }
            isNaive = true
        }
        guard days != context.aroundTheClockDays || isNaive != context.isOpioidNaive else {
            return (picture.facts, alerts)
        }
        return (picture.facts.with(context.with(isOpioidNaive: isNaive, days: days)), alerts)
    }

    private func contradiction(_ message: String) -> Alert {
        Alert(
            code: "tolerance-contradicted", severity: .caution, message: message,
            action: "Tolerance counts by the diary. Correct the entry that is wrong.",
            source: tables.breakthrough.toleranceDays.source)
    }

    /// Whether an entry writes a regimen that is below every threshold of tolerance.
    private func makesNobodyTolerant(_ recorded: RecordedEntry) throws(QuantityError) -> Bool {
        guard let regimen = recorded.entry.regimen else { return false }
        let background = regimen.filter(\.amount.isBackground)
        if background.isEmpty { return true }
        return try tolerance(background, comparableOMEDD(of: background)).isMet == false
    }
}

extension DiaryPicture {
    /// Hours since an entry that calls the patient opioid-naive, or since the last one where all that
    /// write a regimen write none and no dose was taken; nil where the course says no such thing.
    fileprivate var hoursSinceNaive: Int? {
        let stated = history.last { $0.entry.context.isOpioidNaive == true }
        let written = history.filter { $0.entry.regimen != nil }
        let tookNone =
            !written.isEmpty && written.allSatisfy { $0.entry.regimen?.isEmpty ?? true }
            && history.allSatisfy(\.entry.dosesTaken.isEmpty)
        return (stated ?? (tookNone ? written.last : nil)).map {
            now.wholeHours(since: $0.entry.recordedAt.instant)
        }
    }

    /// Who confirmed a question about something that an entry told first.
    fileprivate func confirmation(
        of code: DoubtCode, since first: RecordedEntry, caller: Set<String>
    ) -> Confirmed? {
        if caller.contains(code.rawValue) { return .caller }
        let entries = (history + [recorded]).drop { $0.id != first.id }
        let ids = Set(entries.map(\.id))
        for recorded in entries {
            for confirmation in recorded.entry.confirms
            where confirmation.code == code.rawValue
                && ids.contains(confirmation.entry ?? recorded.id)
            {
                return .entry(by: confirmation.by, reason: confirmation.reason)
            }
        }
        return nil
    }

    /// Days without an entry among the last ones, from the first entry of seven days to this one: the
    /// whole days that lie between two entries, whatever the hour of either.
    var daysWithoutEntry: (missing: Int, of: Int)? {
        let moments = (history + [recorded]).map(\.entry.recordedAt.instant)
        guard let first = moments.first else { return nil }
        let missing = zip(moments, moments.dropFirst()).reduce(0) { sum, pair in
            sum + max(0, pair.1.wholeHours(since: pair.0) / 24 - 1)
        }
        return missing > 0 ? (missing, now.wholeHours(since: first) / 24 + 1) : nil
    }
}

extension PatientContext {
    /// The same with another answer to whether and how long opioids have been taken.
    fileprivate func with(isOpioidNaive: Bool?, days: Int?) -> PatientContext {
        do throws(DiaryMeasureError) {
            return try PatientContext(
                ageYears: ageYears, isOpioidNaive: isOpioidNaive, aroundTheClockDays: days,
                hepatic: hepatic, hasCachexia: hasCachexia, isFrail: isFrail,
                isPregnant: isPregnant, comedications: comedications,
                comedicationsAreAll: comedicationsAreAll, conditions: conditions)
        } catch {
            // Fewer days than were accepted can't be out of bounds.
            return self
        }
    }
}

extension PatientFacts {
    fileprivate func with(_ context: PatientContext) -> PatientFacts {
        PatientFacts(
            context: context, observations: observations, adverseEffects: adverseEffects,
            hasToxicity: hasToxicity, confirmed: confirmed)
    }

    fileprivate func confirming(_ codes: Set<String>) -> PatientFacts {
        guard !codes.isEmpty else { return self }
        return PatientFacts(
            context: context, observations: observations, adverseEffects: adverseEffects,
            hasToxicity: hasToxicity, confirmed: confirmed.union(codes))
    }
}
