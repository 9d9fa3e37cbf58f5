import PainDosing
import Quantities
import ShippedEngine
import TestSupport

/// One rule of the publications, as a second reader wrote it down: not read from the tables.
struct PublishedEffect {
    let id: String
    /// The key of the publication, as the notes of the reading have it.
    let source: String
    /// For whom the rule is.
    let patient: PatientPattern
    /// The countries whose guidance it is; empty for all.
    let countries: Set<Country>
    let rule: PublishedRule
    /// Questions that lead to what the rule forbids, were it not for the rule.
    let questions: [DirectedQuestion]

    init(
        _ id: String, _ source: String, _ patient: PatientPattern,
        in countries: Set<Country> = [], _ rule: PublishedRule, asked questions: DirectedQuestion...
    ) {
        self.id = id
        self.source = source
        self.patient = patient
        self.countries = countries
        self.rule = rule
        self.questions = questions
    }

    /// Whether the rule is for a patient and a country.
    func applies(to facts: PatientFacts, in country: Country) -> Bool {
        (countries.isEmpty || countries.contains(country)) && patient.matches(facts)
    }

    /// The directed questions about a patient for whom the rule is, or about one for whom it isn't.
    func asked(of patient: PatientFacts) throws -> [GateQuestion] {
        let policy = DosingPolicy(country: countries.min() ?? .unitedKingdom)
        return try questions.map { try $0.question(patient, policy) }
    }
}

/// What a rule forbids.
enum PublishedRule: CustomStringConvertible {
    /// No dose of these forms.
    case notProposed([OpioidScope])
    /// The day's dose, with what is taken beside it, is not above so many milligrams.
    case perDay(OpioidScope, atMost: Int)
    /// One dose is not above so many micrograms.
    case each(OpioidScope, micrograms: Int)
    /// The patches together are not above a rate in micrograms an hour.
    case rate(OpioidID, atMost: Int)
    /// So many hours lie between two doses.
    case every(OpioidScope, hours: Int)
    /// At most this share of the dose that is proposed without the fact.
    case share(OpioidScope, numerator: Int128, denominator: Int128)
    /// Rapid-onset products from the start of the label, whatever the background opioid.
    case labelledStart
    /// No dose of any opioid.
    case nothing

    var description: String {
        switch self {
        case .notProposed(let scopes):
            "no \(scopes.map(\.words).joined(separator: ", ")) may be proposed"
        case .perDay(let scope, let most): "\(scope.words) has at most \(most) mg a day"
        case .each(let scope, let most): "\(scope.words) has at most \(most) micrograms each time"
        case .rate(let opioid, let most): "\(opioid) patches give at most \(most) micrograms/hour"
        case .every(let scope, let hours): "\(scope.words) is given every \(hours) hours at most"
        case .share(let scope, let top, let bottom):
            "\(scope.words) is lowered to \(top)/\(bottom)"
        case .labelledStart: "rapid-onset products start at the label's dose"
        case .nothing: "no opioid dose may be given"
        }
    }

    /// Whether a dose is against the rule; a share is judged by `isBroken(by:without:)` alone.
    func isBroken(by dose: ProposedDose) throws -> Bool {
        let form = dose.item.form
        switch self {
        case .notProposed(let scopes): return scopes.contains { $0.names(form) }
        case .perDay(let scope, let most):
            guard scope.names(form) else { return false }
            var total = Rational.zero
            for item in [dose.item] + dose.beside where scope.names(item.form) {
                if case .mass(let daily) = try item.dailyAmount {
                    total = try total.adding(daily.milligramsPerDay)
                }
            }
            return total > Rational(most)
        case .each(let scope, let most):
            guard scope.names(form), let single = dose.singleDose else { return false }
            return try single.micrograms() > Rational(most)
        case .rate(let opioid, let most):
            guard opioid == form.opioid, case .rate(let rate) = try dose.item.dailyAmount else {
                return false
            }
            return rate.microgramsPerHour > Rational(most)
        case .every(let scope, let hours):
            return scope.names(form) && (dose.everyHours.map { $0 < hours } ?? false)
        case .labelledStart: return dose.option.map { $0.dose > $0.labelledStart } ?? false
        case .nothing: return true
        case .share: return false
        }
    }

    /// Whether a dose is against the rule, given what is proposed to a patient without the fact.
    func isBroken(by dose: ProposedDose, without others: [ProposedDose]) throws -> Bool {
        guard case .share(let scope, let top, let bottom) = self else {
            return try isBroken(by: dose)
        }
        let share = try Rational(top, over: bottom)
        for other in others
        where other.role == dose.role && other.item.form == dose.item.form
            && scope.names(dose.item.form)
        {
            let usual = try other.once.dailyAmount.number.multiplied(by: share)
            if try dose.once.dailyAmount.number > usual { return true }
        }
        return false
    }
}

/// The facts that a published rule is about; what is nil doesn't matter.
struct PatientPattern {
    static let anyone = PatientPattern()

    var egfrBelow: Int?
    var liverFrom: ChildPugh?
    var takes: [String] = []
    var saturationBelow: Int?
    var breathsBelow: Int?
    var possFrom: Int?
    var isNaive: Bool?
    var has: PatientCondition?

    /// Whether a patient is known to be one of those; for breathing, whether it isn't ruled out.
    func matches(_ facts: PatientFacts) -> Bool {
        let (seen, context) = (facts.observations, facts.context)
        func holds<Value>(_ bound: Value?, _ value: Value?, _ isMet: (Value, Value) -> Bool) -> Bool
        {
            guard let bound else { return true }
            return value.map { isMet($0, bound) } ?? false
        }
        let score = seen.sedation.flatMap { $0.scale == .poss ? $0.score : nil }
        let drugs = (context.comedications ?? []).map { $0.lowercased() }
        return holds(egfrBelow.map { Rational($0) }, seen.glomerularFiltration, <)
            && holds(liverFrom, context.hepatic, >=)
            && (takes.isEmpty || takes.contains { drugs.contains($0) })
            && holds(saturationBelow, seen.oxygenSaturation, <)
            && (saturationBelow == nil || context.conditions[.cyanosis] != false)
            && holds(breathsBelow, seen.respiratoryRate, <) && holds(possFrom, score, >=)
            && (isNaive == nil || context.isOpioidNaive == isNaive)
            && (has.map { context.conditions[$0] == true } ?? true)
    }

    /// A patient who is just one of those.
    var facts: PatientFacts {
        get throws {
            PatientFacts(
                context: try PatientContext(
                    isOpioidNaive: isNaive ?? false, aroundTheClockDays: 14, hepatic: liverFrom,
                    comedications: takes.isEmpty ? nil : [takes[0]],
                    conditions: has.map { [$0: true] } ?? [:]),
                observations: try Observations(
                    respiratoryRate: breathsBelow.map { $0 - 1 },
                    oxygenSaturation: saturationBelow.map { $0 - 1 },
                    sedation: possFrom.flatMap { SedationScore(scale: .poss, score: $0) },
                    glomerularFiltration: egfrBelow.map { Rational($0 - 1) }))
        }
    }

    /// The same patient without what the pattern is about.
    static var usualFacts: PatientFacts {
        get throws {
            PatientFacts(
                context: try PatientContext(isOpioidNaive: false, aroundTheClockDays: 14))
        }
    }
}

/// A question that a rule has to be kept in.
enum DirectedQuestion {
    case rotate(String, to: String)
    /// With pain scores that a rapid-onset product asks for.
    case breakthrough(String)
    /// A diary with pain at 7 and four rescue doses a day, so that the dose is raised.
    case raise(String)

    func question(_ facts: PatientFacts, _ policy: DosingPolicy) throws -> GateQuestion {
        switch self {
        case .rotate(let regimen, let target):
            GateQuestion(
                kind: .rotation(to: try Shipped.target(target)),
                items: try Shipped.regimen(regimen), facts: facts, policy: policy)
        case .breakthrough(let regimen):
            GateQuestion(
                kind: .breakthrough(
                    PainPicture(
                        background: PainScore(2), goal: nil, peak: PainScore(8), episodes: 3)),
                items: try Shipped.regimen(regimen), facts: facts, policy: policy)
        case .raise(let regimen):
            try raised(try Shipped.regimen(regimen), facts, policy)
        }
    }

    private func raised(
        _ items: [RegimenItem], _ facts: PatientFacts, _ policy: DosingPolicy
    ) throws -> GateQuestion {
        var random = SeededGenerator(seed: 18)
        let diary = try GateGenerator(Shipped.tables).diary(
            items, facts, level: 7, doses: 4, using: &random)
        return GateQuestion(kind: .assessment(diary), items: items, facts: facts, policy: policy)
    }
}

extension OpioidScope {
    fileprivate var words: String {
        [opioid?.name, formulation?.rawValue, route?.rawValue].compactMap(\.self)
            .joined(separator: " ")
    }

    /// An opioid in any form, or in one form, or by one route.
    static func drug(
        _ name: String, _ formulation: Formulation? = nil, route: Route? = nil
    ) -> OpioidScope {
        OpioidScope(opioid: OpioidID(name), formulation: formulation, route: route)
    }

    /// Every form of fentanyl that is taken up through a mucosa.
    static let transmucosal: [OpioidScope] = [
        .buccalTablet, .sublingualTablet, .lozenge, .buccalFilm, .sublingualSpray, .nasalSpray,
    ].map { OpioidScope(opioid: OpioidID("fentanyl"), formulation: $0) }
}

extension DailyAmount {
    /// Milligrams a day, or micrograms an hour of a patch.
    var number: Rational {
        switch self {
        case .mass(let daily): daily.milligramsPerDay
        case .rate(let rate): rate.microgramsPerHour
        }
    }
}
