import Quantities

/// What the criteria of the multimodal review look at.
struct ReviewSituation {
    let entry: DiaryEntry
    let bone: BoneMetastases

    /// A fact of the patient, or of one lesion; nil if it is not known.
    func value(of fact: ReviewFact, in lesion: BoneLesion) -> ReviewValue? {
        switch fact {
        case .flag(let flag): bone.flags[flag].map { .flag($0) }
        case .measure(.lesionCount): lesionCount
        case .measure(let measure): bone.measures[measure].map { .number($0) }
        case .lesionFlag(.irradiated): isIrradiated(lesion).map { .flag($0) }
        case .lesionFlag(let flag): lesion.flags[flag].map { .flag($0) }
        case .lesionMeasure(let measure): lesion.measures[measure].map { .number($0) }
        case .word(let fact): word(fact, lesion).map { .word($0) }
        case .derived(let fact): value(of: fact, lesion)
        }
    }

    /// Without a count, the lesions described are the least that there are.
    private var lesionCount: ReviewValue? {
        if let count = bone.measures[.lesionCount] { return .number(count) }
        return bone.lesions.isEmpty ? nil : .atLeast(Rational(bone.lesions.count))
    }

    /// A date or an effect of radiotherapy tells that there was one.
    private func isIrradiated(_ lesion: BoneLesion) -> Bool? {
        if let flag = lesion.flags[.irradiated] { return flag }
        let isTold =
            lesion.radiotherapyResponse != nil || lesion.measures[.weeksSinceRadiotherapy] != nil
        return isTold ? true : nil
    }

    private func word(_ fact: ReviewWordFact, _ lesion: BoneLesion) -> String? {
        switch fact {
        case .primary: bone.primary?.rawValue
        case .site: lesion.site?.rawValue
        case .type: lesion.type?.rawValue
        case .boneScanUptake: lesion.boneScanUptake?.rawValue
        case .radiotherapyResponse: lesion.radiotherapyResponse?.rawValue
        case .mechanism: entry.pain.mechanism?.rawValue
        }
    }

    private func value(of fact: ReviewDerivedFact, _ lesion: BoneLesion) -> ReviewValue? {
        switch fact {
        case .worstPain: worstPain
        case .backgroundPain: entry.pain.background.map { .number(Rational($0.value)) }
        case .egfr: entry.observations.glomerularFiltration.map { .number($0) }
        // A Child-Pugh class is given only to a diseased liver; without one nothing is known.
        case .liverDisease: entry.context.hepatic.map { _ in .flag(true) }
        case .cachexia: entry.context.hasCachexia.map { .flag($0) }
        case .adverseEffects: entry.adverseEffects.map { .flag(!$0.isEmpty) }
        case .symptomatic: isSymptomatic.map { .flag($0) }
        case .weightBearingFractureRisk:
            both(lesion.flags[.fractureRisk], lesion.flags[.weightBearing]).map { .flag($0) }
        }
    }

    /// The worst pain; where it is not recorded, the other scores say that it was no less.
    private var worstPain: ReviewValue? {
        let scores =
            (entry.episodes ?? []).compactMap(\.peak) + [entry.pain.background].compactMap(\.self)
        let highest = (scores + [entry.pain.worst].compactMap(\.self)).max()
        guard let highest else { return nil }
        let number = Rational(highest.value)
        return entry.pain.worst == nil ? .atLeast(number) : .number(number)
    }

    /// That no metastasis hurts is known only where all of them are described.
    private var isSymptomatic: Bool? {
        let flags = bone.lesions.map { $0.flags[.painful] }
        if flags.contains(true) { return true }
        return bone.describesEveryLesion && !flags.contains(nil) ? false : nil
    }

    private func both(_ first: Bool?, _ second: Bool?) -> Bool? {
        if first == false || second == false { return false }
        return first == nil || second == nil ? nil : true
    }
}
