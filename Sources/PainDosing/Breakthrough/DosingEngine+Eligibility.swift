import Quantities

extension DosingEngine {
    /// Every criterion with what was found; a value that is not known is neither met nor not met.
    func criteria(
        _ background: [RegimenItem], _ omedd: OMEDD?, pain: PainPicture, facts: PatientFacts
    ) throws(QuantityError) -> [BreakthroughCriterion] {
        let rules = tables.breakthrough
        let tolerance = try tolerance(background, omedd)
        let control = rules.controlledBackground
        let backgroundLimit = pain.goal.map { max($0, control.value) } ?? control.value
        // Pain that most studies still call mild asks for care, but does not forbid.
        let isMild = pain.background.map { $0 <= rules.mildBackground?.value ?? control.value }
        let week = rules.toleranceDays.value
        return [
            BreakthroughCriterion(
                name: .opioidTolerant, value: omedd.map { .omedd($0) },
                limit: .omedd(rules.toleranceOMEDD.value), isMet: tolerance.isMet,
                isBlocking: true, source: tolerance.source),
            BreakthroughCriterion(
                name: .tolerantForAWeek, value: facts.context.aroundTheClockDays.map { .days($0) },
                limit: .days(week), isMet: facts.context.aroundTheClockDays.map { $0 >= week },
                isBlocking: facts.context.aroundTheClockDays != nil, source: tolerance.source),
            BreakthroughCriterion(
                name: .backgroundControlled, value: pain.background.map { .score($0) },
                limit: .score(backgroundLimit),
                isMet: pain.background.map { $0 <= backgroundLimit },
                isBlocking: pain.background.map { $0 <= backgroundLimit } ?? true
                    || isMild == false,
                source: control.source),
            BreakthroughCriterion(
                name: .episodesPerDay, value: pain.episodes.map { .count($0) },
                limit: .count(rules.maximumEpisodesPerDay.value),
                isMet: pain.episodes.map { $0 <= rules.maximumEpisodesPerDay.value },
                isBlocking: true, source: rules.maximumEpisodesPerDay.source),
            BreakthroughCriterion(
                name: .episodePeak, value: pain.peak.map { .score($0) },
                limit: .score(rules.episodePeak.value),
                isMet: pain.peak.map { $0 >= rules.episodePeak.value }, isBlocking: false,
                source: rules.episodePeak.source),
        ]
    }

    /// By the labels' own list of drugs; for any other opioid by the equivalent OMEDD.
    ///
    /// Nil where neither decides, since no table in use has a figure.
    func tolerance(
        _ background: [RegimenItem], _ omedd: OMEDD?
    ) throws(QuantityError) -> (isMet: Bool?, source: SourceID) {
        for threshold in tables.breakthrough.tolerance {
            var total: DailyAmount?
            for item in background
            where item.form.opioid == threshold.opioid && item.form.route == threshold.route {
                let amount = try item.dailyAmount
                total =
                    try total.map { sum throws(QuantityError) in try sum.adding(amount) }
                    ?? amount
            }
            if let total, try !total.isLess(than: threshold.atLeast) {
                return (true, threshold.source)
            }
        }
        let limit = tables.breakthrough.toleranceOMEDD
        if let omedd { return (omedd >= limit.value, limit.source) }
        let isListed = background.allSatisfy { item in
            tables.breakthrough.tolerance.contains {
                item.form.opioid == $0.opioid && item.form.route == $0.route
            }
        }
        return (isListed && !background.isEmpty ? false : nil, limit.source)
    }

    /// How the patient's rapid-onset doses are found.
    func strategy(of offer: RapidOnsetOffer) -> BreakthroughStrategy {
        guard offer.isEligible else { return offer.isConditional ? .titrate : .none }
        guard offer.inUse == nil, let baseline = offer.baseline,
            baseline >= tables.breakthrough.proportionalFromOMEDD.value
        else { return .titrate }
        switch policy.firstDose {
        case .proportional: return .proportional
        case .labelled, .conservative: return .titrate
        }
    }

    /// What to tell of the criteria: cautions where a rapid-onset opioid is asked for, a note where
    /// nobody does.
    func eligibilityAlerts(
        _ criteria: [BreakthroughCriterion], offer: RapidOnsetOffer
    ) -> [Alert] {
        let lacking = criteria.compactMap { criterion in
            criterion.alert(
                isConditional: offer.isConditional,
                mild: criterion.isBlocking ? nil : tables.breakthrough.mildBackground)
        }
        guard !offer.isAsked, !offer.isEligible else { return lacking }
        // Whoever is not tolerant needs no further reason against a product that nobody asked for.
        let intolerance = lacking.filter { $0.code == "roo-not-tolerant" }
        return (intolerance.isEmpty ? lacking : intolerance).map(\.asNote)
    }
}

/// What is asked of the rapid-onset products, with what is known of the patient.
struct RapidOnsetOffer {
    /// Whether every blocking criterion is met; one that is unknown is not met.
    let isEligible: Bool
    /// Whether only the pain or the number of episodes is not known, and a product is asked for by
    /// name or in use: its dose is then shown with what has to be asked first.
    let isConditional: Bool
    /// Whether anybody asks for a rapid-onset opioid, by name or by episodes to treat.
    let isAsked: Bool
    /// OMEDD of the background opioid; nil where no table in use has a figure.
    let baseline: OMEDD?
    /// The product asked for by name.
    let product: RapidOnsetProductID?
    /// The product in use at present.
    let inUse: RapidOnsetInUse?

    init(
        _ criteria: [BreakthroughCriterion], baseline: OMEDD?, product: RapidOnsetProductID?,
        inUse: RapidOnsetInUse?, pain: PainPicture
    ) {
        let lacking = criteria.filter { $0.isBlocking && $0.isMet != true }
        isEligible = lacking.isEmpty
        let isNamed = product != nil || inUse != nil
        isConditional =
            isNamed && !lacking.isEmpty
            && lacking.allSatisfy { $0.isMet == nil && $0.name.canBeAskedFirst }
        isAsked = isNamed || (pain.episodes ?? 0) > 0
        self.baseline = baseline
        self.product = product
        self.inUse = inUse
    }

    /// Whether a product is asked for by its name, or in use.
    func names(_ product: RapidOnsetProduct) -> Bool {
        product.id == self.product || product.id == inUse?.product
    }
}

extension BreakthroughCriterionName {
    /// Whether an answer at the bedside settles it; tolerance rests on the regimen.
    fileprivate var canBeAskedFirst: Bool {
        switch self {
        case .backgroundControlled, .episodesPerDay: true
        case .opioidTolerant, .tolerantForAWeek, .episodePeak: false
        }
    }
}

extension Alert {
    /// The same where nobody asked for it.
    fileprivate var asNote: Alert {
        Alert(code: code, severity: .info, message: message, action: action, source: source)
    }
}

extension BreakthroughCriterion {
    /// What to tell when the criterion is not met or unknown.
    ///
    /// - Parameters:
    ///   - isConditional: whether a dose is shown all the same, to be given once it is known.
    ///   - mild: the score up to which background pain above its limit only asks for care.
    fileprivate func alert(isConditional: Bool, mild: SourcedLimit<PainScore>?) -> Alert? {
        switch (name, isMet) {
        case (_, true): nil
        case (.opioidTolerant, nil):
            Alert(
                code: "roo-not-tolerant", severity: .caution,
                message: "No rapid-onset opioid: whether the background opioid makes tolerant is "
                    + "not known, since no table in use has a figure for it.",
                action: "Use the immediate-release rescue dose.", source: source)
        case (.opioidTolerant, _):
            Alert(
                code: "roo-not-tolerant", severity: .caution,
                message: "No rapid-onset opioid: the background opioid is below every threshold of "
                    + "opioid tolerance.",
                action: "Use the immediate-release rescue dose.", source: source)
        case (.tolerantForAWeek, nil):
            Alert(
                code: "roo-confirm-week", severity: .caution,
                message: "Opioid tolerance means a week at this dose; how long it has been taken "
                    + "is not known here.",
                action: "Confirm it before the first rapid-onset dose.", source: source)
        case (.tolerantForAWeek, _):
            Alert(
                code: "roo-not-a-week", severity: .caution,
                message: "No rapid-onset opioid: the background opioid has been taken for less "
                    + "than a week.",
                action: "Use the immediate-release rescue dose.", source: source)
        case (.backgroundControlled, nil), (.episodesPerDay, nil):
            Alert(
                code: "roo-\(name.rawValue)-unknown", severity: .caution,
                message: isConditional
                    ? "A rapid-onset opioid only if \(conditionWords); this is not known."
                    : "No rapid-onset opioid: \(unknownWords) is not known.",
                action: isConditional
                    ? "Ask before the first dose." : "Record it and ask again.",
                source: source)
        case (.backgroundControlled, _) where mild != nil:
            Alert(
                code: "roo-background-mild", severity: .caution,
                message: "Background pain is above the limit, though most studies of cancer pain "
                    + "still call it mild.",
                action: "Consider a review of the background opioid first.", source: mild?.source)
        case (.backgroundControlled, _):
            Alert(
                code: "roo-background-uncontrolled", severity: .caution,
                message: "No rapid-onset opioid: background pain is not controlled.",
                action: "Review the background opioid first.", source: source)
        case (.episodesPerDay, _):
            Alert(
                code: "roo-too-many-episodes", severity: .caution,
                message: "No rapid-onset opioid: there are more episodes a day than it may treat.",
                action: "Review the background opioid first.", source: source)
        case (.episodePeak, nil): nil
        case (.episodePeak, _):
            Alert(
                code: "roo-low-peak", severity: .info,
                message: "The episodes peak below the score that the review asks for.",
                action: "Consider whether an immediate-release rescue is enough.", source: source)
        }
    }

    private var conditionWords: String {
        switch limit {
        case .score(let score): "background pain is \(score.value) or less"
        case .count(let count): "there are no more than \(count) episodes in 24 hours"
        case .omedd, .days: name.rawValue
        }
    }

    private var unknownWords: String {
        switch name {
        case .backgroundControlled: "the background pain score"
        case .episodesPerDay: "the number of episodes in 24 hours"
        case .opioidTolerant, .tolerantForAWeek, .episodePeak: name.rawValue
        }
    }
}
