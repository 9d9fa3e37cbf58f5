import PainDosing

extension AlertExplanation {
    /// The code of the alert that asks for a clinician at once.
    static let reviewNow = "titration-review-now"

    /// The alerts of the patient's course and of titration.
    static let courseAlerts: [AlertExplanation] = [
        .init(
            code: reviewNow, severity: .caution,
            meaning: "What the diary shows needs a clinician at the bedside before anything else: "
                + "too many rescue doses or episodes, signs of too much opioid, or severe pain that "
                + "the policy has no increase for. The report names the reason.",
            action: "Call the prescriber or the palliative team now. Change no dose before."),
        .init(
            code: "rescue-doses-warning", severity: .caution,
            meaning: "Many rescue doses were taken in 24 hours.",
            action: "Find out what they were taken for and whether they helped, and tell the "
                + "prescriber."),
        .init(
            code: "rescue-ineffective", severity: .caution,
            meaning: "After most rescue doses the pain did not fall enough.",
            action: "Ask the prescriber about the rescue dose, its drug and its route."),
        .init(
            code: "end-of-dose-failure", severity: .caution,
            meaning: "Pain returned before the next background dose was due.",
            action: "Tell the prescriber: the dose is raised rather than the interval shortened."),
        .init(
            code: "raise-needs-specialist", severity: .caution,
            meaning: "The raise leads above a dose up to which no specialist is needed.",
            action: "Ask a palliative care specialist before it is given."),
        .init(
            code: "change-hardly-felt", severity: .info,
            meaning: "So small a change is usually not felt.",
            action: "Watch whether it helps before the next change."),
        .init(
            code: "conflicting-entries", severity: .query,
            meaning: "Two entries of one patient and one moment say different things, or the "
                + "regimen would have to be taken from such a moment.",
            action: "Find out which is right. Correct the wrong one (\"replaces\") or withdraw it "
                + "(\"withdraws\"), or confirm the right one (\"confirms\"). Until then later "
                + "entries look back on the more urgent one."),
        .init(
            code: "rival-corrections", severity: .caution,
            meaning: "Two entries correct the same entry. The one that came last counts.",
            action: "Check that it is right, and withdraw the other (\"withdraws\")."),
        .init(
            code: "correction-of-unknown-entry", severity: .caution,
            meaning:
                "The entry that this one replaces or withdraws has not come. Whatever is wrong "
                + "there may still count. When it comes, all is assessed anew.",
            action: "Check the SHA-256 that this one names, and whether a file waits or was "
                + "rejected."),
        .init(
            code: "regimen-carried-over", severity: .caution,
            meaning: "The entry says nothing of the regimen, so that of an earlier entry was used.",
            action: "Check that nothing has changed since, and write the regimen down."),
        .init(
            code: "facts-carried-over", severity: .info,
            meaning: "Some facts were taken from earlier entries; the report names them.",
            action: "Measure again what may have changed."),
        .init(
            code: "scheduled-doses-listed", severity: .info,
            meaning: "Regular doses were listed as taken as well; they were counted once.",
            action: "List a rescue dose with its episode, so that it is told from them."),
        .init(
            code: "days-without-entry", severity: .info,
            meaning: "The diary has no entry on some of the last days.",
            action: "What happened then is not known here."),
        .init(
            code: "patch-change-overdue", severity: .caution,
            meaning: "The patch is worn for longer than it lasts, as far as the diary tells.",
            action: "Change it now if that was not done, and record when it was."),
        .init(
            code: "tolerance-contradicted", severity: .caution,
            meaning: "The entry says that opioids have been taken for longer than the diary shows.",
            action: "Tolerance counts by the diary. Correct the entry that is wrong."),
    ]

    /// The questions that an entry raises where it does not fit the patient's last ones.
    static let doubts: [AlertExplanation] = DoubtCode.allCases.map { code in
        .init(
            code: code.rawValue, severity: .query, meaning: meaning(of: code),
            action:
                "No dose is given from this regimen. Check drug, dose, unit and how often with the "
                + "prescriber or the chart. Then correct the entry, or confirm it in the next one "
                + "(confirms) with who decided and why.")
    }

    private static func meaning(of code: DoubtCode) -> String {
        switch code {
        case .doseJump:
            "The regular opioid rose by more than a planned step: a tenfold dose, a weak opioid "
                + "replaced by a strong one, a dose counted twice."
        case .doseFall: "The regular opioid fell to a small part of what it was, or to nothing."
        case .unitSlip:
            "The regular opioid is 24 or 1,000 times as much as before, or as little: an hour for a "
                + "day, or milligrams for micrograms."
        case .sameMilligrams:
            "Another drug or route is written with the same milligrams, as if it were as strong."
        case .addedBeside:
            "A patch, modified-release tablet or pump was added, and the one before goes on."
        case .frequencyChanged:
            "The same dose is written twice as often as before, or half as often."
        case .rescueTooLarge:
            "One rescue dose was many times the rescue dose that the regular opioid gives."
        case .takenTooMuch: "More of a regular dose was taken than is prescribed."
        }
    }
}
