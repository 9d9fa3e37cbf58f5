import PainDosing
import Quantities

extension LimitCondition {
    /// The condition in words as short as a pharmacist's note.
    var words: String {
        switch self {
        case .omeddAbove(let bound): "OMEDD > \(bound.milligramsPerDay)"
        case .omeddUpTo(let bound): "OMEDD <= \(bound.milligramsPerDay)"
        case .dailyDoseAbove(let scope, let bound): "\(words(scope)) > \(bound.milligramsPerDay) mg"
        case .singleDoseAbove(let scope, let bound): "\(words(scope)) > \(bound.milligrams) mg each"
        case .paracetamolAbove(let bound): "paracetamol > \(bound.milligramsPerDay) mg"
        case .paracetamolPerKilogramAbove(let bound):
            "paracetamol > \(bound.milligramsPerDay) mg/kg"
        case .paracetamolGiven: "paracetamol"
        case .patchRateAbove(let opioid, let bound):
            "\(opioid) > \(bound.microgramsPerHour) mcg/h"
        case .given(let scope): words(scope)
        case .beside(let scope): "beside \(words(scope))"
        case .severalModifiedRelease: "several MR"
        case .weakWithStrong: "weak with strong"
        case .classTogether(let one, let other): "\(one.rawValue) with \(other.rawValue)"
        case .has(let condition): condition.rawValue
        case .notRuledOut(let condition): "\(condition.rawValue) not ruled out"
        case .ruledOut(let condition): "\(condition.rawValue) ruled out"
        case .toxicity: "toxic"
        case .respiratoryRateBelow(let bound): "breaths < \(bound)"
        case .oxygenSaturationBelow(let bound): "SpO2 < \(bound)"
        case .sedationAtLeast(let scale, let bound): "\(scale.rawValue) >= \(bound)"
        case .sedationAtMost(let scale, let bound): "\(scale.rawValue) <= \(bound)"
        case .weightBelow(let bound): "kg < \(bound)"
        case .renalBelow(let bound, let opioid): "eGFR < \(bound): \(opioid)"
        case .qtcAtLeast(let bound, let opioid): "QTc >= \(bound): \(opioid)"
        case .temperatureAtLeast(let bound): "°C >= \(bound)"
        case .adverseEffect(let effect): effect.rawValue
        case .ageBelow(let bound): "age < \(bound)"
        case .ageAbove(let bound): "age > \(bound)"
        case .opioidNaive(let scope): "naive: \(words(scope))"
        case .hepaticAtLeast(let bound, let opioid):
            "liver >= \(bound.rawValue): \(opioid?.name ?? "any")"
        case .cachexia: "cachexia"
        case .frailty: "frail"
        case .pregnancy: "pregnant"
        case .comedication(let group, let opioid): "\(group): \(opioid?.name ?? "any")"
        case .comedicationMissing(let group): "no \(group)"
        case .all(let parts): parts.map(\.words).joined(separator: " and ")
        }
    }

    private func words(_ scope: OpioidScope) -> String {
        [scope.opioid?.name, scope.route?.rawValue, scope.formulation?.rawValue].compactMap(\.self)
            .joined(separator: " ")
    }
}
