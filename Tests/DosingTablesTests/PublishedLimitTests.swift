import DosingTables
import PainDosing
import Testing

/// The bound of each limit by the document it was read in, not by the table under test.
@Suite("Limits as their sources print them")
struct PublishedLimitTests {
    private static let rapidOnset = [
        Formulation.buccalTablet, .sublingualTablet, .lozenge, .buccalFilm, .sublingualSpray,
        .nasalSpray,
    ].map(\.rawValue).joined(separator: ", ")

    private static let published: [(code: String, words: String, source: String)] = [
        ("age-out-of-scope", "age < 18", "SCOPE"),
        ("pregnancy-out-of-scope", "pregnant", "LABELS"),
        ("naive-fentanyl-patch", "naive: fentanyl patch", "TDF"),
        ("naive-rapid-onset", "naive: fentanyl \(rapidOnset)", "FENT"),
        ("naive-methadone", "naive: methadone", "TDF"),
        ("naive-levomethadone", "naive: levomethadone", "TDF"),
        ("respiratory-rate-critical", "breaths < 8", "SCOT-NAL"),
        ("sedation-critical", "POSS >= 4", "POSS"),
        ("methadone-qtc-critical", "QTc >= 500: methadone", "APS14"),
        ("levomethadone-qtc-critical", "QTc >= 500: levomethadone", "APS14"),
        ("maoi-contraindicated", "maoi: tramadol, tapentadol, pethidine", "LABELS"),
        (
            "respiratory-depression-rapid-onset",
            "respiratory-depression and fentanyl \(rapidOnset)", "FENT"
        ),
        ("respiratory-rate-low", "breaths < 11", "SCOT-NAL"),
        ("respiratory-depression", "respiratory-depression", "SCOT-NAL"),
        ("patch-respiratory-depression", "respiratory-depression and fentanyl patch", "TDF"),
        (
            "oxygen-saturation-critical", "SpO2 < 85 and cyanosis not ruled out", "SCOT-NAL"
        ),
        ("oxygen-saturation-low", "SpO2 < 85 and cyanosis ruled out", "SCOT-NAL"),
        ("sedation-too-deep", "POSS >= 3", "POSS"),
        ("deep-sedation", "RASS-PAL <= -3", "RASSPAL"),
        ("neurotoxicity", "confusion, hallucinations, hyperalgesia, myoclonus", "AHS"),
        ("hyperalgesia", "hyperalgesia", "AHS"),
        ("omedd-above-50", "OMEDD > 50", "CDC22"),
        ("omedd-above-100", "OMEDD > 100", "TGA"),
        ("omedd-above-120", "OMEDD > 120", "FPM"),
        ("omedd-above-200", "OMEDD > 200", "DESIGN"),
        ("oxycodone-without-specialist", "oxycodone > 60 mg and oxycodone modified-release", "TGA"),
        ("with-benzodiazepine", "benzodiazepine: any", "FENT"),
        ("with-other-sedative", "other-sedative: any", "FENT"),
        ("with-gabapentinoid", "gabapentinoid: any", "FDA19"),
        (
            "serotonin-syndrome",
            "serotonergic: tramadol, tapentadol, methadone, levomethadone, pethidine, fentanyl",
            "LABELS"
        ),
        ("maoi-with-rapid-onset", "maoi: fentanyl", "LABELS"),
        (
            "cyp3a4-inhibitor",
            "cyp3a4-inhibitor: fentanyl, oxycodone, methadone, levomethadone, buprenorphine, alfentanil",
            "LABELS"
        ),
        (
            "cyp3a4-inducer",
            "cyp3a4-inducer: fentanyl, oxycodone, methadone, levomethadone, buprenorphine, alfentanil",
            "LABELS"
        ),
        ("cyp2d6-inhibitor", "cyp2d6-inhibitor: codeine, tramadol", "CPIC21"),
        ("paracetamol-besides", "paracetamol: any and paracetamol", "SCOT"),
        ("no-laxative", "no laxative", "SCOT"),
        ("constipation-despite-laxative", "constipation and laxative: any", "ESMO18"),
        ("patch-with-cachexia", "cachexia and patch", "REVIEW"),
        ("patch-with-fever", "°C >= 39 and patch", "TDF"),
        ("frail-fentanyl-patch-start", "fentanyl > 25 mcg/h and frail and OMEDD <= 135", "VADOD"),
        ("buprenorphine-patch-ceiling", "buprenorphine > 140 mcg/h", "LABELS"),
        ("buprenorphine-patch-qtc", "buprenorphine > 20 mcg/h", "LABELS"),
        ("methadone-qtc-long", "QTc >= 450: methadone", "APS14"),
        ("levomethadone-qtc-long", "QTc >= 450: levomethadone", "APS14"),
        ("methadone-ecg-30", "methadone > 30 mg", "APS14"),
        ("methadone-ecg-100", "methadone > 100 mg", "APS14"),
        ("renal-morphine", "eGFR < 60: morphine", "PC161"),
        ("renal-morphine-severe", "eGFR < 30: morphine", "PC161"),
        ("renal-codeine", "eGFR < 60: codeine, dihydrocodeine", "PC161"),
        ("renal-codeine-severe", "eGFR < 30: codeine, dihydrocodeine", "PC161"),
        ("renal-pethidine", "eGFR < 60: pethidine", "PC161"),
        ("renal-hydromorphone", "eGFR < 60: hydromorphone", "PC161"),
        ("renal-hydromorphone-severe", "eGFR < 30: hydromorphone", "PC161"),
        ("renal-oxycodone", "eGFR < 60: oxycodone", "PC161"),
        ("renal-tramadol", "eGFR < 60: tramadol", "LABELS"),
        ("renal-tramadol-maximum", "eGFR < 30: tramadol and tramadol > 200 mg", "LABELS"),
        ("renal-tapentadol-severe", "eGFR < 30: tapentadol", "LABELS"),
        ("renal-methadone", "eGFR < 60: methadone", "SPS"),
        ("renal-levomethadone", "eGFR < 60: levomethadone", "SPS"),
        ("renal-fentanyl-patch", "eGFR < 60: fentanyl and fentanyl patch", "VADOD"),
        ("renal-fentanyl-patch-severe", "eGFR < 30: fentanyl and fentanyl patch", "VADOD"),
        ("renal-rapid-onset", "eGFR < 60: fentanyl and fentanyl \(rapidOnset)", "TXV"),
        ("hepatic-strong-opioid", "liver >= A: morphine, hydromorphone, oxycodone", "LABELS"),
        (
            "hepatic-strong-opioid-severe", "liver >= C: morphine, hydromorphone, oxycodone",
            "LABELS"
        ),
        ("hepatic-pro-drug", "liver >= A: codeine, tramadol", "LABELS"),
        ("hepatic-fentanyl-patch", "liver >= A: any and fentanyl patch", "VADOD"),
        ("hepatic-fentanyl-patch-severe", "liver >= C: any and fentanyl patch", "VADOD"),
        ("hepatic-rapid-onset", "liver >= A: any and fentanyl \(rapidOnset)", "TXV"),
        ("hepatic-tapentadol", "liver >= B: tapentadol", "LABELS"),
        ("hepatic-methadone", "liver >= A: methadone, levomethadone", "LABELS"),
        ("tramadol-maximum", "tramadol > 400 mg", "UKSH"),
        ("tramadol-extended-release-maximum", "tramadol > 300 mg", "LABELS"),
        ("tramadol-maximum-over-75", "age > 75 and tramadol > 300 mg", "LABELS"),
        ("tapentadol-maximum", "tapentadol > 500 mg", "LABELS"),
        ("codeine-maximum", "codeine > 240 mg", "AAA"),
        ("dihydrocodeine-maximum", "dihydrocodeine > 120 mg", "AAA"),
        ("dihydrocodeine-maximum-all", "dihydrocodeine > 240 mg", "UKSH"),
        ("paracetamol-maximum", "paracetamol > 4000 mg", "REVIEW"),
        ("paracetamol-maximum-low-weight", "paracetamol > 60 mg/kg and kg < 50", "AAA"),
        ("paracetamol-maximum-malnutrition", "paracetamol > 60 mg/kg and cachexia", "AAA"),
        ("paracetamol-maximum-alcohol", "paracetamol > 60 mg/kg and alcohol: any", "AAA"),
        ("paracetamol-maximum-liver", "paracetamol > 30 mg/kg and liver >= B: any", "AAA"),
        ("several-modified-release", "several MR", "WMID"),
        ("weak-with-strong", "weak with strong", "SCOT"),
    ]

    @Test("Each limit has the bound of its source, and no other code", arguments: published)
    func bound(_ limit: (code: String, words: String, source: String)) throws {
        let rows = try TableFiles.embedded.tableSet().limits.filter { $0.code == limit.code }
        #expect(rows.map(\.condition).words == limit.words)
        #expect(rows.allSatisfy { $0.source.key == limit.source })
    }

    @Test("There is no limit without a bound here")
    func knowsEveryLimit() throws {
        let codes = try TableFiles.embedded.tableSet().limits.map(\.code)
        #expect(Set(codes) == Set(Self.published.map(\.code)))
    }
}

extension [LimitCondition] {
    /// Alternatives of one limit: what they share, then what each adds.
    fileprivate var words: String {
        let all = map(\.words)
        guard let first = all.first, all.count > 1 else { return all.first ?? "" }
        let stem = first.lastIndex { $0 == " " }.map { first[...$0] } ?? ""
        guard all.allSatisfy({ $0.hasPrefix(stem) }) else { return all.joined(separator: ", ") }
        return stem + all.map { $0.dropFirst(stem.count) }.joined(separator: ", ")
    }
}
