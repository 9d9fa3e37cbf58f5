import PainDosing

/// What a ward pharmacist expects of rotation and breakthrough questions.
///
/// The windows were worked out from the ratios of the publications named: the Faculty of Pain Medicine
/// (2020), the Scottish Palliative Care Guidelines, the labels, and a sixth to a tenth for rescue doses
/// (University of Leeds).
extension ChartQuestion {
    static let all = rotations + breakthroughs

    private static let rotations: [ChartQuestion] = [
        ChartQuestion(
            "q01", "rotate", "MST 60 mg bd", to: "fentanyl patch", .answered,
            target: .init(
                "fentanyl", .patch, every: [72],
                perDay: "25 to 50", "mcg/h", "Durogesic"),
            rescue: .init(["morphine"], by: .oral, "6 to 20", "Leeds"),
            forbidden: [.concentrate, .unmeasurable, .rapidOnsetFirst]),
        ChartQuestion(
            "q02", "rotate", "MST 60 mg bd", to: "oxycodone", .answered,
            target: .init(
                "oxycodone", .modifiedRelease, every: [12],
                perDay: "45 to 80", "mg", "FPM"),
            rescue: .init(["oxycodone"], by: .oral, "4 to 13", "Leeds"),
            forbidden: [.concentrate, .unmeasurable]),
        ChartQuestion(
            "q03", "rotate", "MST 60 mg bd", to: "oxycodone MR", .answered,
            target: .init(
                "oxycodone", .modifiedRelease, every: [12],
                perDay: "45 to 80", "mg", "FPM"),
            rescue: .init(["oxycodone"], by: .oral, "4 to 13", "Leeds"),
            forbidden: [.concentrate, .unmeasurable]),
        ChartQuestion(
            "q04", "rotate", "MST 60 mg bd", to: "OxyContin", .answered,
            target: .init(
                "oxycodone", .modifiedRelease, every: [12], line: "OxyContin",
                perDay: "45 to 80", "mg", "FPM"),
            rescue: .init(["oxycodone"], by: .oral, "4 to 13", "Leeds"),
            forbidden: [.concentrate, .unmeasurable, .otherLine]),
        ChartQuestion(
            "q05", "rotate", "MST 60 mg bd", to: "Targin",
            .refused(saying: ["combined", "naloxone"]), forbidden: [.combinedTarget]),
        ChartQuestion(
            "q06", "rotate", "MST 60 mg bd", to: "syringe driver", .answered,
            target: .init(
                "morphine", .infusion, every: [24],
                perDay: "45 to 60", "mg", "Leeds"),
            rescue: .init(["morphine"], by: .subcutaneous, "4.5 to 10", "Leeds"),
            forbidden: [.strongAmpoule, .unmeasurable, .crossToleranceSameDrug]),
        ChartQuestion(
            "q07", "rotate", "MST 60 mg bd", to: "morphine SC infusion", .answered,
            target: .init(
                "morphine", .infusion, every: [24],
                perDay: "60 to 60", "mg", "Leeds"),
            rescue: .init(["morphine"], by: .subcutaneous, "6 to 10", "Leeds"),
            forbidden: [.strongAmpoule, .unmeasurable, .crossToleranceSameDrug]),
        ChartQuestion(
            "q08", "rotate", "MST 60 mg bd", to: "morphine CSCI", .answered,
            target: .init(
                "morphine", .infusion, every: [24],
                perDay: "60 to 60", "mg", "Leeds"),
            rescue: .init(["morphine"], by: .subcutaneous, "6 to 10", "Leeds"),
            forbidden: [.strongAmpoule, .unmeasurable, .crossToleranceSameDrug]),
        ChartQuestion(
            "q09", "rotate", "MST 60 mg bd", to: "CSCI morphine", .answered,
            target: .init(
                "morphine", .infusion, every: [24],
                perDay: "60 to 60", "mg", "Leeds"),
            rescue: .init(["morphine"], by: .subcutaneous, "6 to 10", "Leeds"),
            forbidden: [.strongAmpoule, .unmeasurable, .crossToleranceSameDrug]),
        ChartQuestion(
            "q10", "rotate", "MST 60 mg bd", to: "oxycodone CSCI", .answered,
            target: .init(
                "oxycodone", .infusion, every: [24],
                perDay: "22 to 40", "mg", "Scotland"),
            rescue: .init(["oxycodone"], by: .subcutaneous, "2.2 to 6.5", "Leeds"),
            forbidden: [.strongAmpoule, .unmeasurable]),
        ChartQuestion(
            "q11", "rotate", "MST 60 mg bd", to: "diamorphine SC infusion", .answered,
            target: .init(
                "diamorphine", .infusion, every: [24],
                perDay: "25 to 40", "mg", "BNF"),
            rescue: .init(["diamorphine"], by: .subcutaneous, "2.5 to 6.5", "Leeds"),
            forbidden: [.strongAmpoule, .unmeasurable]),
        ChartQuestion(
            "q12", "rotate", "MST 60 mg bd", to: "alfentanil SC infusion", .answered,
            target: .init(
                "alfentanil", .infusion, every: [24],
                perDay: "2.5 to 4", "mg", "Scotland"),
            rescue: .init(["alfentanil"], by: .subcutaneous, "0.25 to 0.65", "Scotland"),
            forbidden: [.strongAmpoule, .unmeasurable]),
        ChartQuestion(
            "q13", "rotate", "MST 60 mg bd", to: "buprenorphine patch", .answered,
            target: .init(
                "buprenorphine", .patch, every: [72, 96],
                perDay: "35 to 52.5", "mcg/h", "FPM"),
            rescue: .init(["morphine"], by: .oral, "6 to 20", "Leeds"),
            forbidden: [.concentrate, .unmeasurable]),
        ChartQuestion(
            "q14", "rotate", "MST 60 mg bd", to: "hydromorphone", .answered,
            target: .init(
                "hydromorphone", .modifiedRelease, every: [12, 24],
                perDay: "12 to 24", "mg", "FPM"),
            rescue: .init(["hydromorphone"], by: .oral, "1.3 to 4", "Leeds"),
            forbidden: [.concentrate, .unmeasurable]),
        ChartQuestion(
            "q15", "rotate", "MST 60 mg bd", to: "hydromorphone MR", .answered,
            target: .init(
                "hydromorphone", .modifiedRelease, every: [12, 24],
                perDay: "12 to 24", "mg", "FPM"),
            rescue: .init(["hydromorphone"], by: .oral, "1.3 to 4", "Leeds"),
            forbidden: [.concentrate, .unmeasurable]),
        ChartQuestion(
            "q16", "rotate", "MST 60 mg bd", to: "Jurnista", .answered,
            target: .init(
                "hydromorphone", .modifiedRelease, every: [24], line: "Jurnista",
                perDay: "12 to 24", "mg", "FPM"),
            rescue: .init(["hydromorphone"], by: .oral, "1.3 to 4", "Leeds"),
            forbidden: [.concentrate, .unmeasurable, .otherLine]),
        ChartQuestion(
            "q17", "rotate", "MST 60 mg bd", to: "methadone", .refused(saying: ["specialist"]),
            forbidden: [.methadoneFactor]),
        ChartQuestion(
            "q18", "rotate", "MST 60 mg bd", to: "tapentadol MR", .answered,
            target: .init(
                "tapentadol", .modifiedRelease, every: [12],
                perDay: "200 to 300", "mg", "FPM"),
            rescue: .init(["tapentadol"], by: .oral, "20 to 33.4", "Leeds"),
            forbidden: [.concentrate, .unmeasurable]),
        ChartQuestion(
            "q19", "rotate", "fentanyl patch 50 mcg/h", to: "morphine oral MR", .answered,
            target: .init(
                "morphine", .modifiedRelease, every: [12],
                perDay: "90 to 120", "mg", "FPM"),
            rescue: .init(["morphine"], by: .oral, "9 to 20", "Leeds"),
            forbidden: [.concentrate, .unmeasurable]),
        ChartQuestion(
            "q20", "rotate", "fentanyl patch 50 mcg/h", to: "morphine SC infusion", .answered,
            target: .init(
                "morphine", .infusion, every: [24],
                perDay: "45 to 60", "mg", "FPM"),
            rescue: .init(["morphine"], by: .subcutaneous, "4.5 to 10", "Leeds"),
            forbidden: [.strongAmpoule, .unmeasurable]),
        ChartQuestion(
            "q21", "rotate", "fentanyl patch 25 mcg/h; morphine IR 10 mg prn x4",
            to: "morphine SC infusion", .answered,
            target: .init(
                "morphine", .infusion, every: [24],
                perDay: "37 to 50", "mg", "FPM"),
            rescue: .init(["morphine"], by: .subcutaneous, "3.7 to 8", "Leeds"),
            forbidden: [.strongAmpoule, .unmeasurable]),
        ChartQuestion(
            "q22", "rotate", "OxyContin 40 mg bd", to: "oxycodone SC infusion", .answered,
            target: .init(
                "oxycodone", .infusion, every: [24],
                perDay: "40 to 40", "mg", "Lanarkshire"),
            rescue: .init(["oxycodone"], by: .subcutaneous, "4 to 6.5", "Leeds"),
            forbidden: [.strongAmpoule, .unmeasurable, .crossToleranceSameDrug]),
        ChartQuestion(
            "q23", "rotate", "OxyContin 40 mg bd", to: "morphine MR", .answered,
            target: .init(
                "morphine", .modifiedRelease, every: [12],
                perDay: "80 to 120", "mg", "FPM"),
            rescue: .init(["morphine"], by: .oral, "8 to 20", "Leeds"),
            forbidden: [.concentrate, .unmeasurable]),
        // The chart wants 20 to 30 mg a day. From 24 mg a quarter is taken off, and 9 mg twelve-hourly goes
        // down to the tablet of 5 mg: nothing is rounded up here.
        ChartQuestion(
            "q24", "rotate", "co-codamol 30/500 2 tablets qds", to: "morphine MR", .answered,
            target: .init(
                "morphine", .modifiedRelease, every: [12],
                perDay: "10 to 30", "mg", "FPM"),
            rescue: .init(["morphine"], by: .oral, "1 to 5", "Leeds"),
            forbidden: [.concentrate, .unmeasurable]),
        ChartQuestion(
            "q25", "rotate", "tramadol MR 200 mg bd", to: "morphine MR", .answered,
            target: .init(
                "morphine", .modifiedRelease, every: [12],
                perDay: "30 to 40", "mg", "FPM"),
            rescue: .init(["morphine"], by: .oral, "3 to 6.5", "Leeds"),
            forbidden: [.concentrate, .unmeasurable]),
        ChartQuestion(
            "q26", "rotate", "CSCI morphine 30 mg/24h", to: "morphine oral MR", .answered,
            target: .init(
                "morphine", .modifiedRelease, every: [12],
                perDay: "60 to 60", "mg", "Leeds"),
            rescue: .init(["morphine"], by: .oral, "6 to 10", "Leeds"),
            forbidden: [.concentrate, .unmeasurable, .crossToleranceSameDrug]),
        ChartQuestion(
            "q27", "rotate", "hydromorphone MR 8 mg bd", to: "fentanyl patch", .answered,
            target: .init(
                "fentanyl", .patch, every: [72],
                perDay: "12 to 37.5", "mcg/h", "FPM"),
            rescue: .init(["morphine"], by: .oral, "3 to 13", "Leeds"),
            forbidden: [.concentrate, .unmeasurable, .rapidOnsetFirst]),
        ChartQuestion(
            "q28", "rotate", "BuTrans 20", to: "morphine oral MR", .answered,
            target: .init(
                "morphine", .modifiedRelease, every: [12],
                perDay: "30 to 48", "mg", "FPM"),
            rescue: .init(["morphine"], by: .oral, "3 to 8", "Leeds"),
            forbidden: [.concentrate, .unmeasurable]),
        ChartQuestion(
            "q29", "rotate", "morphine MR 30 mg bd; Oramorph 10 mg prn x6", to: "oxycodone MR",
            .answered,
            target: .init(
                "oxycodone", .modifiedRelease, every: [12],
                perDay: "45 to 80", "mg", "FPM"),
            rescue: .init(["oxycodone"], by: .oral, "4 to 13", "Leeds"),
            forbidden: [.concentrate, .unmeasurable]),
        ChartQuestion(
            "q30", "rotate", "morphine MR 200 mg bd", to: "fentanyl patch", .answered,
            target: .init(
                "fentanyl", .patch, every: [72],
                perDay: "100 to 150", "mcg/h", "Durogesic"),
            rescue: .init(["morphine"], by: .oral, "24 to 66", "Leeds"),
            forbidden: [.concentrate, .unmeasurable, .rapidOnsetFirst]),
        ChartQuestion(
            "q45", "rotate", "OxyContin 30 mg bd", to: "fentanyl patch",
            arguments: ["--egfr", "12"], .answered,
            target: .init(
                "fentanyl", .patch, every: [72],
                perDay: "25 to 37.5", "mcg/h", "FPM"),
            forbidden: [.morphineRenal, .otherDrugRescue, .concentrate]),
        ChartQuestion(
            "q46", "rotate", "MST 60 mg bd", to: "MXL", .answered,
            target: .init(
                "morphine", .modifiedRelease, every: [24], line: "MXL",
                perDay: "120 to 120", "mg", "same drug"),
            rescue: .init(["morphine"], by: .oral, "12 to 20", "Leeds"),
            forbidden: [.otherLine, .crossToleranceSameDrug]),
        // q47, fentanyl patch 37 to Transtec: the chart wants 35. Less a quarter it is 28 micrograms/hour,
        // below the smallest Transtec; nothing is rounded up, and the answer says so.
    ]

    private static let breakthroughs: [ChartQuestion] = [
        ChartQuestion(
            "q31", "breakthrough", "MST 30 mg bd", .answered,
            rescue: .init(["morphine"], by: .oral, "6 to 10", "Leeds"),
            forbidden: [.concentrate, .unmeasurable]),
        ChartQuestion(
            "q32", "breakthrough", "MST 60 mg bd",
            arguments: ["--background", "2", "--episodes", "3", "--peak", "8"], .answered,
            rescue: .init(["morphine"], by: .oral, "12 to 20", "Leeds"),
            forbidden: [.concentrate, .unmeasurable]),
        ChartQuestion(
            "q33", "breakthrough", "OxyContin 40 mg bd",
            arguments: ["--background", "2", "--episodes", "3", "--peak", "8", "--days", "14"],
            .answered, rescue: .init(["oxycodone"], by: .oral, "8 to 13", "Leeds"),
            forbidden: [.concentrate, .unmeasurable]),
        ChartQuestion(
            "q34", "breakthrough", "fentanyl patch 50 mcg/h",
            arguments: ["--background", "2", "--episodes", "3", "--peak", "8", "--days", "14"],
            .answered, rescue: .init(["morphine"], by: .oral, "12 to 20", "Leeds"),
            forbidden: [.concentrate, .unmeasurable, .rapidOnsetFirst]),
        ChartQuestion(
            "q35", "breakthrough", "CSCI morphine 60 mg/24h", .answered,
            rescue: .init(["morphine"], by: .subcutaneous, "6 to 10", "Leeds"),
            forbidden: [.strongAmpoule, .unmeasurable]),
        ChartQuestion(
            "q36", "breakthrough", "CSCI oxycodone 40 mg/24h", .answered,
            rescue: .init(["oxycodone"], by: .subcutaneous, "4 to 6.5", "Leeds"),
            forbidden: [.strongAmpoule, .unmeasurable]),
        ChartQuestion(
            "q37", "breakthrough", "BuTrans 20", .answered,
            rescue: .init(["morphine"], by: .oral, "4.5 to 8", "Leeds"),
            forbidden: [.concentrate, .unmeasurable, .rapidOnsetFirst]),
        ChartQuestion(
            "q38", "breakthrough", "MST 60 mg bd", arguments: ["--product", "abstral"], .answered,
            firstDose: .init("Abstral", "100 to 200", episodes: 4, "EU labels"),
            forbidden: [.otherLine]),
        ChartQuestion(
            "q39", "breakthrough", "MST 60 mg bd",
            arguments: [
                "--product", "Abstral", "--background", "2", "--episodes", "3", "--peak", "8",
                "--days", "14",
            ], .answered, firstDose: .init("Abstral", "100 to 200", episodes: 4, "EU labels"),
            forbidden: [.otherLine]),
        ChartQuestion(
            "q40", "breakthrough", "co-codamol 30/500 2 tablets qds", .answered,
            saying: ["maximum", "morphine", "strong opioid"],
            forbidden: [.concentrate, .unmeasurable]),
        ChartQuestion(
            "q41", "breakthrough", "alfentanil infusion SC 2 mg/24h", .answered,
            rescue: .init(["alfentanil"], by: .subcutaneous, "0.2 to 0.35", "Scotland"),
            forbidden: [.strongAmpoule, .unmeasurable]),
        ChartQuestion(
            "q42", "breakthrough", "methadone IR 10 mg tds",
            .refused(saying: ["specialist", "can't be derived"]), forbidden: [.methadoneFactor]),
        ChartQuestion(
            "q43", "breakthrough", "Targin 20/10 bd", arguments: ["--egfr", "25"], .answered,
            rescue: .init(["oxycodone"], by: .oral, "2.5 to 4", "Leeds"),
            forbidden: [.concentrate, .unmeasurable, .morphineRenal]),
        ChartQuestion(
            "q44", "breakthrough", "fentanyl patch 25 mcg/h", arguments: ["--egfr", "12"],
            .answered,
            rescue: .init(
                ["alfentanil", "oxycodone", "fentanyl", "hydromorphone"], nil, "Scotland"),
            forbidden: [.morphineRenal, .concentrate]),
    ]
}
