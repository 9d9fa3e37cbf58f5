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
            code: "regimen-carried-over", severity: .caution,
            meaning: "The entry says nothing of the regimen, so that of an earlier entry was used.",
            action: "Check that nothing has changed since, and write the regimen down."),
        .init(
            code: "facts-carried-over", severity: .info,
            meaning: "Some facts were taken from earlier entries; the report names them.",
            action: "Measure again what may have changed."),
        .init(
            code: "scheduled-doses-listed", severity: .info,
            meaning: "Scheduled doses were listed as taken as well; they were counted once.",
            action: "List only rescue doses as taken."),
    ]
}
