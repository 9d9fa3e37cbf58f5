import Testing

extension TableFaultExample {
    private static let ablation = "bone-metastasis/ablation.yaml"
    private static let radiotherapy = "bone-metastasis/radiotherapy.yaml"
    private static let osteoclast = "bone-metastasis/osteoclast-inhibitors.yaml"

    static let review = [
        TableFaultExample(
            "an unknown fact", in: ablation, "fact: bleedingDisorder", "fact: bleedingDisordr",
            says: "'fact' can't be 'bleedingDisordr': known are: primary", onLine: "bleedingDisordr"
        ),
        TableFaultExample(
            "an unknown effect", in: ablation, "{effect: excludes, fact: activeInfection",
            "{effect: forbids, fact: activeInfection", says: "'effect' can't be 'forbids'",
            onLine: "forbids"),
        TableFaultExample(
            "a criterion without a source", in: ablation,
            "text: There is an active infection, section: 3.6.1, source: REVIEW,",
            "text: There is an active infection, section: 3.6.1,", says: "'source' is missing",
            onLine: "activeInfection"),
        TableFaultExample(
            "a criterion of an unknown source", in: ablation,
            "text: There is an active infection, section: 3.6.1, source: REVIEW,",
            "text: There is an active infection, section: 3.6.1, source: REVIEWS,",
            says: "'source' can't be 'REVIEWS'", onLine: "activeInfection"),
        TableFaultExample(
            "a criterion without words", in: ablation, ", text: There is an active infection", "",
            says: "'text' is missing", onLine: "activeInfection"),
        TableFaultExample(
            "an unknown key in a criterion", in: ablation, "fact: criticalDistanceMm, atLeast: 10",
            "fact: criticalDistanceMm, atLest: 10", says: "'atLest' is unknown",
            onLine: "atLest"),
        TableFaultExample(
            "a number without a bound", in: ablation, "fact: criticalDistanceMm, atLeast: 10,",
            "fact: criticalDistanceMm,", says: "a number needs a bound",
            onLine: "criticalDistanceMm"),
        TableFaultExample(
            "a bound of another kind", in: ablation, "fact: criticalDistanceMm, atLeast: 10",
            "fact: criticalDistanceMm, is: true", says: "a number needs a bound",
            onLine: "criticalDistanceMm"),
        TableFaultExample(
            "a flag with a number", in: ablation, "fact: percutaneousAccess, is: false",
            "fact: percutaneousAccess, is: 0", says: "'is' can't be '0': write true or false",
            onLine: "percutaneousAccess"),
        TableFaultExample(
            "a bound that is no number", in: ablation, "fact: criticalDistanceMm, atLeast: 10",
            "fact: criticalDistanceMm, atLeast: 1 cm", says: "'atLeast' can't be '1 cm'",
            onLine: "1 cm"),
        TableFaultExample(
            "bounds turned round", in: ablation, "atLeast: 1, atMost: 3", "atLeast: 3, atMost: 1",
            says: "the lower bound is above the upper one", onLine: "atLeast: 3"),
        TableFaultExample(
            "two lower bounds", in: ablation, "atLeast: 1, atMost: 3",
            "atLeast: 1, above: 0, atMost: 3", says: "write 'atLeast' or 'above', not both",
            onLine: "above: 0"),
        TableFaultExample(
            "a word that the fact can't be", in: ablation, "oneOf: [lytic, mixed]",
            "oneOf: [lytic, sclerotic]", says: "'oneOf' can't be 'sclerotic'", onLine: "sclerotic"),
        TableFaultExample(
            "a test beside a list of them", in: ablation,
            "effect: requires\n        anyOf:\n          - {fact: worstPain",
            "effect: requires\n        never: true\n        anyOf:\n          - {fact: worstPain",
            says: "a criterion needs one of: fact, anyOf, never", onLine: "effect: requires"),
        TableFaultExample(
            "an option twice", in: radiotherapy, "- id: complicated", "- id: uncomplicated",
            says: "the option 'uncomplicated' is listed twice", onLine: "- id: uncomplicated"),
        TableFaultExample(
            "a schedule for no option", in: radiotherapy,
            "[uncomplicated, complicated, post-surgery]",
            "[uncomplicated, complicated, surgery]", says: "there is no option 'surgery'",
            onLine: "complicated, surgery]"),
        TableFaultExample(
            "a schedule twice for an option", in: radiotherapy,
            "[symptomatic, re-irradiation, post-surgery]", "[symptomatic, complicated]",
            says: "'complicated' stands twice in the row", onLine: "[symptomatic, complicated]"),
        TableFaultExample(
            "a shared criterion that looks at a lesion", in: osteoclast,
            "{effect: needs, fact: dentalCheck", "{effect: needs, fact: painful",
            says: "looks at a lesion and belongs to an option", onLine: "criteria:"),
        TableFaultExample(
            "a regimen by lesion", in: osteoclast, "[{fact: egfr, atLeast: 30, below: 40}]",
            "[{fact: diameterMm, below: 40}]",
            says: "a regimen can't depend on 'diameterMm'", onLine: "diameterMm"),
        TableFaultExample(
            "an option without a criterion", in: "bone-metastasis/corticosteroids.yaml",
            "criteria:\n      - {effect: requires, fact: mechanism, oneOf: [nociceptive, mixed], "
                + "text: The pain has a nociceptive part, section: Table 5, source: REVIEW, "
                + "evidence: read}\n    ", "",
            says: "the option 'corticosteroid' needs a criterion",
            onLine: "corticosteroid"),
    ]
}
