import PainDiary
import PainDosing
import Quantities
import ShippedEngine
import TestSupport

/// Makes up questions over every opioid, form, target, fact and country of the tables.
struct GateGenerator {
    private let tables: TableSet
    private let regimens: RegimenGenerator
    private let targets: [OpioidForm]
    /// Those that the default sets have a figure for, and the tables a product.
    private let usualTargets: [OpioidForm]
    private let lines: [ProductLine]
    private let drugs: [String]
    private let patient: PatientID
    private let rescue: OpioidForm

    init(_ tables: TableSet) throws {
        self.tables = tables
        regimens = RegimenGenerator(tables)
        targets = regimens.forms.filter(\.formulation.isRegular)
        let engine = DosingEngine(tables: tables)
        let dose = RegimenAmount.infusion(try .milligramsPerDay(.one))
        var known: Set<OpioidForm> = []
        for form in targets {
            let item = RegimenItem(
                form: form,
                amount: form.formulation == .patch
                    ? .patch(rate: try .microgramsPerHour(Rational(25))) : dose)
            if try engine.omedd(of: [item]).value != nil { known.insert(form) }
        }
        // What the default sets answer for, so that most questions have an answer.
        lines = tables.products.filter {
            !$0.isCombined && (known.contains($0.form) || $0.form.formulation == .injection)
        }
        usualTargets = targets.filter { form in
            known.contains(form)
                && tables.products.contains {
                    $0.form.opioid == form.opioid && !$0.isCombined
                        && ($0.form.formulation == form.formulation
                            || form.formulation == .infusion)
                }
        }
        drugs = tables.comedications.flatMap(\.drugs) + tables.drugSynonyms.keys.sorted()
        rescue = try Shipped.target("morphine IR")
        guard let patient = PatientID("made-up") else { throw GateGeneratorError.noPseudonym }
        self.patient = patient
    }

    /// A question of any kind.
    func question(using random: inout SeededGenerator) throws -> GateQuestion {
        let items = try regimen(using: &random)
        let kind: GateQuestion.Kind
        var facts = try self.facts(using: &random)
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<10: kind = .rotation(to: target(using: &random))
        case 10..<16: kind = .breakthrough(pain(using: &random))
        default:
            // A diary doesn't say why a change is thought of.
            facts = facts.with(toxicity: nil)
            kind = .assessment(
                try diary(
                    items, facts, level: Int.random(in: 1...9, using: &random),
                    doses: Int.random(in: 0...5, using: &random), using: &random))
        }
        return GateQuestion(
            kind: kind, items: items, facts: facts, policy: try policy(using: &random))
    }

    private func target(using random: inout SeededGenerator) -> OpioidForm {
        let isUsual = Int.random(in: 0..<6, using: &random) > 0
        return (isUsual ? usualTargets : targets).randomElement(using: &random) ?? rescue
    }

    // MARK: The regimen

    /// Mostly one opioid in marketed strengths; else whatever the catalogue has.
    func regimen(using random: inout SeededGenerator) throws -> [RegimenItem] {
        guard Int.random(in: 0..<10, using: &random) > 0 else {
            return try regimens.regimen(using: &random)
        }
        var items = [try usual(using: &random)]
        if Int.random(in: 0..<10, using: &random) == 0 { items.append(try usual(using: &random)) }
        if Int.random(in: 0..<4, using: &random) == 0 {
            items.append(
                RegimenItem(
                    form: rescue,
                    amount: .taken(
                        dose: try .milligrams(Rational(5)),
                        count: Int.random(in: 1...4, using: &random))))
        }
        return items
    }

    private func usual(using random: inout SeededGenerator) throws -> RegimenItem {
        guard Int.random(in: 0..<6, using: &random) > 0,
            let line = lines.randomElement(using: &random),
            let strength = line.strengths.randomElement(using: &random)
        else { return try regimens.item(using: &random) }
        let count = Rational(Int.random(in: 1...3, using: &random))
        switch strength.delivered {
        case .rate(let rate):
            return RegimenItem(form: line.form, amount: .patch(rate: rate))
        case .mass(let mass):
            let hours = line.intervalHours ?? 6
            return RegimenItem(
                form: line.form,
                amount: .scheduled(dose: try mass.scaled(by: count), .everyHours(hours)))
        case .concentration(let perMillilitre):
            let dose = try perMillilitre.scaled(by: count)
            guard line.form.formulation != .immediateRelease else {
                return RegimenItem(form: line.form, amount: .scheduled(dose: dose, .everyHours(4)))
            }
            return RegimenItem(
                form: OpioidForm(
                    opioid: line.form.opioid, route: .subcutaneous, formulation: .infusion),
                amount: .infusion(try DailyDose(dose, timesPerDay: count)))
        }
    }

    // MARK: The patient

    /// Each fact is unknown about half of the time, and mostly one that stops nothing.
    func facts(using random: inout SeededGenerator) throws -> PatientFacts {
        func maybe<Value>(_ value: Value, oneIn count: Int = 2) -> Value? {
            Int.random(in: 0..<count, using: &random) == 0 ? value : nil
        }
        func any<Value>(_ values: [Value], _ usual: Value) -> Value {
            values.randomElement(using: &random) ?? usual
        }
        let count = any([0, 0, 1, 1, 1, 2, 3], 0)
        let taken = (0..<count).compactMap { _ in drugs.randomElement(using: &random) }
        let effect = any(AdverseEffect.allCases, .nausea)
        var conditions: [PatientCondition: Bool] = [:]
        for condition in PatientCondition.allCases {
            conditions[condition] = maybe(Int.random(in: 0..<3, using: &random) == 0, oneIn: 3)
        }
        let sedation =
            Bool.random(using: &random)
            ? SedationScore(scale: .poss, score: any([0, 1, 1, 2, 2, 3], 1))
            : SedationScore(scale: .rassPAL, score: any([-4, -2, -1, 0, 0, 1], 0))
        return PatientFacts(
            context: try PatientContext(
                ageYears: maybe(any([19, 45, 60, 68, 74, 76, 82, 91, 97], 60)),
                isOpioidNaive: maybe(Int.random(in: 0..<12, using: &random) == 0),
                aroundTheClockDays: maybe(any([2, 7, 14, 60], 14)),
                hepatic: maybe(any(ChildPugh.allCases, .a)),
                hasCachexia: maybe(Bool.random(using: &random)),
                isFrail: maybe(Bool.random(using: &random)),
                isPregnant: maybe(Int.random(in: 0..<20, using: &random) == 0, oneIn: 4),
                comedications: maybe(taken), conditions: conditions),
            observations: try Observations(
                respiratoryRate: maybe(any([7, 9, 10, 12, 12, 14, 14, 15, 16, 18], 14)),
                oxygenSaturation: maybe(any([80, 84, 86, 90, 92, 93, 94, 95, 97, 99], 95)),
                sedation: maybe(sedation) ?? nil,
                kilograms: maybe(Rational(any([38, 48, 55, 70, 95], 70)), oneIn: 3),
                glomerularFiltration: maybe(
                    Rational(any([5, 9, 12, 14, 18, 22, 29, 35, 45, 55, 59, 62, 75, 90], 60))),
                correctedQTMilliseconds: maybe(any([400, 440, 455, 480, 499, 505], 440)),
                degreesCelsius: maybe(Rational(any([36, 37, 38, 39, 40], 37)), oneIn: 4)),
            adverseEffects: maybe(Bool.random(using: &random) ? [effect] : []),
            hasToxicity: maybe(Bool.random(using: &random)))
    }

    private func pain(using random: inout SeededGenerator) -> PainPicture {
        guard Int.random(in: 0..<3, using: &random) > 0 else { return PainPicture() }
        return PainPicture(
            background: PainScore([1, 2, 2, 3, 3, 5].randomElement(using: &random) ?? 2),
            goal: nil, peak: PainScore(8), episodes: Int.random(in: 1...5, using: &random))
    }

    /// Three days with the same regimen, facts, pain and rescue doses in each entry, so that nothing
    /// is carried over.
    func diary(
        _ items: [RegimenItem], _ facts: PatientFacts, level: Int, doses: Int,
        using random: inout SeededGenerator
    ) throws -> [RecordedEntry] {
        let start: Int64 = 1_772_000_000
        let counts = items.contains { !$0.amount.isBackground }
        return try (0..<3).compactMap { day in
            let now = start + Int64(day) * 86_400
            var episodes: [BreakthroughEpisode]?
            if !counts {
                episodes = try (0..<Int64(doses)).map { number in
                    let at = Instant(secondsSince1970: now - number * 10_800 - 3_600)
                    return BreakthroughEpisode(
                        at: at, peak: PainScore(8), trigger: nil,
                        rescue: TakenDose(
                            at: at, form: rescue, dose: try .milligrams(Rational(5))),
                        after30Minutes: PainScore(3))
                }
            }
            let entry = try DiaryEntry(
                patient: patient,
                recordedAt: LocalInstant(utc: Instant(secondsSince1970: now)),
                pain: PainRating(background: PainScore(level), goal: PainScore(3)),
                episodes: episodes, regimen: items, observations: facts.observations,
                adverseEffects: facts.adverseEffects, context: facts.context)
            var bytes = Array(repeating: UInt8(0), count: 32)
            for index in bytes.indices { bytes[index] = UInt8.random(in: 0...255, using: &random) }
            return ContentDigest(bytes).map { RecordedEntry(id: $0, entry: entry) }
        }
    }

    // MARK: The policy

    private func policy(using random: inout SeededGenerator) throws -> DosingPolicy {
        let country = Country.allCases.randomElement(using: &random) ?? .unitedKingdom
        var policy = DosingPolicy(
            spread: Int.random(in: 0..<4, using: &random) == 0 ? .table : .conservative,
            firstDose: FirstDosePolicy.allCases.randomElement(using: &random) ?? .proportional,
            country: Bool.random(using: &random) ? .unitedKingdom : country)
        if Int.random(in: 0..<6, using: &random) == 0 {
            let from = try Mass.milligrams(Rational(20))
            for line in tables.products where line.isConcentrate {
                policy.formulary.concentrates[line.id] = from
            }
        }
        return policy
    }
}

/// What keeps questions from being made.
enum GateGeneratorError: Error {
    /// The pseudonym of made-up diaries is none.
    case noPseudonym
}

extension PatientFacts {
    /// The same facts with another answer to why a change is thought of.
    func with(toxicity: Bool?) -> PatientFacts {
        PatientFacts(
            context: context, observations: observations, adverseEffects: adverseEffects,
            hasToxicity: toxicity, confirmed: confirmed)
    }
}

extension Formulation {
    /// Whether it is given around the clock.
    fileprivate var isRegular: Bool {
        switch self {
        case .immediateRelease, .modifiedRelease, .suppository, .patch, .injection, .infusion: true
        case .buccalTablet, .sublingualTablet, .lozenge, .buccalFilm, .sublingualSpray,
            .nasalSpray:
            false
        }
    }
}
