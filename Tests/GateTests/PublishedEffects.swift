import PainDosing

extension PublishedEffect {
    /// What the publications forbid or bound, as a second reader typed it from the notes of the
    /// reading and not from the tables.
    ///
    /// Where two publications disagree, only what both forbid stands here, or the country whose
    /// guidance it is.
    static let all: [PublishedEffect] = kidneys + liver + interactions + maxima + breathing

    private static let methadone = "methadone"
    private static let strongMAOI = ["phenelzine", "isocarboxazid", "tranylcypromine"]

    // MARK: Kidneys, eGFR in mL/min/1.73 m²

    private static let kidneys: [PublishedEffect] = [
        PublishedEffect(
            "kidney-morphine-modified", "PC161", PatientPattern(egfrBelow: 30),
            .notProposed([.drug("morphine", .modifiedRelease)]),
            asked: .rotate("oxycodone MR 20 mg bd", to: "morphine MR"),
            .raise("morphine MR 30 mg bd")),
        PublishedEffect(
            "kidney-morphine-by-mouth", "SCOT2", PatientPattern(egfrBelow: 30),
            .notProposed([.drug("morphine", .immediateRelease)]),
            asked: .breakthrough("fentanyl patch 50 mcg/h"),
            .rotate("oxycodone MR 30 mg bd", to: "fentanyl patch"),
            .breakthrough("buprenorphine patch 20 mcg/h")),
        PublishedEffect(
            "kidney-morphine-infusion", "WMPC3", PatientPattern(egfrBelow: 30),
            .notProposed([.drug("morphine", .infusion)]),
            asked: .rotate("oxycodone MR 20 mg bd", to: "morphine subcutaneous infusion")),
        PublishedEffect(
            "kidney-morphine-injection", "WMPC1", PatientPattern(egfrBelow: 30),
            .each(.drug("morphine", .injection), micrograms: 2_500),
            asked: .breakthrough("CSCI morphine 60 mg/24h")),
        PublishedEffect(
            "kidney-diamorphine", "LOTH09", PatientPattern(egfrBelow: 15),
            .notProposed([.drug("diamorphine")]),
            asked: .rotate("morphine MR 60 mg bd", to: "diamorphine subcutaneous infusion")),
        PublishedEffect(
            "kidney-codeine", "LOTH09", PatientPattern(egfrBelow: 30),
            .notProposed([.drug("codeine")]), asked: .breakthrough("codeine IR 30 mg qds")),
        PublishedEffect(
            "kidney-dihydrocodeine", "SPSR", PatientPattern(egfrBelow: 30),
            .notProposed([.drug("dihydrocodeine")]),
            asked: .breakthrough("dihydrocodeine IR 30 mg qds")),
        PublishedEffect(
            "kidney-tramadol-modified", "SCOT1", PatientPattern(egfrBelow: 30),
            .notProposed([.drug("tramadol", .modifiedRelease)]),
            asked: .raise("tramadol MR 100 mg bd"),
            .rotate("morphine MR 15 mg bd", to: "tramadol MR")),
        PublishedEffect(
            "kidney-tramadol-maximum", "LOTH09", PatientPattern(egfrBelow: 30),
            .perDay(.drug("tramadol"), atMost: 200),
            asked: .rotate("morphine MR 30 mg bd", to: "tramadol IR"),
            .breakthrough("tramadol IR 50 mg qds")),
        PublishedEffect(
            "kidney-tramadol-failing", "TRADCH", PatientPattern(egfrBelow: 10),
            .notProposed([.drug("tramadol")]),
            asked: .rotate("morphine MR 15 mg bd", to: "tramadol IR"),
            .breakthrough("tramadol MR 100 mg bd")),
        PublishedEffect(
            "kidney-tapentadol", "PALSR", PatientPattern(egfrBelow: 30),
            .notProposed([.drug("tapentadol")]),
            asked: .rotate("morphine MR 60 mg bd", to: "tapentadol MR")),
        PublishedEffect(
            "kidney-oxycodone-modified", "SCOT2", PatientPattern(egfrBelow: 30),
            .notProposed([.drug("oxycodone", .modifiedRelease)]),
            asked: .rotate("morphine MR 60 mg bd", to: "oxycodone MR"),
            .raise("oxycodone MR 30 mg bd")),
        PublishedEffect(
            "kidney-hydromorphone-share", "TCRM20", PatientPattern(egfrBelow: 60),
            .share(.drug("hydromorphone", .infusion), numerator: 1, denominator: 2),
            asked: .rotate("morphine MR 80 mg bd", to: "hydromorphone subcutaneous infusion")),
        PublishedEffect(
            "kidney-hydromorphone-modified", "PC161", PatientPattern(egfrBelow: 30),
            .notProposed([.drug("hydromorphone", .modifiedRelease)]),
            asked: .rotate("morphine MR 60 mg bd", to: "hydromorphone MR")),
        PublishedEffect(
            "kidney-fentanyl-patch-us", "DRO1", PatientPattern(egfrBelow: 30),
            in: [.unitedStates], .notProposed([.drug("fentanyl", .patch)]),
            asked: .rotate("morphine MR 60 mg bd", to: "fentanyl patch")),
        // The 25 micrograms of fentanyl (WMPC1) are for a patient without a regular opioid, and so no
        // bound on a share of an infusion.
        PublishedEffect(
            "kidney-pethidine", "SPSR", PatientPattern(egfrBelow: 60),
            .notProposed([.drug("pethidine")]),
            asked: .rotate("morphine MR 30 mg bd", to: "pethidine IR")),
        PublishedEffect(
            "kidney-rapid-onset", "TXV", PatientPattern(egfrBelow: 60), .labelledStart,
            asked: .breakthrough("oxycodone MR 80 mg bd")),
    ]

    // MARK: Liver, Child-Pugh class

    private static let liver: [PublishedEffect] = [
        PublishedEffect(
            "liver-oxycodone-modified", "SCOT2", PatientPattern(liverFrom: .c),
            .notProposed([.drug("oxycodone", .modifiedRelease)]),
            asked: .rotate("morphine MR 60 mg bd", to: "oxycodone MR")),
        PublishedEffect(
            "liver-morphine-modified", "BRIEF14", PatientPattern(liverFrom: .c),
            .notProposed([.drug("morphine", .modifiedRelease)]),
            asked: .rotate("oxycodone MR 20 mg bd", to: "morphine MR")),
        PublishedEffect(
            "liver-hydromorphone-share", "DILHEP", PatientPattern(liverFrom: .b),
            .share(.drug("hydromorphone", .infusion), numerator: 1, denominator: 2),
            asked: .rotate("morphine MR 80 mg bd", to: "hydromorphone subcutaneous infusion")),
        PublishedEffect(
            "liver-fentanyl-patch-us", "VADOD", PatientPattern(liverFrom: .c),
            in: [.unitedStates], .notProposed([.drug("fentanyl", .patch)]),
            asked: .rotate("morphine MR 60 mg bd", to: "fentanyl patch")),
        PublishedEffect(
            "liver-tapentadol", "DAVIS24", PatientPattern(liverFrom: .c),
            .notProposed([.drug("tapentadol")]),
            asked: .rotate("morphine MR 60 mg bd", to: "tapentadol MR")),
        PublishedEffect(
            "liver-tapentadol-modified-dose", "DAVIS24", PatientPattern(liverFrom: .b),
            .perDay(.drug("tapentadol", .modifiedRelease), atMost: 100),
            asked: .rotate("morphine MR 60 mg bd", to: "tapentadol MR")),
        PublishedEffect(
            "liver-tapentadol-modified-interval", "DAVIS24", PatientPattern(liverFrom: .b),
            .every(.drug("tapentadol", .modifiedRelease), hours: 24),
            asked: .rotate("morphine MR 60 mg bd", to: "tapentadol MR")),
        PublishedEffect(
            "liver-tapentadol-dose", "DAVIS24", PatientPattern(liverFrom: .b),
            .each(.drug("tapentadol", .immediateRelease), micrograms: 50_000),
            asked: .breakthrough("tapentadol IR 150 mg qds")),
        PublishedEffect(
            "liver-codeine", "CODIE22", PatientPattern(liverFrom: .c),
            .notProposed([.drug("codeine")]), asked: .breakthrough("codeine IR 30 mg qds")),
        PublishedEffect(
            "liver-tramadol", "DRO2", PatientPattern(liverFrom: .c),
            .perDay(.drug("tramadol"), atMost: 100), asked: .breakthrough("tramadol IR 100 mg qds"),
            .rotate("morphine MR 15 mg bd", to: "tramadol IR")),
        PublishedEffect(
            "liver-rapid-onset", "TXV", PatientPattern(liverFrom: .a), .labelledStart,
            asked: .breakthrough("oxycodone MR 80 mg bd")),
    ]

    // MARK: Other drugs and conditions

    private static let interactions: [PublishedEffect] =
        [
            ("fentanyl", "fentanyl patch"), ("tramadol", "tramadol MR"),
            ("tapentadol", "tapentadol MR"), ("pethidine", "pethidine IR"),
            (methadone, "methadone IR"),
        ].map { drug, target in
            PublishedEffect(
                "maoi-\(drug)", "SPSMAOI", PatientPattern(takes: strongMAOI),
                .notProposed([.drug(drug)]), asked: .rotate("morphine MR 60 mg bd", to: target),
                .breakthrough(drug == "fentanyl" ? target + " 25 mcg/h" : target + " 50 mg qds"))
        } + [
            PublishedEffect(
                "maoi-rapid-onset", "SPSMAOI", PatientPattern(takes: strongMAOI),
                .notProposed(OpioidScope.transmucosal),
                asked: .breakthrough("morphine MR 60 mg bd")),
            PublishedEffect(
                "moclobemide-tramadol", "GILL05", PatientPattern(takes: ["moclobemide"]),
                .notProposed([.drug("tramadol")]),
                asked: .breakthrough("tramadol IR 100 mg qds"),
                .rotate("morphine MR 30 mg bd", to: "tramadol MR")),
            PublishedEffect(
                "naltrexone", "LABELS", PatientPattern(takes: ["naltrexone"]), .nothing,
                asked: .rotate("morphine MR 60 mg bd", to: "oxycodone MR"),
                .breakthrough("morphine MR 60 mg bd")),
            PublishedEffect(
                "sodium-oxybate", "EFF", PatientPattern(takes: ["sodium oxybate"]),
                .notProposed(OpioidScope.transmucosal),
                asked: .breakthrough("morphine MR 60 mg bd")),
            PublishedEffect(
                "ceritinib-fentanyl", "BNFC18", PatientPattern(takes: ["ceritinib"]),
                .notProposed([.drug("fentanyl")]),
                asked: .rotate("morphine MR 60 mg bd", to: "fentanyl patch"),
                .breakthrough("morphine MR 60 mg bd")),
            PublishedEffect(
                "ceritinib-alfentanil", "BNFC18", PatientPattern(takes: ["ceritinib"]),
                .notProposed([.drug("alfentanil")]),
                asked: .rotate("morphine MR 60 mg bd", to: "alfentanil subcutaneous infusion")),
            PublishedEffect(
                "saquinavir-fentanyl", "BNFC11", PatientPattern(takes: ["saquinavir"]),
                .notProposed([.drug("fentanyl")]),
                asked: .rotate("morphine MR 60 mg bd", to: "fentanyl patch")),
            PublishedEffect(
                "voriconazole-oxycodone", "VORI09", PatientPattern(takes: ["voriconazole"]),
                .share(.drug("oxycodone"), numerator: 3, denominator: 4),
                asked: .rotate("morphine MR 80 mg bd", to: "oxycodone subcutaneous infusion")),
            PublishedEffect(
                "itraconazole-rapid-onset", "BNFC18",
                PatientPattern(takes: ["itraconazole", "ketoconazole", "voriconazole"]),
                .labelledStart, asked: .breakthrough("morphine MR 160 mg bd")),
            PublishedEffect(
                "epilepsy-tramadol", "TRAMUK24", PatientPattern(has: .uncontrolledEpilepsy),
                .notProposed([.drug("tramadol")]),
                asked: .breakthrough("tramadol IR 100 mg qds"),
                .rotate("morphine MR 30 mg bd", to: "tramadol MR")),
            PublishedEffect(
                "ultra-rapid-codeine", "CODIE22", PatientPattern(has: .ultraRapidMetaboliser),
                .notProposed([.drug("codeine")]), asked: .breakthrough("codeine IR 30 mg qds")),
        ]

    // MARK: Maxima and patches

    private static let maxima: [PublishedEffect] = [
        PublishedEffect(
            "maximum-tramadol", "TRAMCH", .anyone, .perDay(.drug("tramadol"), atMost: 400),
            asked: .rotate("morphine MR 60 mg bd", to: "tramadol MR"),
            .breakthrough("tramadol MR 200 mg bd"), .raise("tramadol MR 200 mg bd")),
        PublishedEffect(
            "maximum-tapentadol", "PALSR", .anyone,
            .perDay(.drug("tapentadol", .modifiedRelease), atMost: 500),
            asked: .rotate("morphine MR 200 mg bd", to: "tapentadol MR")),
        PublishedEffect(
            "maximum-codeine", "CODTAB", .anyone, .perDay(.drug("codeine"), atMost: 240),
            asked: .breakthrough("codeine IR 60 mg qds")),
        PublishedEffect(
            "maximum-dihydrocodeine", "SCOT1", .anyone,
            .perDay(.drug("dihydrocodeine"), atMost: 240),
            asked: .breakthrough("dihydrocodeine MR 120 mg bd")),
        PublishedEffect(
            "maximum-buprenorphine-patch", "KIPDF", .anyone,
            .rate(OpioidID("buprenorphine"), atMost: 140),
            asked: .rotate("morphine MR 500 mg bd", to: "buprenorphine patch")),
        PublishedEffect(
            "maximum-buprenorphine-patch-us", "BUTRANS", .anyone, in: [.unitedStates],
            .rate(OpioidID("buprenorphine"), atMost: 20),
            asked: .rotate("morphine MR 60 mg bd", to: "buprenorphine patch")),
        PublishedEffect(
            "methadone-by-factor", "OLH15", .anyone,
            .notProposed([.drug(methadone), .drug("levomethadone")]),
            asked: .rotate("morphine MR 60 mg bd", to: "methadone IR"),
            .breakthrough("methadone IR 10 mg tds")),
    ]

    // MARK: Breathing and first opioid

    private static let breathing: [PublishedEffect] = [
        PublishedEffect(
            "saturation", "SCOT-NAL", PatientPattern(saturationBelow: 85), .nothing,
            asked: .breakthrough("morphine MR 60 mg bd"),
            .rotate("morphine MR 60 mg bd", to: "oxycodone MR")),
        PublishedEffect(
            "breathing-rate", "SCOT-NAL", PatientPattern(breathsBelow: 8), .nothing,
            asked: .breakthrough("morphine MR 60 mg bd"),
            .rotate("morphine MR 60 mg bd", to: "oxycodone MR")),
        PublishedEffect(
            "sedation", "RNAO", PatientPattern(possFrom: 4), .nothing,
            asked: .breakthrough("morphine MR 60 mg bd"),
            .rotate("morphine MR 60 mg bd", to: "oxycodone MR")),
        PublishedEffect(
            "naive-fentanyl-patch", "TDF", PatientPattern(isNaive: true),
            .notProposed([.drug("fentanyl", .patch)]),
            asked: .rotate("morphine IR 5 mg q4h", to: "fentanyl patch")),
        PublishedEffect(
            "naive-rapid-onset", "FENT", PatientPattern(isNaive: true),
            .notProposed(OpioidScope.transmucosal),
            asked: .breakthrough("morphine MR 60 mg bd")),
    ]
}
