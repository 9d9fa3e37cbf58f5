import PainDiary
import PainDosing
import Quantities

/// Why a proposed dose is one that the program would not accept itself.
struct Contradiction: CustomStringConvertible {
    /// A short code by which contradictions are counted.
    let code: String
    let text: String

    var description: String { "\(code): \(text)" }
}

/// Puts a proposed dose back as a regimen, with the same facts, and lists what speaks against it.
struct GateJudge {
    private let tables: TableSet
    private let shorthand: RegimenShorthand
    private let limits: [String: [SafetyLimit]]
    private let published: [PublishedEffect]
    /// Every set, for forms that the default ones have no figure for.
    private let everySet: [ConversionSetID]

    /// The smallest volume that a syringe of the ward gives.
    private let smallestVolume: Rational
    /// The most units and patches of one dose.
    private let mostUnits = 12

    init(_ tables: TableSet, published: [PublishedEffect] = PublishedEffect.all) throws {
        self.tables = tables
        self.published = published
        shorthand = RegimenShorthand(tables: tables)
        limits = Dictionary(grouping: tables.limits, by: \.code)
        everySet =
            tables.defaultOrder
            + tables.conversionSets.map(\.id).filter { !tables.defaultOrder.contains($0) }
        smallestVolume = try Rational(1, over: 5)
    }

    /// What speaks against the doses of one answer; empty where all are accepted.
    func contradictions(
        of doses: [ProposedDose], facts: PatientFacts, policy: DosingPolicy
    ) throws -> [Contradiction] {
        // Most doses of an answer are taken beside one regimen.
        var regular: [[RegimenItem]: Set<String>] = [:]
        return try doses.flatMap { dose in
            if !dose.beside.isEmpty, regular[dose.beside] == nil {
                regular[dose.beside] = Set(try alerts(of: dose.beside, facts, policy).map(\.code))
            }
            let known = regular[dose.beside] ?? []
            return try unread(dose) + met(dose, known, facts, policy)
                + notDispensable(dose, policy) + rescueWindow(dose)
                + published(dose, facts, policy.country)
        }
    }

    /// The rows of the second reader's list that a dose breaks.
    func published(
        _ dose: ProposedDose, _ facts: PatientFacts, _ country: Country
    ) throws -> [Contradiction] {
        try published.filter { $0.applies(to: facts, in: country) }.compactMap { row in
            try row.rule.isBroken(by: dose)
                ? Contradiction(
                    code: "published-\(row.id)",
                    text: "\(RegimenLine.text(dose.item)), but \(row.rule) [\(row.source)]")
                : nil
        }
    }

    // MARK: Read back

    private func unread(_ dose: ProposedDose) throws -> [Contradiction] {
        let line = RegimenLine.text(dose.item)
        let items: [RegimenItem]
        do throws(RegimenError) {
            items = try shorthand.items(line)
        } catch {
            return [Contradiction(code: "unread", text: "\"\(line)\": \(error.message)")]
        }
        guard items.count == 1, let item = items.first, item.form == dose.item.form,
            try item.isSameAmount(as: dose.item)
        else { return [Contradiction(code: "misread", text: "\"\(line)\" is read as \(items)")] }
        return []
    }

    // MARK: Limits

    /// - Parameter regular: the codes that the regular opioid meets by itself.
    private func met(
        _ dose: ProposedDose, _ regular: Set<String>, _ facts: PatientFacts, _ policy: DosingPolicy
    ) throws -> [Contradiction] {
        let all = try alerts(of: dose.beside + [dose.item], facts, policy)
        // What the regular opioid meets by itself counts where it speaks of this dose too.
        let found = try objections(all, to: dose) { limit in
            !regular.contains(limit.code) || limit.condition.isAbout(dose.item.form, tables)
        }
        var seen: Set<String> = []
        return found.filter { seen.insert($0.code).inserted }
    }

    private func objections(
        _ alerts: [Alert], to dose: ProposedDose, where counts: (SafetyLimit) -> Bool
    ) throws -> [Contradiction] {
        let line = RegimenLine.text(dose.item)
        return try alerts.flatMap { alert -> [Contradiction] in
            let rows = (limits[alert.code] ?? []).filter(counts)
            let why = "\(dose.role.rawValue) \(line): \(alert.message)"
            if alert.severity.holdsBack, limits[alert.code] == nil || !rows.isEmpty {
                return [Contradiction(code: "\(alert.severity.rawValue) \(alert.code)", text: why)]
            }
            return try rows.compactMap { row in
                switch row.effect {
                case .avoid: return Contradiction(code: "avoid \(row.code)", text: why)
                case .reduce(let reduction):
                    return try reduction.isKept(by: dose)
                        ? nil : Contradiction(code: "reduce \(row.code)", text: why)
                case .stop, .query, .caution, .note: return nil
                }
            }
        }
    }

    /// The alerts of a regimen; by any set where the policy's own have no figure.
    private func alerts(
        of items: [RegimenItem], _ facts: PatientFacts, _ policy: DosingPolicy
    ) throws -> [Alert] {
        var policy = policy
        for order in [policy.order, everySet] {
            policy.order = order
            let engine = DosingEngine(tables: tables, policy: policy)
            switch try engine.omedd(of: items, facts: facts) {
            case .computed(let answer): return answer.alerts
            case .stopped(let refusal) where !refusal.isMissingFigure: return refusal.alerts
            case .stopped: continue
            }
        }
        return []
    }

    // MARK: What is dispensed

    private func notDispensable(
        _ dose: ProposedDose, _ policy: DosingPolicy
    ) throws -> [Contradiction] {
        if let option = dose.option { return try notOnLabel(option, policy) }
        guard let dispensed = dose.dispensed else { return [] }
        let line = dispensed.line
        var found: [Contradiction] = []
        func object(_ code: String, _ text: String) {
            found.append(Contradiction(code: code, text: "\(line.id): \(text)"))
        }
        let stock = policy.formulary
        if !line.countries.contains(policy.country) {
            object("not-sold", "is not sold in \(policy.country.rawValue)")
        }
        if !stock.products.isEmpty, !stock.products.contains(line.id),
            stock.concentrates[line.id] == nil
        {
            object("not-stocked", "is not in the formulary")
        }
        if line.isCombined { object("combined", "is a combined product") }
        if line.isConcentrate {
            let from = stock.concentrates[line.id]
            let isLarge =
                switch (dispensed.amount, from) {
                case (.mass(let mass), let from?): mass >= from
                case (.mass, nil), (.rate, _): false
                }
            if !isLarge { object("concentrate", "is a concentrate for \(dispensed.amount)") }
        }
        let count = dispensed.units.filter { $0.millilitres == nil }.reduce(0) { $0 + $1.count }
        let most = line.form.formulation == .patch ? TableSet.mostPatches : mostUnits
        if count > most { object("too-many-units", "\(count) units of one dose") }
        for volume in dispensed.units.compactMap(\.millilitres) {
            let text = RegimenLine.text(volume)
            if volume < smallestVolume { object("unmeasurable", "\(text) mL") }
            let step = max(policy.volumeStep ?? .zero, line.measure?.stepMillilitres ?? .zero)
            if step > .zero, try !volume.divided(by: step).isWhole {
                object("unmeasurable", "\(text) mL is no multiple of \(RegimenLine.text(step)) mL")
            }
        }
        return found
    }

    private func notOnLabel(
        _ option: RapidOnsetOption, _ policy: DosingPolicy
    ) throws -> [Contradiction] {
        var found: [Contradiction] = []
        let (product, text) = (option.product, RegimenLine.text(option.dose))
        func object(_ code: String, _ words: String) {
            found.append(Contradiction(code: code, text: "\(product.id): \(words)"))
        }
        if !product.countries.contains(policy.country) {
            object("not-sold", "is not sold in \(policy.country.rawValue)")
        }
        if option.dose > product.maximumDose { object("above-label", "\(text) at once") }
        if !product.titration.contains(option.dose) { object("off-path", "\(text) is no step") }
        return found
    }

    // MARK: Rescue

    private func rescueWindow(_ dose: ProposedDose) throws -> [Contradiction] {
        guard let rescue = dose.rescue else { return [] }
        var found: [Contradiction] = []
        let text = RegimenLine.text(dose.item)
        // Of a window that is one point, rounding down leads below it.
        let isPoint = rescue.smallest == rescue.largest
        if rescue.each > rescue.largest || (rescue.each < rescue.smallest && !isPoint) {
            let (low, high) = (
                RegimenLine.text(rescue.smallest), RegimenLine.text(rescue.largest)
            )
            found.append(
                Contradiction(code: "outside-window", text: "\(text) of \(low) to \(high)"))
        }
        if rescue.everyHours < 1 || rescue.maximumPerDay < 1 || rescue.callAfter < 1
            || rescue.everyHours * rescue.maximumPerDay > 24
        {
            found.append(
                Contradiction(
                    code: "rescue-times",
                    text: "\(text) every \(rescue.everyHours) h, call after \(rescue.callAfter)"))
        }
        // Half millilitres can be drawn up of any strength: 7 mL of 2 mg/mL are 14 mg.
        let isMeasured =
            try dose.dispensed?.units.contains { unit in
                guard let volume = unit.millilitres else { return false }
                return try !volume.multiplied(by: Rational(2)).isWhole
            } ?? false
        if isMeasured, try dose.item.isOddLiquid {
            found.append(Contradiction(code: "odd-dose", text: text))
        }
        return found
    }
}

extension RegimenItem {
    /// Whether both give the same each time, or the same in a day where that is what they say.
    func isSameAmount(as other: RegimenItem) throws -> Bool {
        switch (amount, other.amount) {
        case (.scheduled(let mine, let often), .scheduled(let theirs, let otherwise)):
            return try mine == theirs && often.timesPerDay == otherwise.timesPerDay
        case (.taken(let mine, let count), .taken(let theirs, let otherCount)):
            return mine == theirs && count == otherCount
        case (.patch(let mine), .patch(let theirs)): return mine == theirs
        case (.infusion(let mine), .infusion(let theirs)): return mine == theirs
        case (.scheduled, _), (.taken, _), (.patch, _), (.infusion, _): return false
        }
    }

    /// Whether a measured dose is one that no chart has, such as 6.6, 13.3 or 33.2 mg.
    ///
    /// Potent drugs are given by the microgram and small doses by what a syringe shows; from 2.5 mg
    /// up charts have halves of a milligram, from 10 mg up steps of 2.5 mg.
    var isOddLiquid: Bool {
        get throws {
            guard case .taken(let dose, _) = amount,
                !["alfentanil", "buprenorphine", "fentanyl", "sufentanil"].contains(
                    form.opioid.name),
                dose.milligrams > (try Rational(5, over: 2))
            else { return false }
            let step = dose.milligrams > Rational(10) ? Rational(5) : Rational.one
            return try !dose.milligrams.multiplied(by: Rational(2)).divided(by: step).isWhole
        }
    }
}

extension LimitReduction {
    /// Whether a dose keeps to the most of a day and the shortest time between two doses.
    ///
    /// The share is judged where the same question is asked without the fact.
    func isKept(by dose: ProposedDose) throws -> Bool {
        if let dailyMaximum, case .mass(let daily) = try dose.item.dailyAmount,
            daily > dailyMaximum
        {
            return false
        }
        if let everyHours, let hours = dose.everyHours, hours < everyHours { return false }
        return true
    }
}

extension LimitCondition {
    /// Whether every drug and form that the condition names is that of a form.
    func isAbout(_ form: OpioidForm, _ tables: TableSet) -> Bool {
        switch self {
        case .dailyDoseAbove(let scope, _), .singleDoseAbove(let scope, _), .given(let scope),
            .opioidNaive(let scope):
            scope.names(form)
        case .patchRateAbove(let opioid, _): opioid == form.opioid && form.formulation == .patch
        case .renalBelow(_, let opioid), .qtcAtLeast(_, let opioid): opioid == form.opioid
        case .hepaticAtLeast(_, let opioid), .comedication(_, let opioid):
            opioid.map { $0 == form.opioid } ?? true
        case .classTogether(let one, let other):
            !(tables.opioid(form.opioid)?.classes.isDisjoint(with: [one, other]) ?? true)
        case .weakWithStrong:
            !(tables.opioid(form.opioid)?.classes.isDisjoint(with: [.weak, .strong]) ?? true)
        case .severalModifiedRelease: form.formulation == .modifiedRelease
        case .omeddAbove, .omeddUpTo, .paracetamolAbove, .paracetamolPerKilogramAbove,
            .paracetamolGiven, .respiratoryRateBelow, .oxygenSaturationBelow, .sedationAtLeast,
            .sedationAtMost, .weightBelow, .temperatureAtLeast, .adverseEffect, .ageBelow,
            .ageAbove, .cachexia, .frailty, .pregnancy, .comedicationMissing, .has, .notRuledOut,
            .ruledOut, .toxicity, .beside:
            true
        case .all(let parts): parts.allSatisfy { $0.isAbout(form, tables) }
        }
    }
}

extension OpioidScope {
    /// Whether a form lies in the scope.
    func names(_ form: OpioidForm) -> Bool {
        (opioid.map { $0 == form.opioid } ?? true)
            && (formulation.map { $0 == form.formulation } ?? true)
            && (route.map { $0 == form.route } ?? true)
    }
}
