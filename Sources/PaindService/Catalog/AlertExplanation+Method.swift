import PainDosing

extension AlertExplanation {
    /// The alerts of the method itself, which no table holds; a test compares them with the sources.
    static let methodAlerts: [AlertExplanation] =
        regimenAlerts + rotationAlerts + breakthroughAlerts + courseAlerts + doubts

    private static let regimenAlerts: [AlertExplanation] = [
        .init(
            code: "regimen-missing", severity: .caution,
            meaning: "The entry says nothing of the opioid regimen, so no dose is computed.",
            action: "Add the regimen to the diary; write an empty list if no opioid is taken."),
        .init(
            code: "no-factor", severity: .stop,
            meaning: "No table in use has a figure for this opioid, route or form, so its dose "
                + "can't be added to the others or derived.",
            action: "Read in the report which tables have one. If none has, ask a pharmacist or "
                + "palliative care."),
        .init(
            code: "exposure-scale", severity: .stop,
            meaning: "The table named is a scale to compare exposure. Its authors say that it is "
                + "not for converting a patient from one opioid to another.",
            action: "Name a table that was made for conversion; the report lists them."),
        .init(
            code: "tables-mixed", severity: .caution,
            meaning: "One table does not know every item, so figures of several tables were used "
                + "together.",
            action: "Check with a pharmacist that each figure suits the patient, or name one table."
        ),
        .init(
            code: "same-drug-twice", severity: .caution,
            meaning: "The same drug, form and dose stands in the regimen more than once, perhaps "
                + "under two brands, and all of it is counted.",
            action: "Check on the chart that each is taken, and that an old patch was taken off. "
                + "If it is one drug written twice, keep one line and drop the diary again."),
        .init(
            code: "target-form-assumed", severity: .info,
            meaning: "The target of a rotation was not named in full, so the usual form of the "
                + "opioid, or the opioid of the regimen, was taken.",
            action: "Read what was taken, and name another form if it was not meant."),
        .init(
            code: "figure-unverified", severity: .info,
            meaning:
                "A figure behind the answer is from memory: nobody has looked it up, and it has yet "
                + "to be checked against its source. The report names it.",
            action: "Check the figure, or have a pharmacist check it, before relying on it."),
        .init(
            code: "methadone-not-linear", severity: .caution,
            meaning: "The equivalence of methadone depends on its dose and on the patient. The "
                + "figure serves to compare, and never to derive a dose.",
            action: "Ask a specialist before any dose is changed."),
        .init(
            code: "omedd-above-team-threshold", severity: .caution,
            meaning: "The opioids together are above a threshold that your team has set in the "
                + "configuration of paind.",
            action: "Do what the team agreed on for this threshold."),
        .init(
            code: "comedication-unlisted", severity: .info,
            meaning: "Another drug of the diary is in none of the lists of interacting drugs. It "
                + "was not checked, which does not mean that it is safe. The report names it.",
            action: "Use generic names in the diary, and ask a pharmacist about interactions."),
    ]

    private static let rotationAlerts: [AlertExplanation] = [
        .init(
            code: "nothing-to-rotate", severity: .stop,
            meaning: "The regimen is empty; there is nothing to switch from.",
            action: "Give the present regimen, or ask the prescriber how to start an opioid."),
        .init(
            code: "rotation-refused", severity: .stop,
            meaning: "The rotation table refuses this target, for the reason in the report.",
            action: "Do what the report says instead."),
        .init(
            code: "rotation-to-roo", severity: .stop,
            meaning: "A rapid-onset opioid is for breakthrough pain; no regimen is switched to it.",
            action: "Choose a background opioid as the target, and ask for the breakthrough dose "
                + "on its own."),
        .init(
            code: "specialist-only", severity: .stop,
            meaning: "Doses to or from this opioid depend on the patient and can't be derived from "
                + "a factor.",
            action: "Ask a specialist in palliative care or pain medicine who is used to it."),
        .init(
            code: "no-reduction-rule", severity: .stop,
            meaning: "The rotation table has no reduction for this target.",
            action: "Ask a specialist, and tell whoever looks after the tables."),
        .init(
            code: "no-product", severity: .caution,
            meaning: "The product table has no strengths of this form, so no dose is proposed.",
            action: "Ask a pharmacist what can be dispensed, or choose another target."),
        .init(
            code: "no-interval", severity: .caution,
            meaning: "The product table has no interval between doses of this form, so no "
                + "regular dose is proposed.",
            action: "Choose a modified-release form, a patch or an infusion as the target."),
        .init(
            code: "below-smallest-strength", severity: .caution,
            meaning: "The computed dose is below the smallest strength that can be dispensed. "
                + "Nothing is rounded up.",
            action: "Choose a liquid or another form as the target, or ask a pharmacist."),
        .init(
            code: "not-proposed", severity: .caution,
            meaning:
                "A limit of the tables forbids to propose this form to this patient; the report "
                + "names the limit.",
            action: "Do what the limit says instead, and do not work the dose out by other means."),
        .init(
            code: "rescue-other-opioid", severity: .caution,
            meaning: "The rescue dose is of another opioid than usual; the report says why.",
            action:
                "Check that it suits the patient; ask the prescriber before the first dose of a "
                + "strong opioid."),
        .init(
            code: "rescue-no-product", severity: .caution,
            meaning: "No product gives a rescue dose within the published window.",
            action: "Ask a pharmacist what can be dispensed."),
        .init(
            code: "rescue-opioid-naive", severity: .caution,
            meaning: "No rescue dose is derived for a patient who has not taken opioids before.",
            action: "Ask the prescriber which low dose to start with."),
        .init(
            code: "product-not-sold", severity: .caution,
            meaning: "A product that was named is not on the lists of what is sold in the country.",
            action: "Check that it can be dispensed, or name the opioid and the form instead."),
        .init(
            code: "rescue-none", severity: .caution,
            meaning: "No opioid of the table is open as a rescue dose for this patient.",
            action: "Ask palliative care for a rescue dose."),
        .init(
            code: "rescue-by-specialist", severity: .caution,
            meaning: "No rescue dose is derived from an opioid that accumulates for days.",
            action: "Ask the specialist who prescribes it."),
        .init(
            code: "raise-capped", severity: .caution,
            meaning: "The policy's own sum asks for more than one step may be; the raise was cut.",
            action: "Ask a palliative care specialist before going higher."),
        .init(
            code: "methadone-specialist", severity: .caution,
            meaning: "Methadone accumulates for days, and the published ways to start it differ "
                + "several-fold.",
            action: "Leave it to a specialist who is used to it. Watch sedation and breathing "
                + "daily."),
        .init(
            code: "methadone-ecg-unknown", severity: .caution,
            meaning: "The QTc is not known, and methadone prolongs it.",
            action: "Record an ECG before the first dose."),
        .init(
            code: "methadone-age-unknown", severity: .stop,
            meaning: "The scheme has different tiers by age, and the age is not known.",
            action: "Give the age and ask again."),
        .init(
            code: "methadone-outside-scheme", severity: .stop,
            meaning: "The present dose lies outside the tiers of the scheme.",
            action: "Ask the specialist, who may name another scheme."),
    ]

    private static let breakthroughAlerts: [AlertExplanation] = [
        .init(
            code: "no-background-opioid", severity: .caution,
            meaning: "The regimen holds no regular opioid. Doses taken as needed don't make a "
                + "patient tolerant, so there is no rapid-onset opioid and no share for a rescue "
                + "dose.",
            action: "Add the background opioid to the diary, or ask the prescriber how to start "
                + "one."),
        .init(
            code: "roo-not-tolerant", severity: .caution,
            meaning: "The background opioid is too low for a rapid-onset opioid.",
            action: "Use the immediate-release rescue dose of the report."),
        .init(
            code: "roo-confirm-week", severity: .caution,
            meaning: "A rapid-onset opioid needs a week at the background dose, and the diary does "
                + "not say how long it has been taken.",
            action: "Confirm the week before the first rapid-onset dose."),
        .init(
            code: "roo-not-a-week", severity: .caution,
            meaning: "The background opioid has been taken for less than a week, too short for a "
                + "rapid-onset opioid.",
            action: "Use the immediate-release rescue dose of the report."),
        .init(
            code: "roo-background-controlled-unknown", severity: .caution,
            meaning: "The background pain score is not known, so no rapid-onset opioid is offered.",
            action: "Record the score and drop the diary again."),
        .init(
            code: "roo-background-uncontrolled", severity: .caution,
            meaning: "The background pain is not controlled, so no rapid-onset opioid is offered.",
            action: "Ask the prescriber to review the background opioid first."),
        .init(
            code: "roo-episodes-per-day-unknown", severity: .caution,
            meaning: "The number of episodes in 24 hours is not known, so no rapid-onset opioid is "
                + "offered.",
            action: "Record the episodes, an empty list for none, and drop the diary again."),
        .init(
            code: "roo-too-many-episodes", severity: .caution,
            meaning: "There are more episodes a day than a rapid-onset opioid may treat.",
            action: "Ask the prescriber to review the background opioid first."),
        .init(
            code: "roo-low-peak", severity: .info,
            meaning: "The episodes peak below the score from which a rapid-onset opioid is thought "
                + "of.",
            action: "Consider whether an immediate-release rescue dose is enough."),
        .init(
            code: "roo-titrate", severity: .info,
            meaning: "Each rapid-onset product starts at its labelled dose and is titrated from "
                + "there.",
            action: "Follow the label of the product."),
        .init(
            code: "roo-proportional-off-label", severity: .caution,
            meaning: "A first dose in proportion to the background opioid is off-label. Every "
                + "label wants titration from its own start dose.",
            action: "Let the prescriber decide between the dose and the labelled start beside it."),
        .init(
            code: "roo-product-specific", severity: .caution,
            meaning: "The figure for a rapid-onset opioid holds for exposure only. The products "
                + "are not interchangeable.",
            action: "Never exchange one product for another by the microgram."),
        .init(
            code: "roo-not-interchangeable", severity: .caution,
            meaning: "Rapid-onset products are not interchangeable; another one begins at its own "
                + "start.",
            action: "Stop the product in use and return what is left of it. Only one is used at a "
                + "time."),
        .init(
            code: "roo-background-mild", severity: .caution,
            meaning: "Background pain is above the limit for a rapid-onset opioid, though most "
                + "studies of cancer pain still call it mild.",
            action: "Consider a review of the background opioid first."),
        .init(
            code: "roo-at-maximum", severity: .caution,
            meaning: "The rapid-onset product is in use at the largest dose of its label.",
            action: "Ask the prescriber to review the background opioid."),
        .init(
            code: "roo-label-not-read", severity: .caution,
            meaning: "The start dose and the steps of the product are not in the tables.",
            action: "See its label."),
        .init(
            code: "roo-withdrawn", severity: .caution,
            meaning: "The rapid-onset product is no longer made.",
            action: "Choose another product; what is left of it may be used up."),
        .init(
            code: "roo-not-sold-here", severity: .caution,
            meaning: "The rapid-onset product is not known to be sold in this country.",
            action: "Ask the pharmacy for one that is."),
        .init(
            code: "roo-none-sold", severity: .info,
            meaning: "No rapid-onset product is sold in this country or stocked by the ward.",
            action: "Use the immediate-release rescue dose of the report."),
        .init(
            code: "roo-product-not-known", severity: .caution,
            meaning: "The rapid-onset dose of the diary fits several products, so no next step is "
                + "given.",
            action: "Find out which product is in use, and follow its label."),
        .init(
            code: "no-equivalent", severity: .info,
            meaning: "No table in use has a figure for the background opioid, so there is no oral "
                + "morphine equivalent of it.",
            action: "Rely on the doses of the same drug only."),
    ]
}
