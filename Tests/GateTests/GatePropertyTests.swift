import PainDosing
import Quantities
import ShippedEngine
import TestSupport
import Testing

@Suite("More risk never means more drug, and all commands agree")
struct GatePropertyTests {
    @Test("One more risk never raises a regular, rescue or rapid-onset dose")
    func risks() throws {
        var run = try QuestionRun("one more risk", short: 300)
        var compared = 0
        for _ in 0..<run.count {
            let question = try run.question()
            let risk = AddedRisk.allCases.randomElement(using: &run.random) ?? .frail
            guard let riskier = try question.with(risk) else { continue }
            let engine = DosingEngine(tables: run.tables, policy: question.policy)
            let (before, after) = (
                try question.answer(of: engine), try riskier.answer(of: engine)
            )
            #expect(
                before.refusal.isEmpty || !after.refusal.isEmpty,
                "\(risk) turned a stop into an answer: \(riskier.command)")
            for dose in after.doses {
                for earlier in before.doses where earlier.isSameChoice(as: dose) {
                    compared += 1
                    #expect(
                        try !dose.isAbove(earlier, engine),
                        """
                        \(risk) raises \(RegimenLine.text(earlier.item)) to \
                        \(RegimenLine.text(dose.item)): \(riskier.command)
                        """)
                }
            }
        }
        print("one more risk: \(compared) pairs of doses")
        #expect(compared * 2 > run.count)
    }

    @Test("What stops the regimen itself stops every dose that is derived of it")
    func stops() throws {
        var run = try QuestionRun("stops stay", short: 400)
        var stopped = 0
        for _ in 0..<run.count {
            let question = try run.question()
            let engine = DosingEngine(tables: run.tables, policy: question.policy)
            guard
                case .stopped(let refusal) = try engine.omedd(
                    of: question.items, facts: question.facts),
                !refusal.isMissingFigure
            else { continue }
            stopped += 1
            let answer = try question.answer(of: engine)
            #expect(
                answer.doses.isEmpty, "\(refusal.alerts.map(\.code)): \(question.command)")
            #expect(!answer.refusal.isEmpty, "\(question.command)")
        }
        print("stops stay: \(stopped) stopped regimens")
        #expect(stopped * 50 > run.count)
    }

    @Test("Every refusal says what to do instead, and so does an answer without a dose")
    func actions() throws {
        var run = try QuestionRun("what to do instead", short: 400)
        for _ in 0..<run.count {
            let question = try run.question()
            let engine = DosingEngine(tables: run.tables, policy: question.policy)
            let answer = try question.answer(of: engine)
            for alert in answer.refusal {
                #expect(
                    alert.action.map { !$0.isEmpty } ?? false,
                    "\(alert.code): \(question.command)")
            }
            guard case .rotation = question.kind, answer.refusal.isEmpty, answer.doses.isEmpty
            else { continue }
            let reasons = answer.alerts.filter { $0.severity >= .caution && $0.action != nil }
            #expect(!reasons.isEmpty, "no dose and no reason: \(question.command)")
        }
    }

    @Test("rotate, breakthrough and assess give one rescue dose for one regimen")
    func agreement() throws {
        var run = try QuestionRun("one rescue dose", short: 300)
        var compared = 0
        for _ in 0..<run.count {
            var random = run.random
            let question = try run.question()
            let engine = DosingEngine(tables: run.tables, policy: question.policy)
            let facts = question.facts.with(toxicity: nil)
            switch question.kind {
            case .rotation(let form):
                guard
                    let answer = try engine.rotation(
                        of: question.items, to: RotationTo(form: form), facts: question.facts
                    ).value, let regular = answer.proposed.first
                else { continue }
                let beside = try engine.breakthrough(
                    for: [regular.item], pain: PainPicture(), facts: question.facts
                ).value
                compared += 1
                try expectSame(answer.rescue, beside?.immediateRelease, question)
            case .breakthrough, .assessment:
                let diary = try run.generator.diary(
                    question.items, facts, level: 2, doses: 1, using: &random)
                guard let last = diary.last else { continue }
                let assessment = try engine.assessment(of: last, in: DiaryCourse(diary))
                let answer = try engine.breakthrough(
                    for: question.items, pain: PainPicture(), facts: facts)
                guard let both = assessment.value?.breakthrough else {
                    // A stop of one is a stop of the other.
                    #expect(
                        answer.value == nil || assessment.value == nil,
                        "assess gives none: \(question.command)")
                    continue
                }
                compared += 1
                try expectSame(both.immediateRelease, answer.value?.immediateRelease, question)
            }
        }
        print("one rescue dose: \(compared) pairs")
        #expect(compared * 4 > run.count)
    }

    private func expectSame(
        _ one: RescueDose?, _ other: RescueDose?, _ question: GateQuestion
    ) throws {
        #expect(
            one?.form == other?.form && one?.each == other?.each
                && one?.maximumPerDay == other?.maximumPerDay,
            """
            \(words(one)) and \(words(other)) for one regimen: \(question.command)
            """)
    }

    private func words(_ rescue: RescueDose?) -> String {
        guard let rescue else { return "no rescue" }
        return "\(RegimenLine.text(rescue.form)) \(RegimenLine.text(rescue.each)) "
            + "\(rescue.maximumPerDay) times a day"
    }
}

/// Questions made up for one property, all from one printed seed.
private struct QuestionRun {
    let tables: TableSet
    let count: Int
    let generator: GateGenerator
    var random: SeededGenerator

    init(_ property: String, short: Int) throws {
        tables = try Shipped.tables
        generator = try GateGenerator(tables)
        count = PropertyRun.cases(short: short)
        random = PropertyRun.generator(property)
    }

    mutating func question() throws -> GateQuestion { try generator.question(using: &random) }
}

/// A fact that makes opioids more dangerous, added to what is known.
private enum AddedRisk: CaseIterable {
    case frail, failingKidneys, failingLiver, cachexia, old, toxic, lowSaturation, drowsy
    case slowBreathing, longQT, fever, benzodiazepine, inhibitor, monoamineOxidaseInhibitor
    case naltrexone, sodiumOxybate, confused, sleepApnoea, cyanosis, epilepsy

    fileprivate var drug: String? {
        switch self {
        case .benzodiazepine: "midazolam"
        case .inhibitor: "clarithromycin"
        case .monoamineOxidaseInhibitor: "phenelzine"
        case .naltrexone: "naltrexone"
        case .sodiumOxybate: "sodium oxybate"
        default: nil
        }
    }

    fileprivate var condition: PatientCondition? {
        switch self {
        case .sleepApnoea: .sleepApnoea
        case .cyanosis: .cyanosis
        case .epilepsy: .uncontrolledEpilepsy
        default: nil
        }
    }
}

extension GateQuestion {
    /// The same question of a patient with one more risk; nil where the patient has it.
    fileprivate func with(_ risk: AddedRisk) throws -> GateQuestion? {
        let (context, seen) = (facts.context, facts.observations)
        func worse<Value: Comparable>(_ own: Value?, _ risky: Value, isLow: Bool) -> Value {
            own.map { isLow ? min($0, risky) : max($0, risky) } ?? risky
        }
        var conditions = context.conditions
        if let condition = risk.condition { conditions[condition] = true }
        var drugs = context.comedications
        if let drug = risk.drug { drugs = (drugs ?? []) + [drug] }
        var effects = facts.adverseEffects
        if risk == .confused { effects = (effects ?? []).union([.confusion]) }
        let drowsy = SedationScore(scale: .poss, score: 3)
        if risk == .drowsy, seen.sedation?.scale == .rassPAL { return nil }
        let changed = PatientFacts(
            context: try PatientContext(
                ageYears: risk == .old
                    ? worse(context.ageYears, 92, isLow: false) : context.ageYears,
                isOpioidNaive: context.isOpioidNaive,
                aroundTheClockDays: context.aroundTheClockDays,
                hepatic: risk == .failingLiver ? .c : context.hepatic,
                hasCachexia: risk == .cachexia ? true : context.hasCachexia,
                isFrail: risk == .frail ? true : context.isFrail,
                isPregnant: context.isPregnant, comedications: drugs, conditions: conditions),
            observations: try Observations(
                respiratoryRate: risk == .slowBreathing
                    ? worse(seen.respiratoryRate, 9, isLow: true) : seen.respiratoryRate,
                oxygenSaturation: risk == .lowSaturation
                    ? worse(seen.oxygenSaturation, 80, isLow: true) : seen.oxygenSaturation,
                sedation: risk == .drowsy ? drowsy : seen.sedation, kilograms: seen.kilograms,
                glomerularFiltration: risk == .failingKidneys
                    ? worse(seen.glomerularFiltration, Rational(12), isLow: true)
                    : seen.glomerularFiltration,
                correctedQTMilliseconds: risk == .longQT
                    ? worse(seen.correctedQTMilliseconds, 480, isLow: false)
                    : seen.correctedQTMilliseconds,
                degreesCelsius: risk == .fever ? Rational(40) : seen.degreesCelsius),
            adverseEffects: effects, hasToxicity: risk == .toxic ? true : facts.hasToxicity)
        if case .assessment = kind, risk == .toxic { return nil }
        return GateQuestion(
            kind: try kind(about: changed), items: items, facts: changed, policy: policy)
    }

    /// The diary with the changed facts in every entry; other questions as they are.
    private func kind(about facts: PatientFacts) throws -> Kind {
        guard case .assessment(let entries) = kind else { return kind }
        return .assessment(
            try entries.map {
                RecordedEntry(
                    id: $0.id,
                    entry: try $0.entry.with(
                        observations: facts.observations,
                        adverseEffects: .some(facts.adverseEffects), context: facts.context))
            })
    }
}

extension ProposedDose {
    /// Whether both are the answer to one need: the regular opioid, the rescue, or one product.
    fileprivate func isSameChoice(as other: ProposedDose) -> Bool {
        role == other.role && option?.product.id == other.option?.product.id
            && (role != .regular || item.form == other.item.form)
            && beside.map(\.form) == other.beside.map(\.form)
    }

    /// Whether this dose is larger: of one form by its amount, else as oral morphine.
    fileprivate func isAbove(_ other: ProposedDose, _ engine: DosingEngine) throws -> Bool {
        if item.form == other.item.form {
            return try once.dailyAmount.number > other.once.dailyAmount.number
        }
        guard let mine = try engine.omedd(of: [once]).value?.omedd,
            let theirs = try engine.omedd(of: [other.once]).value?.omedd
        else { return false }
        return mine > theirs
    }
}
