import Testing

extension TableFaultExample {
    static let breakthrough = [
        TableFaultExample(
            "a start dose that is no strength", in: "breakthrough.yaml",
            "titration: [50, 100, 200]",
            "titration: [75, 100, 200]", says: "has to start with a strength", onLine: "[75, 100"),
        TableFaultExample(
            "a titration short of the maximum", in: "breakthrough.yaml",
            "titration: [50, 100, 200]",
            "titration: [50, 100]", says: "has to end at the maximum", onLine: "[50, 100]"),
        TableFaultExample(
            "a dose that no units make up", in: "breakthrough.yaml", "titration: [50, 100, 200]",
            "titration: [50, 120, 200]", says: "can't be made of whole units", onLine: "[50, 120"),
        TableFaultExample(
            "a ROO product twice", in: "breakthrough.yaml", "- id: vellofent-eu", "- id: actiq",
            says: "the product 'actiq' is listed twice", onLine: "- id: actiq"),
        TableFaultExample(
            "a market in two states", in: "breakthrough.yaml",
            "{countries: [CA], status: marketed, source: DPD26",
            "{countries: [US], status: marketed, source: DPD26",
            says: "US stands in two markets", onLine: "markets:"),
        TableFaultExample(
            "a day that the calendar lacks", in: "breakthrough.yaml",
            "{countries: [US], status: withdrawn, until: 2024-09-30, source: FDATIRF, evidence: read}\n      - {countries: [CA]",
            "{countries: [US], status: withdrawn, until: 2024-09-31, source: FDATIRF, evidence: read}\n      - {countries: [CA]",
            says: "'until' can't be '2024-09-31'", onLine: "2024-09-31"),
        TableFaultExample(
            "an end of what is sold", in: "breakthrough.yaml",
            "{countries: [CA], status: marketed,",
            "{countries: [CA], status: marketed, until: 2024-09-30,",
            says: "'until' is for what is withdrawn", onLine: "[CA]"),
        TableFaultExample(
            "a product without steps that is not by name only", in: "breakthrough.yaml",
            "onlyByName: true", "onlyByName: false", says: "'titration' is missing",
            onLine: "vellofent-eu"),
        TableFaultExample(
            "a share above the whole", in: "breakthrough.yaml", "proportionalShare: {value: 1/6",
            "proportionalShare: {value: 6/1", says: "'value' can't be '6/1'", onLine: "6/1"),
        TableFaultExample(
            "a rescue window turned round", in: "breakthrough.yaml", "largest: 1/6, smallest: 1/10",
            "largest: 1/10, smallest: 1/6", says: "'smallest' has to be no more",
            onLine: "smallest: 1/6"),
        TableFaultExample(
            "a pain score of 11", in: "breakthrough.yaml", "controlledBackground: {value: 3",
            "controlledBackground: {value: 11", says: "'value' can't be '11'", onLine: "value: 11"),
        TableFaultExample(
            "a missing threshold", in: "breakthrough.yaml", "episodePeak:", "episodePeek:",
            says: "'episodePeek' is unknown", onLine: "episodePeek"),
        TableFaultExample(
            "a tolerance in the wrong unit", in: "breakthrough.yaml", "atLeast: 25, unit: mcg/h",
            "atLeast: 25, unit: mg", says: "transdermal amounts",
            onLine: "atLeast: 25, unit: mg, source: ABS"),
    ]

    static let rotation = [
        TableFaultExample(
            "a reduction outside its window", in: "rotation.yaml", "{standard: 25, lowest: 25",
            "{standard: 20, lowest: 25", says: "lowest <= standard <= highest",
            onLine: "standard: 20"),
        TableFaultExample(
            "a reduction above the whole", in: "rotation.yaml", "highest: 50", "highest: 150",
            says: "'highest' has to be from 0 to 100", onLine: "150"),
        TableFaultExample(
            "no rule for every other target", in: "rotation.yaml", "{standard: 25,",
            "{opioid: morphine, standard: 25,", says: "for every other target",
            onLine: "crossTolerance"),
        TableFaultExample(
            "a target refused twice", in: "rotation.yaml", "- opioid: levomethadone",
            "- opioid: methadone", says: "two rows for the same target", onLine: "opioid: methadone"
        ),
    ]

    static let limits = [
        TableFaultExample(
            "a dose in the words of a stop", in: "limits.yaml", "Start with a low dose of",
            "Start with 5 mg of", says: "a stop names no dose, found '5'", onLine: "5 mg"),
        TableFaultExample(
            "a joined dose in the words of a stop", in: "limits.yaml", "Start with a low dose of",
            "Start with 25mcg/h of", says: "a stop names no dose, found '25mcg/h'",
            onLine: "25mcg/h"),
        TableFaultExample(
            "two conditions", in: "limits.yaml", "{ageBelow: 18}",
            "{ageBelow: 18, pregnancy: true}",
            says: "a condition needs one key, found 2", onLine: "ageBelow"),
        TableFaultExample(
            "an unknown condition", in: "limits.yaml", "{ageBelow: 18}", "{ageUnder: 18}",
            says: "'ageUnder' is unknown", onLine: "ageUnder"),
        TableFaultExample(
            "an unknown group", in: "comedications.yaml", "{group: gabapentinoid}",
            "{group: gabapentin}",
            says: "'group' can't be 'gabapentin'", onLine: "group: gabapentin"),
        TableFaultExample(
            "a code twice", in: "comedications.yaml", "code: with-gabapentinoid",
            "code: with-benzodiazepine",
            says: "the limit 'with-benzodiazepine' is listed twice",
            onLine: "code: with-benzodiazepine"),
        TableFaultExample(
            "a code in capitals", in: "comedications.yaml", "code: with-gabapentinoid",
            "code: With-gabapentinoid", says: "'code' can't be", onLine: "With-gaba"),
        TableFaultExample(
            "a stop that is not for everybody", in: "limits.yaml",
            "effect: stop\n    when: {ageBelow: 18}",
            "effect: stop\n    care: non-cancer\n    when: {ageBelow: 18}",
            says: "a stop is for everybody", onLine: "care: non-cancer"),
        TableFaultExample(
            "what is on board below a caution", in: "limits.yaml",
            "effect: caution\n    when: {respiratoryRateBelow: 11}",
            "effect: caution\n    onBoard: true\n    when: {respiratoryRateBelow: 11}",
            says: "only a stop or a query tells what is on board", onLine: "onBoard: true"),
        TableFaultExample(
            "a dose in the words for what is on board", in: "limits.yaml", "text: Stop the pump.",
            "text: Stop the pump at 5 mg.", says: "a stop names no dose, found '5'",
            onLine: "text: Stop the pump at"),
        TableFaultExample(
            "a last dose without its hours", in: "limits.yaml", "until up to {hours} hours",
            "for half a day", says: "'lasting' needs the word {hours}", onLine: "for half a day"),
        TableFaultExample(
            "an unknown condition of a patient", in: "limits.yaml", "{ruledOut: cyanosis}",
            "{ruledOut: pallor}", says: "'ruledOut' can't be 'pallor'", onLine: "pallor"),
        TableFaultExample(
            "an unknown care", in: "limits.yaml",
            "effect: stop\n    when: {ageBelow: 18}",
            "effect: stop\n    care: children\n    when: {ageBelow: 18}",
            says: "'care' can't be 'children'", onLine: "care: children"),
        TableFaultExample(
            "one condition where several hold together", in: "limits.yaml",
            "{all: [{cachexia: true}, {given: {formulation: patch}}]}", "{all: [{cachexia: true}]}",
            says: "'all' needs two sound conditions or more", onLine: "{all: [{cachexia: true}]}"),
        TableFaultExample(
            "conditions inside conditions", in: "limits.yaml",
            "{all: [{cachexia: true}, {given: {formulation: patch}}]}",
            "{all: [{cachexia: true}, {all: [{frail: true}, {pregnancy: true}]}]}",
            says: "'all' can't hold another 'all'", onLine: "{all: [{frail"),
        TableFaultExample(
            "an unknown adverse effect", in: "limits.yaml", "{adverseEffect: hyperalgesia}",
            "{adverseEffect: tiredness}", says: "'adverseEffect' can't be 'tiredness'",
            onLine: "tiredness"),
        TableFaultExample(
            "no adverse effect at all", in: "limits.yaml", "{adverseEffect: hyperalgesia}",
            "{adverseEffect: []}", says: "'adverseEffect' needs one effect or more",
            onLine: "{adverseEffect: []}"),
        TableFaultExample(
            "a missing drug of an unknown group", in: "limits.yaml",
            "{comedicationMissing: laxative}", "{comedicationMissing: laxatives}",
            says: "'comedicationMissing' can't be 'laxatives'", onLine: "laxatives}"),
        TableFaultExample(
            "an unknown scale", in: "limits.yaml", "{scale: RASS-PAL,", "{scale: RASS,",
            says: "'scale' can't be 'RASS'", onLine: "scale: RASS,"),
        TableFaultExample(
            "no opioid where one is needed", in: "limits.yaml", "{eGFR: 60, opioid: pethidine}",
            "{eGFR: 60}", says: "'opioid' is missing", onLine: "{eGFR: 60}"),
    ]

    static let methadone = [
        TableFaultExample(
            "a scheme twice", in: "methadone.yaml", "- id: stanford", "- id: msd-2023",
            says: "the scheme 'msd-2023' is listed twice", onLine: "- id: msd-2023"),
        TableFaultExample(
            "a tier of two kinds", in: "methadone.yaml", "ratio: 3.7}", "ratio: 3.7, start: 5}",
            says: "a tier needs one of: ratio, percent, start", onLine: "3.7"),
        TableFaultExample(
            "a gap between tiers", in: "methadone.yaml", "{atLeast: 90, below: 300, ratio: 7.75}",
            "{atLeast: 91, below: 300, ratio: 7.75}", says: "there is a gap between 90 and 91",
            onLine: "7.75"),
        TableFaultExample(
            "ages that leave a gap", in: "methadone.yaml",
            "- ageAtLeast: 65\n        tiers:\n          - {atLeast: 0, below: 2000",
            "- ageAtLeast: 70\n        tiers:\n          - {atLeast: 0, below: 2000",
            says: "'groups' are one with 'ageBelow'", onLine: "groups"),
    ]
}

extension TableFaultExample {
    static let titration = [
        TableFaultExample(
            "a default policy that is none", in: "titration.yaml", "default: tga", "default: tgb",
            says: "'default' can't be 'tgb'", onLine: "default"),
        TableFaultExample(
            "a titration policy twice", in: "titration.yaml", "- id: orthodose", "- id: leeds",
            says: "the policy 'leeds' is listed twice", onLine: "- id: leeds"),
        TableFaultExample(
            "an increase turned round", in: "titration.yaml",
            "painFrom: 0, lowest: 0, highest: 25", "painFrom: 0, lowest: 26, highest: 25",
            says: "'lowest' has to be no more than 'highest'", onLine: "lowest: 26"),
        TableFaultExample(
            "increases that do not begin at no pain", in: "titration.yaml",
            "painFrom: 0, lowest: 0, highest: 25", "painFrom: 1, lowest: 0, highest: 25",
            says: "has to begin with 'painFrom: 0'", onLine: "- id: nccn"),
        TableFaultExample(
            "increases out of order", in: "titration.yaml",
            "painFrom: 4, lowest: 25, highest: 50", "painFrom: 8, lowest: 25, highest: 50",
            says: "from the lowest 'painFrom' up", onLine: "- id: nccn"),
        TableFaultExample(
            "an adverse effect in two rows", in: "titration.yaml", "effects: [drowsiness]",
            "effects: [drowsiness, itching]", says: "the effect 'itching' stands in two rows",
            onLine: "itching"),
        TableFaultExample(
            "a limit that is none", in: "titration.yaml", "codes: [sedation-too-deep]",
            "codes: [sedation-too-shallow]", says: "'sedation-too-shallow' is no code",
            onLine: "sedation-too-shallow"),
        TableFaultExample(
            "a ceiling that is none", in: "titration.yaml", "- tapentadol-maximum",
            "- tapentadol-minimum", says: "'tapentadol-minimum' is no code",
            onLine: "tapentadol-minimum"),
        TableFaultExample(
            "an unknown demand", in: "titration.yaml", "asksFor: no-increase", "asksFor: nothing",
            says: "'asksFor' can't be 'nothing'", onLine: "asksFor: nothing"),
        TableFaultExample(
            "an interval twice", in: "titration.yaml",
            "{formulation: modified-release, opioid: oxycodone, hours: 48",
            "{formulation: modified-release, opioid: morphine, hours: 48",
            says: "two rows for the same form", onLine: "hours: 48, source: TGA"),
        TableFaultExample(
            "a later interval that is shorter", in: "titration.yaml", "laterHours: 144",
            "laterHours: 71", says: "'laterHours' has to be no less", onLine: "laterHours: 71"),
    ]
}
