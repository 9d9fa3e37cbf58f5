public import Quantities

extension DoseScale {
    /// The scale of a form, by the tables and the policy of an engine.
    ///
    /// - Throws: `QuantityError` where the engine can't keep a number, or a set counts the form in
    ///   another kind of amount.
    public init(_ given: GivenForm, by engine: DosingEngine) throws(QuantityError) {
        self.given = given
        let edges = engine.edges(of: given.form) + (try engine.doseBounds(of: given))
        var borders = Set(edges.filter { $0 > .zero })
        // Between the edges every figure is a straight line, so a bound of the OMEDD is met once.
        let amounts = try DoseScale.inner(borders.sorted())
        for amount in amounts {
            guard case .times(let factor) = try engine.stretch(of: given, with: amount).figure,
                factor > .zero
            else { continue }
            for bound in engine.omeddBounds { borders.insert(try bound.divided(by: factor)) }
        }
        let ordered = borders.sorted()
        var stretches: [Stretch] = []
        for (place, amount) in try DoseScale.inner(ordered).enumerated() {
            stretches.append(try engine.stretch(of: given, with: amount))
            if place < ordered.count {
                stretches.append(try engine.stretch(of: given, with: ordered[place]))
            }
        }
        self.borders = ordered
        self.stretches = stretches
    }

    /// One amount below, between and above the borders.
    private static func inner(_ borders: [Rational]) throws(QuantityError) -> [Rational] {
        guard let first = borders.first, let last = borders.last else { return [.one] }
        let half = try Rational(1, over: 2)
        var amounts = [try first.multiplied(by: half)]
        for (lower, upper) in zip(borders, borders.dropFirst()) {
            amounts.append(try lower.adding(upper).multiplied(by: half))
        }
        return amounts + [try last.adding(.one)]
    }
}

extension DosingEngine {
    /// Where a band or a line of any set begins or ends for a form.
    fileprivate func edges(of form: OpioidForm) -> [Rational] {
        tables.conversionSets.flatMap { set -> [Rational] in
            guard let found = set.equivalence(from: form, to: .oralMorphine) else { return [] }
            switch found.row.rule {
            case .factor: return []
            case .bands(let bands): return bands.flatMap(\.edges)
            case .steps(let steps): return steps.flatMap(\.edges)
            }
        }
    }

    /// The bounds of limits on the amount itself.
    fileprivate func doseBounds(of given: GivenForm) throws(QuantityError) -> [Rational] {
        var bounds: [Rational] = []
        for limit in tables.limits { bounds += try limit.condition.doseBounds(of: given) }
        return bounds
    }

    /// The bounds of limits and of the team on the OMEDD, in milligrams a day.
    fileprivate var omeddBounds: [Rational] {
        tables.limits.flatMap(\.condition.omeddBounds)
            + policy.omeddThresholds.map(\.milligramsPerDay)
    }

    /// The engine's answer for one amount, as what it says of its neighbours.
    fileprivate func stretch(
        of given: GivenForm, with amount: Rational
    ) throws(QuantityError) -> DoseScale.Stretch {
        switch try omedd(of: [given.item(perDay: amount)]) {
        case .stopped(let refusal):
            return DoseScale.Stretch(
                figure: nil, table: nil, alerts: refusal.alerts.map(\.withoutQuestion))
        case .computed(let answer):
            let component = answer.components[0]
            let result = answer.omedd.milligramsPerDay
            let isLine = component.factor != nil || given.form.isOralMorphine
            return DoseScale.Stretch(
                figure: isLine ? .times(try result.divided(by: amount)) : .printed(result),
                table: component.table, alerts: answer.alerts)
        }
    }
}

extension Alert {
    /// The alert for every amount of a stretch; the question of a query is about one of them.
    var withoutQuestion: Alert {
        Alert(code: code, severity: severity, message: message, action: action, source: source)
    }
}

extension DoseBand {
    /// The ends of the band, in the unit of their kind.
    fileprivate var edges: [Rational] {
        [lower, upper].compactMap { edge in
            switch edge {
            case .mass(let dose): dose.milligramsPerDay
            case .rate(let rate): rate.microgramsPerHour
            case nil: nil
            }
        }
    }
}

extension LimitCondition {
    /// The amounts of a form at which the condition may turn; every case is named, so that a new one
    /// can't be forgotten here.
    fileprivate func doseBounds(of given: GivenForm) throws(QuantityError) -> [Rational] {
        switch self {
        case .dailyDoseAbove(let scope, let bound):
            return scope.covers(given.form) ? [bound.milligramsPerDay] : []
        case .singleDoseAbove(let scope, let bound):
            return scope.covers(given.form) ? [bound.milligrams] : []
        case .patchRateAbove(let opioid, let bound):
            return opioid == given.form.opioid ? [bound.microgramsPerHour] : []
        case .paracetamolAbove(let bound):
            guard let companion = given.companion, companion.drug == .paracetamol else { return [] }
            return [try bound.milligramsPerDay.divided(by: companion.amount.milligrams)]
        case .all(let parts):
            var bounds: [Rational] = []
            for part in parts { bounds += try part.doseBounds(of: given) }
            return bounds
        // Nothing is known of the patient's weight, so that a bound on it never turns.
        case .omeddAbove, .omeddUpTo, .paracetamolPerKilogramAbove, .paracetamolGiven, .given,
            .beside, .severalModifiedRelease, .weakWithStrong, .classTogether,
            .respiratoryRateBelow, .oxygenSaturationBelow, .sedationAtLeast, .sedationAtMost,
            .weightBelow, .renalBelow, .qtcAtLeast, .temperatureAtLeast, .adverseEffect,
            .ageBelow, .ageAbove, .opioidNaive, .hepaticAtLeast, .cachexia, .frailty, .pregnancy,
            .comedication, .comedicationMissing, .has, .notRuledOut, .ruledOut, .toxicity:
            return []
        }
    }

    /// The OMEDD at which the condition may turn, in milligrams a day.
    fileprivate var omeddBounds: [Rational] {
        switch self {
        case .omeddAbove(let bound), .omeddUpTo(let bound): [bound.milligramsPerDay]
        case .all(let parts): parts.flatMap(\.omeddBounds)
        case .dailyDoseAbove, .patchRateAbove, .paracetamolAbove, .paracetamolPerKilogramAbove,
            .paracetamolGiven, .given, .beside, .severalModifiedRelease, .weakWithStrong,
            .classTogether, .singleDoseAbove,
            .respiratoryRateBelow, .oxygenSaturationBelow, .sedationAtLeast, .sedationAtMost,
            .weightBelow, .renalBelow, .qtcAtLeast, .temperatureAtLeast, .adverseEffect,
            .ageBelow, .ageAbove, .opioidNaive, .hepaticAtLeast, .cachexia, .frailty, .pregnancy,
            .comedication, .comedicationMissing, .has, .notRuledOut, .ruledOut, .toxicity:
            []
        }
    }
}
