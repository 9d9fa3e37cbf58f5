import PainDosing
import Quantities
import ShippedEngine

/// A regimen and patient at, above or below the bound of a limit.
struct LimitSituation: CustomStringConvertible {
    let items: [RegimenItem]
    let facts: PatientFacts
    /// Whether the limit has to speak.
    let speaks: Bool
    /// Whether a stop of another limit, with a lower bound on the same fact, may come first.
    var isStoppedElsewhere = false

    var description: String { "\(items) \(facts)" }

    /// Sets that together know nearly every form of the catalogue.
    static let order = [
        "fpm-2020", "cdc-2014", "anzca-2021", "nih-heal-2025", "germany-clinic", "esmo-2018",
        "us-equianalgesic-30-10", "uk-trust-2014", "scottish-lanarkshire",
    ].map { ConversionSetID($0) }

    /// Situations on both sides of a condition's bound.
    static func around(
        _ condition: LimitCondition, _ tables: TableSet
    ) throws -> [LimitSituation] {
        let morphine = OpioidID.morphine
        switch condition {
        case .omeddAbove(let bound):
            return try beside(bound.milligramsPerDay).map { value, isAbove in
                try .init(dose(morphine, value, tables), .known(), isAbove)
            }
        case .omeddUpTo(let bound):
            let above = try bound.milligramsPerDay.adding(Rational(1, over: 1_000))
            return [
                .init([], try .known(), true),
                .init(try dose(morphine, above, tables), try .known(), false),
            ]
        case .dailyDoseAbove(let scope, let bound):
            return try beside(bound.milligramsPerDay).map { value, isAbove in
                try .init(dose(scope, value, tables), .known(), isAbove)
            }
        case .singleDoseAbove(let scope, let bound):
            let form = try dose(scope, .one, tables)[0].form
            return try beside(bound.milligrams).map { value, isAbove in
                let item = RegimenItem(
                    form: form, amount: .scheduled(dose: try .milligrams(value), .timesPerDay(1)))
                return LimitSituation([item], try .known(), isAbove)
            }
        case .paracetamolAbove(let bound):
            return try beside(bound.milligramsPerDay).map { value, isAbove in
                .init(try combined(paracetamol: value), try .known(), isAbove)
            }
        case .paracetamolPerKilogramAbove(let bound):
            let light = Rational(49)
            let most = try bound.scaled(by: light).milligramsPerDay
            let above = try combined(paracetamol: most.adding(Rational(1, over: 1_000)))
            return [
                .init(above, try .known(kilograms: light), true),
                .init(try combined(paracetamol: most), try .known(kilograms: light), false),
                .init(above, try .known(), false),
                .init(try dose(morphine, .one, tables), try .known(kilograms: light), false),
            ]
        case .paracetamolGiven:
            return [
                .init(try combined(paracetamol: Rational(1_000)), try .known(), true),
                .init(try Shipped.regimen("Targin 10/5 bd"), try .known(), false),
            ]
        case .weightBelow(let bound):
            let below = try bound.subtracting(.one)
            return try facts(tables, .known(kilograms: below), .known(kilograms: bound))
        case .patchRateAbove(let opioid, let bound):
            return try beside(bound.microgramsPerHour).map { value, isAbove in
                let form = OpioidForm(opioid: opioid, route: .transdermal, formulation: .patch)
                let item = RegimenItem(
                    form: form, amount: .patch(rate: try .microgramsPerHour(value)))
                return .init([item], try .known(), isAbove)
            }
        case .respiratoryRateBelow(let bound):
            return try [(bound - 1, true), (bound, false)].map { value, speaks in
                var situation = LimitSituation(
                    try dose(morphine, .one, tables), try .known(respiratoryRate: value), speaks)
                situation.isStoppedElsewhere = value < 8
                return situation
            }
        case .oxygenSaturationBelow(let bound):
            return try [(bound - 1, true), (bound, false)].map { value, speaks in
                try .init(dose(morphine, .one, tables), .known(oxygen: value), speaks)
            }
        case .sedationAtLeast(let scale, let bound):
            return try [(bound, true), (bound - 1, false)].map { value, speaks in
                let score = SedationScore(scale: scale, score: value)
                return try .init(dose(morphine, .one, tables), .known(sedation: score), speaks)
            }
        case .sedationAtMost(let scale, let bound):
            return try [(bound, true), (bound + 1, false)].map { value, speaks in
                let score = SedationScore(scale: scale, score: value)
                return try .init(dose(morphine, .one, tables), .known(sedation: score), speaks)
            }
        case .ageBelow(let bound):
            return try facts(tables, .known(age: bound - 1), .known(age: bound))
        case .ageAbove(let bound):
            return try facts(tables, .known(age: bound + 1), .known(age: bound))
        case .given(let scope), .beside(let scope):
            let other = OpioidID(
                scope.opioid == OpioidID("tapentadol") ? "pethidine" : "tapentadol")
            return [
                .init(try dose(scope, .zero, tables), try .known(), true),
                .init(
                    try dose(
                        OpioidScope(opioid: scope.opioid == nil ? morphine : other), .one, tables),
                    try .known(), scope == OpioidScope()),
            ]
        case .opioidNaive(let scope):
            let item = try dose(scope, .one, tables)
            return [
                .init(item, try .known(naive: true), true),
                .init(item, try .known(naive: false), false),
                .init(item, try .known(), false),
                .init(try dose(morphine, .one, tables), try .known(naive: true), false),
            ]
        case .renalBelow(let bound, let opioid):
            let below = try bound.subtracting(Rational(1, over: 10))
            return try withAndWithout(opioid, tables, .known(egfr: below), .known(egfr: bound))
        case .hepaticAtLeast(let bound, let opioid):
            let better = ChildPugh.allCases.last { $0 < bound }
            guard let opioid else {
                return try facts(tables, .known(hepatic: bound), .known(hepatic: better))
            }
            return try withAndWithout(
                opioid, tables, .known(hepatic: bound), .known(hepatic: better))
        case .qtcAtLeast(let bound, let opioid):
            var situations = try withAndWithout(
                opioid, tables, .known(qtc: bound), .known(qtc: bound - 1))
            for index in situations.indices { situations[index].isStoppedElsewhere = bound >= 500 }
            return situations
        case .temperatureAtLeast(let bound):
            let below = try bound.subtracting(Rational(1, over: 10))
            return try facts(tables, .known(temperature: bound), .known(temperature: below))
        case .adverseEffect(let effect):
            return try facts(tables, .known(effects: [effect]), .known(effects: [.sweating]))
                + facts(tables, .known(effects: [effect, .nausea]), .known(effects: []))
        case .cachexia:
            return try facts(tables, .known(cachexia: true), .known(cachexia: false))
        case .frailty: return try facts(tables, .known(frail: true), .known(frail: false))
        case .severalModifiedRelease:
            return try regimens(
                spoken: ["morphine MR 10 mg bd; oxycodone MR 5 mg bd"],
                silent: [
                    "morphine MR 10 mg bd; morphine MR 30 mg bd",
                    "morphine MR 10 mg bd; oxycodone IR 5 mg qds",
                ])
        case .weakWithStrong:
            return try regimens(
                spoken: ["codeine IR 30 mg qds; morphine MR 10 mg bd"],
                silent: [
                    "codeine IR 30 mg qds; tramadol IR 50 mg bd",
                    "oxycodone MR 10 mg bd; morphine IR 10 mg qds",
                ])
        case .classTogether:
            return try regimens(
                spoken: ["buprenorphine patch 20 mcg/h; morphine MR 10 mg bd"],
                silent: [
                    "buprenorphine patch 20 mcg/h",
                    "buprenorphine patch 20 mcg/h; morphine IR 5 mg prn x2",
                ])
        case .has(let condition):
            return try facts(
                tables, .known(conditions: [condition: true]),
                .known(conditions: [condition: false]))
        case .notRuledOut(let condition):
            let item = try dose(OpioidScope(opioid: morphine), .one, tables)
            return [
                .init(item, try .known(conditions: [condition: true]), true),
                .init(item, try .known(), true),
                .init(item, try .known(conditions: [condition: false]), false),
            ]
        case .ruledOut(let condition):
            return try facts(
                tables, .known(conditions: [condition: false]),
                .known(conditions: [condition: true]))
        case .toxicity: return try facts(tables, .known(toxic: true), .known(toxic: false))
        case .pregnancy:
            return try facts(tables, .known(pregnant: true), .known(pregnant: false))
        case .comedication(let group, let opioid):
            return try comedication(group, opioid, tables)
        case .comedicationMissing(let group):
            let drugs = tables.comedications.filter { $0.id == group }.flatMap(\.drugs)
            return try facts(tables, .known(with: ["warfarin"]), .known(with: drugs))
                + [.init([], try .known(with: []), false)]
        case .all(let parts): return try together(parts, tables)
        }
    }

    /// Where every part speaks, and where any one of them does not.
    private static func together(
        _ parts: [LimitCondition], _ tables: TableSet
    ) throws -> [LimitSituation] {
        let hasItems = parts.contains { $0.isAboutItems }
        let situations = try parts.map { part in
            let around = try around(part, tables)
            guard hasItems, !part.isAboutItems, let items = around.first?.items else {
                return around
            }
            // The items come from the other parts, the facts from this one.
            return around.filter { $0.items == items }.map { .init([], $0.facts, $0.speaks) }
        }
        let speaking = situations.compactMap { $0.first(where: \.speaks) }
        let whole = try joined(speaking, speaks: true)
        var all = [whole]
        for (index, part) in situations.enumerated() {
            for situation in part {
                var ways = speaking
                ways.remove(at: index)
                let one = try joined([situation] + ways, speaks: situation.speaks)
                // What one part doesn't know another may.
                let isSame = Set(one.items) == Set(whole.items) && one.facts == whole.facts
                if !isSame { all.append(one) }
            }
        }
        return all
    }

    /// Several situations as one; the first that knows a fact has the word.
    private static func joined(
        _ situations: [LimitSituation], speaks: Bool
    ) throws -> LimitSituation {
        .init(
            situations.flatMap(\.items),
            try situations.reduce(.known()) { try $0.completed(by: $1.facts) }, speaks)
    }

    /// Facts that speak, facts that don't, and nothing known, with a little morphine.
    private static func facts(
        _ tables: TableSet, _ speaking: PatientFacts, _ silent: PatientFacts
    ) throws -> [LimitSituation] {
        let item = try dose(.morphine, .one, tables)
        return [
            .init(item, speaking, true), .init(item, silent, false),
            .init(item, try .known(), false),
        ]
    }

    private init(_ items: [RegimenItem], _ facts: PatientFacts, _ speaks: Bool) {
        self.items = items
        self.facts = facts
        self.speaks = speaks
    }

    /// The bound itself, which is silent, and a little above it, which speaks.
    private static func beside(_ bound: Rational) throws -> [(Rational, Bool)] {
        [(bound, false), (try bound.adding(Rational(1, over: 1_000)), true)]
    }

    /// Regular co-codamol and one dose as needed, with so much paracetamol in all, and an opioid
    /// with another companion, which doesn't count.
    private static func combined(paracetamol milligrams: Rational) throws -> [RegimenItem] {
        let rescue = Rational(500)
        let each = try milligrams.subtracting(rescue).divided(by: Rational(4))
        let codeine = OpioidForm(
            opioid: OpioidID("codeine"), route: .oral, formulation: .immediateRelease)
        return [
            RegimenItem(
                form: codeine,
                amount: .scheduled(dose: try .milligrams(Rational(30)), .everyHours(6)),
                companion: Companion(drug: .paracetamol, amount: try .milligrams(each))),
            RegimenItem(
                form: codeine, amount: .taken(dose: try .milligrams(Rational(30)), count: 1),
                companion: Companion(drug: .paracetamol, amount: try .milligrams(rescue))),
        ] + (try Shipped.regimen("Targin 10/5 bd"))
    }

    /// An opioid in the first of its forms that the sets above know, as a day's amount.
    private static func dose(
        _ opioid: OpioidID, _ milligrams: Rational, _ tables: TableSet
    ) throws -> [RegimenItem] {
        try dose(OpioidScope(opioid: opioid), milligrams, tables)
    }

    private static func dose(
        _ scope: OpioidScope, _ milligrams: Rational, _ tables: TableSet
    ) throws -> [RegimenItem] {
        let opioid =
            scope.opioid ?? (scope.formulation == .patch ? OpioidID("fentanyl") : .morphine)
        let engine = DosingEngine(tables: tables, policy: DosingPolicy(order: order))
        let formulations =
            scope.formulation.map { [$0] }
            ?? tables.opioid(opioid)?.formulations.sorted() ?? []
        for formulation in formulations {
            for route in formulation.routes where scope.route.map({ $0 == route }) ?? true {
                let form = OpioidForm(opioid: opioid, route: route, formulation: formulation)
                func item(_ milligrams: Rational) throws -> RegimenItem {
                    RegimenItem(
                        form: form,
                        amount: formulation == .patch
                            ? .patch(rate: try .microgramsPerHour(Rational(5)))
                            : .infusion(try .milligramsPerDay(milligrams)))
                }
                // Asked of a usual dose: one that nobody gives has no answer in any form.
                if try engine.omedd(of: [item(.one)]).value != nil { return [try item(milligrams)] }
            }
        }
        throw SituationError.unknownOpioid(opioid)
    }

    private static func withAndWithout(
        _ opioid: OpioidID, _ tables: TableSet, _ speaking: PatientFacts, _ silent: PatientFacts
    ) throws -> [LimitSituation] {
        let item = try dose(opioid, .one, tables)
        let other = OpioidID(opioid == OpioidID("tapentadol") ? "pethidine" : "tapentadol")
        return [
            .init(item, speaking, true), .init(item, silent, false),
            .init(item, try .known(), false),
            .init(try dose(other, .one, tables), speaking, false),
        ]
    }

    private static func regimens(
        spoken: [String], silent: [String]
    ) throws -> [LimitSituation] {
        try spoken.map { .init(try Shipped.regimen($0), try .known(), true) }
            + silent.map { .init(try Shipped.regimen($0), try .known(), false) }
    }

    /// Every drug of the group, in capitals, and a drug that is in none.
    private static func comedication(
        _ group: String, _ opioid: OpioidID?, _ tables: TableSet
    ) throws -> [LimitSituation] {
        // Of fentanyl the patch, since other limits stop the rapid-onset forms.
        let given = opioid ?? .morphine
        let item = try dose(
            OpioidScope(opioid: given, formulation: given.name == "fentanyl" ? .patch : nil), .one,
            tables)
        let drugs = tables.comedications.filter { $0.id == group }.flatMap(\.drugs)
        var situations: [LimitSituation] = [
            .init(item, try .known(with: ["warfarin"]), false),
            .init(item, try .known(with: []), false), .init(item, try .known(), false),
        ]
        for drug in drugs {
            situations.append(.init(item, try .known(with: [drug.uppercased()]), true))
        }
        // An opioid of which no limit of the group speaks; the group may speak of every one.
        let spoken = tables.limits.compactMap { limit -> OpioidID? in
            guard case .comedication(group, let opioid) = limit.condition else { return nil }
            return opioid
        }
        let other = ["dihydrocodeine", "morphine"].map { OpioidID($0) }
            .first { !spoken.contains($0) }
        if opioid != nil, let drug = drugs.first, let other {
            situations.append(
                .init(try dose(other, .one, tables), try .known(with: [drug]), false))
        }
        return situations
    }
}

extension LimitCondition {
    /// Whether its situations differ in the regimen and not only in the facts.
    fileprivate var isAboutItems: Bool {
        switch self {
        case .omeddAbove, .omeddUpTo, .dailyDoseAbove, .paracetamolAbove,
            .paracetamolPerKilogramAbove, .paracetamolGiven, .patchRateAbove, .given, .beside,
            .severalModifiedRelease, .weakWithStrong, .classTogether, .singleDoseAbove, .all:
            true
        case .respiratoryRateBelow, .oxygenSaturationBelow, .sedationAtLeast, .sedationAtMost,
            .weightBelow, .renalBelow, .qtcAtLeast, .temperatureAtLeast, .adverseEffect,
            .ageBelow, .ageAbove, .opioidNaive, .hepaticAtLeast, .cachexia, .frailty, .pregnancy,
            .comedication, .comedicationMissing, .has, .notRuledOut, .ruledOut, .toxicity:
            false
        }
    }
}

/// What keeps a situation from being made.
enum SituationError: Error {
    case unknownOpioid(OpioidID)
}
