import PainDosing
import Quantities
import TableText

/// How each kind of condition is written.
extension LimitConditionRow {
    /// A condition without a bound is written `true`, so that the row reads as a sentence.
    func always<Kind: RawRepresentable<String>>(
        _ kind: Kind, _ condition: LimitCondition, _ reader: inout NodeReader
    ) -> [LimitCondition]? {
        reader.value(kind.rawValue, expected: "write true") { $0 == "true" ? [condition] : nil }
    }

    func adverseEffects(_ reader: inout NodeReader) -> [LimitCondition]? {
        guard let effects = reader.words("adverseEffect", of: AdverseEffect.self) else {
            return nil
        }
        if effects.isEmpty { reader.fault("'adverseEffect' needs one effect or more") }
        return effects.map { .adverseEffect($0) }
    }

    func dailyDose(_ reader: inout NodeReader) -> [LimitCondition]? {
        let dose = reader.milligramsPerDay("milligrams")
        guard reader.node("opioid") != nil, let scopes = scopes(&reader), let dose else {
            return nil
        }
        return scopes.map { .dailyDoseAbove($0, dose) }
    }

    func singleDose(_ reader: inout NodeReader) -> [LimitCondition]? {
        // A positive number is always a mass.
        let dose = reader.positive("milligrams").flatMap { try? Mass.milligrams($0) }
        guard reader.node("opioid") != nil, let scopes = scopes(&reader), let dose else {
            return nil
        }
        return scopes.map { .singleDoseAbove($0, dose) }
    }

    func patchRate(_ reader: inout NodeReader) -> [LimitCondition]? {
        let rate = reader.positive("microgramsPerHour")
        return forEachOpioid(&reader, rate) { opioid, rate in
            // A positive number is always a rate.
            (try? MassRate.microgramsPerHour(rate)).map { .patchRateAbove(opioid: opioid, $0) }
        }
    }

    func renal(_ reader: inout NodeReader) -> [LimitCondition]? {
        let rate = reader.positive("eGFR")
        return forEachOpioid(&reader, rate) { .renalBelow($1, opioid: $0) }
    }

    func qtc(_ reader: inout NodeReader) -> [LimitCondition]? {
        let time = reader.whole("milliseconds", in: 300...800)
        return forEachOpioid(&reader, time) { .qtcAtLeast($1, opioid: $0) }
    }

    /// With the opioids concerned; a part of a row may leave them to the other parts.
    func hepatic(_ reader: inout NodeReader) -> [LimitCondition]? {
        let childPugh = reader.word("childPugh", of: ChildPugh.self)
        guard isPart, !reader.has("opioid") else {
            return forEachOpioid(&reader, childPugh) { .hepaticAtLeast($1, opioid: $0) }
        }
        return childPugh.map { [.hepaticAtLeast($0, opioid: nil)] }
    }

    func sedation(_ reader: inout NodeReader) -> (SedationScale, Int)? {
        let scale = reader.word("scale", of: SedationScale.self)
        let score = reader.value("score", expected: "write a whole number from -5 to 4") { text in
            Int(text).flatMap { (-5...4).contains($0) ? $0 : nil }
        }
        guard let scale, let score else { return nil }
        return (scale, score)
    }

    /// One scope for each opioid in each formulation by each route; what is left out is any.
    func scopes(_ reader: inout NodeReader) -> [OpioidScope]? {
        guard let opioids = reader.opioids(in: catalogue),
            let formulations = reader.words("formulation", of: Formulation.self),
            let routes = reader.words("route", of: Route.self)
        else { return nil }
        let anyOrOpioids: [OpioidID?] = opioids.isEmpty ? [nil] : opioids
        let anyOrFormulations: [Formulation?] = formulations.isEmpty ? [nil] : formulations
        let anyOrRoutes: [Route?] = routes.isEmpty ? [nil] : routes
        return anyOrOpioids.flatMap { opioid in
            anyOrFormulations.flatMap { formulation in
                anyOrRoutes.map {
                    OpioidScope(opioid: opioid, formulation: formulation, route: $0)
                }
            }
        }
    }

    func comedication(_ reader: inout NodeReader) -> [LimitCondition]? {
        let group = self.group("group", &reader)
        guard let opioids = reader.opioids(in: catalogue), let group else { return nil }
        guard !opioids.isEmpty else { return [.comedication(group: group, opioid: nil)] }
        return opioids.map { .comedication(group: group, opioid: $0) }
    }

    func group(_ key: String, _ reader: inout NodeReader) -> String? {
        reader.value(key, expected: "no such group in comedications.yaml") { id in
            groups?.contains(id) ?? true ? id : nil
        }
    }

    private func forEachOpioid<Bound>(
        _ reader: inout NodeReader, _ bound: Bound?,
        _ condition: (OpioidID, Bound) -> LimitCondition?
    ) -> [LimitCondition]? {
        guard reader.node("opioid") != nil, let opioids = reader.opioids(in: catalogue),
            let bound
        else { return nil }
        let conditions = opioids.compactMap { condition($0, bound) }
        return conditions.count == opioids.count ? conditions : nil
    }
}
