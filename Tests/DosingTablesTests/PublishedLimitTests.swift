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

    private static let partialBeside = [
        Formulation.buccalTablet, .sublingualTablet, .lozenge, .buccalFilm, .sublingualSpray,
        .nasalSpray,
    ].flatMap { form in
        ["buprenorphine", "nalbuphine", "pentazocine"].map {
            "fentanyl \(form.rawValue) and beside \($0)"
        }
    }.joined(separator: ", ")

    private static let published: [(code: String, words: String, source: String)] = [
        ("age-out-of-scope", "age < 18", "SCOPE"),
        ("naive-fentanyl-patch", "naive: fentanyl patch", "TDF"),
        ("naive-rapid-onset", "naive: fentanyl \(rapidOnset)", "FENT"),
        ("naive-methadone", "naive: methadone", "TDF"),
        ("naive-levomethadone", "naive: levomethadone", "TDF"),
        ("respiratory-rate-critical", "breaths < 8", "SCOT-NAL"),
        ("sedation-critical", "POSS >= 4", "POSS"),
        ("methadone-qtc-critical", "QTc >= 500: methadone", "APS14"),
        ("levomethadone-qtc-critical", "QTc >= 500: levomethadone", "APS14"),
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
        ("paracetamol-besides", "paracetamol: any and paracetamol", "SCOT"),
        ("no-laxative", "no laxative", "SCOT"),
        ("constipation-despite-laxative", "constipation and laxative: any", "ESMO18"),
        ("patch-with-cachexia", "cachexia and patch", "REVIEW"),
        ("patch-with-fever", "°C >= 39 and patch", "TDF"),
        ("frail-fentanyl-patch-start", "fentanyl > 25 mcg/h and frail and OMEDD <= 135", "VADOD"),
        ("methadone-qtc-long", "QTc >= 450: methadone", "APS14"),
        ("levomethadone-qtc-long", "QTc >= 450: levomethadone", "APS14"),
        ("methadone-ecg-30", "methadone > 30 mg", "APS14"),
        ("methadone-ecg-100", "methadone > 100 mg", "APS14"),
        ("tramadol-maximum", "tramadol > 400 mg", "UKSH"),
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
        ("pregnancy-out-of-scope", "pregnant", "EUROO"),
        // Kidneys.
        ("renal-morphine", "eGFR < 60: morphine, diamorphine", "LOTH09"),
        ("renal-morphine-severe", "eGFR < 30: morphine, diamorphine", "LOTH09"),
        ("renal-codeine", "eGFR < 60: codeine, dihydrocodeine", "PC161"),
        ("renal-codeine-severe", "eGFR < 30: codeine, dihydrocodeine", "PC161"),
        ("renal-pethidine", "eGFR < 60: pethidine", "PC161"),
        ("renal-hydromorphone", "eGFR < 60: hydromorphone", "TCRM20"),
        ("renal-hydromorphone-us-label", "eGFR < 60: hydromorphone", "DILREN"),
        ("renal-hydromorphone-severe", "eGFR < 30: hydromorphone", "TCRM20"),
        (
            "renal-hydromorphone-modified-release",
            "eGFR < 30: hydromorphone and hydromorphone modified-release",
            "PC161"
        ),
        ("renal-oxycodone", "eGFR < 60: oxycodone", "LOTH09"),
        ("renal-oxycodone-severe", "eGFR < 30: oxycodone", "LOTH09"),
        (
            "renal-oxycodone-modified-release",
            "eGFR < 30: oxycodone and oxycodone modified-release",
            "SCOT2"
        ),
        ("renal-tramadol", "eGFR < 60: tramadol", "LOTH09"),
        ("renal-tramadol-maximum", "eGFR < 60: tramadol and tramadol > 200 mg", "LOTH09"),
        ("renal-tramadol-severe", "eGFR < 30: tramadol", "TRADCH"),
        (
            "renal-tramadol-modified-release",
            "eGFR < 30: tramadol and tramadol modified-release",
            "SCOT1"
        ),
        ("renal-tramadol-end-stage", "eGFR < 10: tramadol", "TRADCH"),
        ("renal-tapentadol-severe", "eGFR < 30: tapentadol", "TCRM20"),
        ("renal-methadone", "eGFR < 60: methadone", "SPS"),
        ("renal-levomethadone", "eGFR < 60: levomethadone", "SPS"),
        ("renal-fentanyl-patch", "eGFR < 60: fentanyl and fentanyl patch", "VADOD"),
        ("renal-fentanyl-patch-severe", "eGFR < 30: fentanyl and fentanyl patch", "VADOD"),
        ("renal-fentanyl-patch-accumulation", "eGFR < 60: fentanyl and fentanyl patch", "SCOT2"),
        ("renal-fentanyl-patch-96-hours", "eGFR < 30: fentanyl and fentanyl patch", "SCOT2"),
        (
            "renal-fentanyl-injection",
            "eGFR < 30: fentanyl and fentanyl injection, infusion",
            "WMPC1"
        ),
        ("renal-rapid-onset", "eGFR < 60: fentanyl and fentanyl \(rapidOnset)", "TXV"),
        // Liver.
        ("hepatic-strong-opioid", "liver >= A: morphine, hydromorphone, oxycodone", "KJR22"),
        (
            "hepatic-strong-opioid-severe",
            "liver >= C: morphine, diamorphine, hydromorphone",
            "DRO3"
        ),
        ("hepatic-hydromorphone", "liver >= B: hydromorphone", "DILHEP"),
        ("hepatic-modified-release", "liver >= C: any and modified-release", "DRO3"),
        ("hepatic-oxycodone", "liver >= B: oxycodone", "SCOT2"),
        ("hepatic-pro-drug", "liver >= A: codeine, tramadol", "DRO2"),
        ("hepatic-codeine-severe", "liver >= C: codeine", "CODIE22"),
        ("hepatic-tramadol-severe", "liver >= C: tramadol", "DRO2"),
        ("hepatic-fentanyl-patch", "liver >= A: any and fentanyl patch", "VADOD"),
        ("hepatic-fentanyl-patch-severe", "liver >= C: any and fentanyl patch", "VADOD"),
        ("hepatic-rapid-onset", "liver >= A: any and fentanyl \(rapidOnset)", "TXV"),
        ("hepatic-alfentanil", "liver >= A: alfentanil", "SCOT3"),
        ("hepatic-buprenorphine-severe", "liver >= C: buprenorphine", "LABELS"),
        ("hepatic-pethidine", "liver >= A: pethidine", "PAINOUT"),
        (
            "hepatic-tapentadol",
            "liver >= B: tapentadol and tapentadol immediate-release",
            "DAVIS24"
        ),
        (
            "hepatic-tapentadol-modified-release",
            "liver >= B: tapentadol and tapentadol modified-release",
            "DAVIS24"
        ),
        (
            "hepatic-tapentadol-modified-release-maximum",
            "liver >= B: tapentadol and tapentadol modified-release > 100 mg",
            "DAVIS24"
        ),
        ("hepatic-tapentadol-severe", "liver >= C: tapentadol", "DAVIS24"),
        ("hepatic-methadone", "liver >= A: methadone, levomethadone", "LABELS"),
        // Maxima.
        ("buprenorphine-patch-ceiling", "buprenorphine > 140 mcg/h", "KIPDF"),
        ("buprenorphine-patch-qtc", "buprenorphine > 20 mcg/h", "BUTUS"),
        ("fentanyl-patch-maximum", "fentanyl > 300 mcg/h", "KIPDF"),
        ("oxycodone-maximum", "oxycodone modified-release > 400 mg", "OXELT"),
        (
            "tapentadol-maximum",
            "tapentadol > 500 mg and beside tapentadol modified-release",
            "PALSR"
        ),
        ("tapentadol-immediate-release-maximum", "tapentadol > 600 mg", "PALIR"),
        ("tramadol-extended-release-maximum", "tramadol modified-release > 300 mg", "TRAMUS"),
        ("tramadol-maximum-over-75", "age > 75 and tramadol > 300 mg", "TRAMUS"),
        // Illness.
        ("patch-before-mri", "mriPlanned and patch", "SCOTB"),
        ("sleep-apnoea", "sleepApnoea", "CSA21"),
        ("tramadol-epilepsy", "uncontrolledEpilepsy and tramadol", "TRAMUK24"),
        // Other drugs.
        ("with-benzodiazepine", "benzodiazepine: any", "FENT"),
        ("with-other-sedative", "other-sedative: any", "FENT"),
        ("with-sedating-antihistamine", "sedating-antihistamine: any", "MHRACPD"),
        ("with-antipsychotic", "antipsychotic: any", "MHRACPD"),
        ("with-gabapentinoid", "gabapentinoid: any", "FDA19"),
        ("with-cannabinoid", "cannabinoid: any", "LABELS"),
        (
            "sodium-oxybate-with-rapid-onset",
            "sodium-oxybate: any and fentanyl \(rapidOnset)",
            "EUROO"
        ),
        ("sodium-oxybate", "sodium-oxybate: any", "RDHM"),
        ("sodium-oxybate-us-label", "sodium-oxybate: any", "XYRUS20"),
        ("alcohol-with-oxycodone", "alcohol: oxycodone", "PHARMX"),
        ("alcohol-with-modified-release", "alcohol: any and modified-release", "LABELS"),
        ("maoi-contraindicated", "maoi: tramadol, tapentadol, pethidine", "TRAMUK24"),
        ("maoi-irreversible", "maoi-irreversible: fentanyl, methadone", "SPSMAOI"),
        ("maoi-irreversible-levomethadone", "maoi-irreversible: levomethadone", "SPSMAOI"),
        ("maoi-with-rapid-onset", "maoi-selective: any and fentanyl \(rapidOnset)", "EUROO"),
        ("maoi-selective", "maoi-selective: fentanyl, methadone", "GILL05"),
        ("maoi-selective-levomethadone", "maoi-selective: levomethadone", "GILL05"),
        ("maoi-with-codeine", "maoi: codeine", "CODIE22"),
        (
            "maoi-with-other-opioid",
            "maoi: morphine, codeine, oxycodone, buprenorphine, hydromorphone, diamorphine, dihydrocodeine, hydrocodone, oxymorphone, alfentanil, sufentanil, levorphanol, piritramide, pentazocine, butorphanol, nalbuphine, tilidine, nicomorphine, opium, dextropropoxyphene",
            "SPSMAOI"
        ),
        (
            "serotonin-syndrome",
            "serotonergic: tramadol, tapentadol, methadone, levomethadone, pethidine, fentanyl, oxycodone",
            "EUROO"
        ),
        ("atomoxetine-with-tramadol", "atomoxetine: tramadol", "BNFC11"),
        ("ondansetron-with-tramadol", "ondansetron: tramadol", "BNFC11"),
        ("qt-drug-with-methadone", "qt-prolonging: methadone", "BNFC18"),
        ("qt-drug-elsewhere-with-methadone", "qt-prolonging-elsewhere: methadone", "BCCSU"),
        ("qt-drug-with-levomethadone", "qt-prolonging: levomethadone", "BNFC18"),
        (
            "cyp3a4-inhibitor",
            "cyp3a4-inhibitor: fentanyl, oxycodone, buprenorphine, alfentanil, sufentanil",
            "BNFC18"
        ),
        ("voriconazole-with-oxycodone", "voriconazole: oxycodone", "DRO5"),
        ("ceritinib-with-fentanyl", "ceritinib: fentanyl, alfentanil", "BNFC18"),
        ("saquinavir-with-opioid", "saquinavir: fentanyl, alfentanil, methadone", "BNFC11"),
        (
            "cyp3a4-moderate-inhibitor",
            "cyp3a4-moderate-inhibitor: fentanyl, oxycodone, buprenorphine, alfentanil, sufentanil, methadone",
            "BNFC18"
        ),
        ("diltiazem-with-alfentanil", "diltiazem: alfentanil", "BNFC11"),
        ("cyp3a4-inhibitor-with-methadone", "cyp3a4-inhibitor: methadone", "BNFC18"),
        (
            "cyp3a4-inhibitor-by-label",
            "cyp3a4-inhibitor: levomethadone, hydrocodone, tramadol",
            "LABELS"
        ),
        ("protease-inhibitor-with-methadone", "protease-inhibitor: methadone", "BNFC18"),
        (
            "cyp3a4-inducer",
            "cyp3a4-inducer: fentanyl, oxycodone, methadone, levomethadone, buprenorphine, alfentanil",
            "SUBSGC"
        ),
        ("cyp2d6-inhibitor", "cyp2d6-inhibitor: codeine, tramadol", "BNFC18"),
        ("codeine-ultra-rapid", "cyp2d6UltraRapid and codeine", "CODIE22"),
        ("tramadol-ultra-rapid", "cyp2d6UltraRapid and tramadol", "LABELS"),
        ("opioid-antagonist", "opioid-antagonist: any", "NALTUS"),
        ("partial-with-full-agonist", "partial-agonist with strong", "BUTUS"),
        ("partial-agonist-with-rapid-onset", "\(partialBeside)", "EUROO"),
        ("mixed-agonist", "mixed-agonist: any", "NALB"),
        ("with-antimuscarinic", "antimuscarinic: any", "MHRACPD"),
        ("with-prokinetic", "prokinetic: any", "BNFC11"),
        // Plausibility: our own bounds.
        (
            "implausible-morphine-oral",
            "morphine oral > 3000 mg",
            "DESIGN"
        ),
        (
            "implausible-morphine-parenteral",
            "morphine subcutaneous > 1000 mg, morphine intravenous > 1000 mg, morphine intramuscular > 1000 mg",
            "DESIGN"
        ),
        (
            "implausible-oxycodone-oral",
            "oxycodone oral > 1500 mg",
            "DESIGN"
        ),
        (
            "implausible-oxycodone-parenteral",
            "oxycodone subcutaneous > 750 mg, oxycodone intravenous > 750 mg, oxycodone intramuscular > 750 mg",
            "DESIGN"
        ),
        ("implausible-hydromorphone-oral", "hydromorphone oral > 400 mg", "DESIGN"),
        (
            "implausible-hydromorphone-parenteral",
            "hydromorphone subcutaneous > 300 mg, hydromorphone intravenous > 300 mg, hydromorphone intramuscular > 300 mg",
            "DESIGN"
        ),
        ("implausible-diamorphine", "diamorphine > 1000 mg", "DESIGN"),
        ("implausible-tramadol", "tramadol > 800 mg", "DESIGN"),
        ("implausible-tapentadol", "tapentadol > 1200 mg", "DESIGN"),
        ("implausible-codeine", "codeine > 480 mg", "DESIGN"),
        ("implausible-dihydrocodeine", "dihydrocodeine > 480 mg", "DESIGN"),
        ("implausible-hydrocodone", "hydrocodone > 1000 mg", "DESIGN"),
        ("implausible-oxymorphone", "oxymorphone > 1000 mg", "DESIGN"),
        ("implausible-methadone", "methadone > 500 mg", "DESIGN"),
        ("implausible-levomethadone", "levomethadone > 250 mg", "DESIGN"),
        ("implausible-pethidine", "pethidine > 1200 mg", "DESIGN"),
        ("implausible-buprenorphine-patch", "buprenorphine > 280 mcg/h", "DESIGN"),
        (
            "implausible-buprenorphine-other",
            "buprenorphine sublingual > 64 mg, buprenorphine buccal > 64 mg, buprenorphine intravenous > 64 mg",
            "DESIGN"
        ),
        ("implausible-fentanyl-patch", "fentanyl > 1000 mcg/h", "DESIGN"),
        (
            "implausible-fentanyl-parenteral",
            "fentanyl subcutaneous > 24 mg, fentanyl intravenous > 24 mg, fentanyl intramuscular > 24 mg",
            "DESIGN"
        ),
        (
            "implausible-fentanyl-transmucosal",
            "fentanyl buccal > 64/5 mg, fentanyl sublingual > 64/5 mg, fentanyl nasal > 64/5 mg",
            "DESIGN"
        ),
        ("implausible-alfentanil", "alfentanil > 100 mg", "DESIGN"),
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
