/// What an entry contradicts of those that came before it.
public enum EntryConflict: Hashable, Sendable {
    /// It corrects an entry that has not come.
    case correctsUnknownEntry(ContentDigest)
    /// Others correct the same entry and are not corrected themselves.
    case rivalCorrections([ContentDigest])
    /// Others of the same patient and moment say something else.
    case sameMoment([ContentDigest])
}

extension DiaryCourse {
    /// What a reader must know of corrections and contradictions around an entry.
    ///
    /// `conflicting-entries` is a question: two entries of one moment differ, or the regimen of such a
    /// moment would have to be carried over. A correction, a withdrawal or a confirmation settles it.
    /// The others are cautions, and the figures stand.
    public func conflicts(of recorded: RecordedEntry) -> [Alert] {
        guard !isPlain || recorded.entry.corrects != nil else { return [] }
        switch standing(of: recorded) {
        case .replaced, .withdrawn: return []
        case .counts, .setAside, .withdrawal: break
        }
        return [unknownEntryAlert(recorded), rivalAlert(recorded), momentAlert(recorded)]
            .compactMap(\.self)
    }

    /// What an entry contradicts of all that came before it; the later ones of the course do not
    /// count.
    public func conflictsMade(by recorded: RecordedEntry) -> [EntryConflict] {
        guard !isPlain || recorded.entry.corrects != nil else { return [] }
        let earlier = entries.filter {
            $0.id != recorded.id && !$0.cameAfter(recorded)
        }
        let course = DiaryCourse(earlier + [recorded])
        var made: [EntryConflict] = []
        if let unknown = course.unknownEntry(correctedBy: recorded) {
            made.append(.correctsUnknownEntry(unknown))
        }
        let rivals = course.rivals(of: recorded)
        if !rivals.isEmpty { made.append(.rivalCorrections(rivals.map(\.id))) }
        if let group = course.conflicts[recorded], !group.isSettled {
            made.append(.sameMoment(group.rivals(of: recorded).map(\.id)))
        }
        return made
    }

    // MARK: Corrections

    /// The entry that another corrects, where it has not come.
    private func unknownEntry(correctedBy recorded: RecordedEntry) -> ContentDigest? {
        guard let corrected = recorded.entry.corrects,
            !entries.contains(where: { $0.id == corrected })
        else { return nil }
        return corrected
    }

    /// The other corrections of the same entry that nothing has corrected.
    private func rivals(of recorded: RecordedEntry) -> [RecordedEntry] {
        guard let open = corrections.rivals[corrections.origin(of: recorded)],
            open.contains(where: { $0.id == recorded.id })
        else { return [] }
        return open.filter { $0.id != recorded.id }
    }

    private func unknownEntryAlert(_ recorded: RecordedEntry) -> Alert? {
        guard let unknown = unknownEntry(correctedBy: recorded) else { return nil }
        return Alert(
            code: "correction-of-unknown-entry", severity: .caution,
            message: "The entry that this one corrects, \(unknown.start), has not come.",
            action: "Check the SHA-256 that it names. Until that entry comes, whatever is wrong "
                + "there may still count.")
    }

    private func rivalAlert(_ recorded: RecordedEntry) -> Alert? {
        let rivals = rivals(of: recorded)
        guard !rivals.isEmpty else { return nil }
        let alert = Alert(
            code: "rival-corrections", severity: .caution,
            message:
                "\(rivals.words) \(rivals.count == 1 ? "corrects" : "correct") the same entry; "
                + "this one came last and counts.",
            action: "Check that it is right; withdraw the one that is not.")
        let isConfirmed = confirmations(of: recorded).contains { $0.code == alert.code }
        return isConfirmed ? nil : alert
    }

    // MARK: One moment

    private func momentAlert(_ recorded: RecordedEntry) -> Alert? {
        if let group = conflicts[recorded] { return alert(recorded, in: group) }
        guard recorded.entry.regimen == nil, recorded.entry.withdraws == nil else { return nil }
        // What is carried over from a moment that is open would be a guess.
        let source = history(of: recorded).last { recorded in
            recorded.entry.regimen != nil || isRegimenOpen(at: recorded)
        }
        guard let source, isRegimenOpen(at: source), let group = conflicts[source] else {
            return nil
        }
        return MomentConflicts.question(
            "The entry says nothing of the regimen, and the entries of the moment that it "
                + "would be taken from differ: \(group.entries.map(\.id.start).joined(separator: ", ")).",
            action: "Find out which is right and correct, withdraw or confirm it, or write the "
                + "regimen here.",
            question: "Which regimen holds?")
    }

    /// The question that a fact raises which would be carried over from a moment whose entries differ in
    /// it; nil where none does.
    ///
    /// - Parameter facts: what is carried over, each by its name in the diary.
    func question(ofFacts facts: [DiaryPicture.CarriedFact]) -> Alert? {
        let disputed = facts.filter { fact in
            guard let group = conflicts[fact.from], !group.isSettled else { return false }
            return group.rivals(of: fact.from).contains {
                $0.entry.partsDiffering(from: fact.from.entry).contains(fact.part)
            }
        }
        guard !disputed.isEmpty else { return nil }
        let names = disputed.map(\.name).joined(separator: ", ")
        return MomentConflicts.question(
            "The entries of the moment that these facts would be taken from differ: \(names).",
            action:
                "Find out which is right and correct, withdraw or confirm it, or write the facts "
                + "here.",
            question: "Which facts hold?")
    }

    /// Whether entries of an earlier moment differ in the regimen and nobody has said which is right.
    private func isRegimenOpen(at recorded: RecordedEntry) -> Bool {
        guard let group = conflicts[recorded], !group.isSettled else { return false }
        return group.entries.contains { $0.entry.regimen != recorded.entry.regimen }
    }

    private func alert(_ recorded: RecordedEntry, in group: MomentConflicts.Group) -> Alert? {
        let rivals = group.rivals(of: recorded)
        guard !group.isSettled else {
            guard !rivals.isEmpty, group.standing != recorded.id,
                rivals.contains(where: { $0.id == group.standing })
            else { return nil }
            return MomentConflicts.question(
                "Entry \(group.standing.start) of this moment says something else and was "
                    + "confirmed.",
                action: "Use that one; withdraw this one.",
                question: "Is this entry of no use any more?")
        }
        guard !rivals.isEmpty else { return nil }
        let parts = Set(rivals.flatMap { recorded.entry.partsDiffering(from: $0.entry) }).sorted()
        return MomentConflicts.question(
            "\(rivals.words) of this moment \(rivals.count == 1 ? "says" : "say") something "
                + "else: \(parts.joined(separator: ", ")).",
            action: "Find out which is right: correct or withdraw the wrong one, or confirm the "
                + "right one.",
            question: "Two entries of this moment differ; which is right?")
    }
}

extension [RecordedEntry] {
    /// As the subject of a sentence.
    fileprivate var words: String {
        (count == 1 ? "Entry " : "Entries ") + map(\.id.start).joined(separator: ", ")
    }
}

extension ContentDigest {
    /// As many digits as people compare.
    fileprivate var start: String { String(description.prefix(12)) }
}

extension Outcome<Assessment> {
    /// The answer beside what was found of contradictions, one of which may hold the number back.
    func with(conflicts: [Alert]) -> Outcome<Assessment> {
        guard !conflicts.isEmpty else { return self }
        switch self {
        case .stopped(let refusal): return .stopped(Refusal(refusal.alerts + conflicts))
        case .computed(let assessment):
            guard !conflicts.holdBack else {
                return .stopped(Refusal(assessment.alerts + conflicts))
            }
            return .computed(
                Assessment(
                    medication: assessment.medication, breakthrough: assessment.breakthrough,
                    titration: assessment.titration,
                    alerts: (assessment.alerts + conflicts).ordered(),
                    unchecked: assessment.unchecked, review: assessment.review))
        }
    }
}

extension Assessment {
    /// The answer for an entry that only withdraws another: it says nothing of the patient.
    static let ofWithdrawal = Assessment(
        medication: nil, breakthrough: nil, titration: nil, alerts: [], unchecked: [])
}
