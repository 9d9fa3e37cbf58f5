import PainDosing
import Quantities
import TableText

/// What a limit looks at: the mapping under `when`, with one key.
struct LimitConditionRow {
    /// The ids of `comedications.yaml`; nil if that file couldn't be read.
    let groups: Set<String>?
    let catalogue: Catalogue
    /// Whether the row is one of several that have to hold together.
    var isPart = false

    /// The keys, each the name of a condition.
    private enum Kind: String, CaseIterable {
        case omeddAbove, omeddUpTo, dailyDoseAbove, patchRateAbove, given, beside
        case paracetamolAbove, paracetamolPerKilogramAbove, paracetamolGiven
        case severalModifiedRelease, weakWithStrong
        case respiratoryRateBelow, oxygenSaturationBelow, sedationAtLeast, sedationAtMost
        case weightBelow, renalBelow, qtcAtLeast, temperatureAtLeast, adverseEffect
        case ageBelow, ageAbove, opioidNaive, hepaticAtLeast, cachexia, frail, pregnancy
        case comedication, comedicationMissing, singleDoseAbove, classTogether
        case has, notRuledOut, ruledOut, toxicity, all
    }

    /// The conditions of the row, one for each opioid, formulation and adverse effect that it lists;
    /// nil after a fault.
    func read(_ reader: inout NodeReader) -> [LimitCondition]? {
        guard let kind = kind(of: &reader) else { return nil }
        let key = kind.rawValue
        switch kind {
        case .omeddAbove: return reader.omedd(key).map { [.omeddAbove($0)] }
        case .omeddUpTo: return reader.omedd(key).map { [.omeddUpTo($0)] }
        case .paracetamolAbove: return reader.milligramsPerDay(key).map { [.paracetamolAbove($0)] }
        case .paracetamolPerKilogramAbove:
            return reader.milligramsPerDay(key).map { [.paracetamolPerKilogramAbove($0)] }
        case .respiratoryRateBelow:
            return reader.whole(key, in: 1...60).map { [.respiratoryRateBelow($0)] }
        case .oxygenSaturationBelow:
            return reader.whole(key, in: 1...100).map { [.oxygenSaturationBelow($0)] }
        case .ageBelow: return reader.whole(key, in: 1...120).map { [.ageBelow($0)] }
        case .ageAbove: return reader.whole(key, in: 1...120).map { [.ageAbove($0)] }
        case .temperatureAtLeast: return reader.positive(key).map { [.temperatureAtLeast($0)] }
        case .weightBelow: return reader.positive(key).map { [.weightBelow($0)] }
        case .adverseEffect: return adverseEffects(&reader)
        case .comedicationMissing:
            return group(key, &reader).map { [.comedicationMissing(group: $0)] }
        case .paracetamolGiven: return always(kind, .paracetamolGiven, &reader)
        case .severalModifiedRelease: return always(kind, .severalModifiedRelease, &reader)
        case .weakWithStrong: return always(kind, .weakWithStrong, &reader)
        case .cachexia: return always(kind, .cachexia, &reader)
        case .frail: return always(kind, .frailty, &reader)
        case .pregnancy: return always(kind, .pregnancy, &reader)
        case .all: return all(&reader)
        case .toxicity: return always(kind, .toxicity, &reader)
        case .has: return reader.word(key, of: PatientCondition.self).map { [.has($0)] }
        case .notRuledOut:
            return reader.word(key, of: PatientCondition.self).map { [.notRuledOut($0)] }
        case .ruledOut:
            return reader.word(key, of: PatientCondition.self).map { [.ruledOut($0)] }
        case .classTogether:
            return reader.words(key, of: OpioidClass.self).flatMap { classes in
                guard classes.count == 2 else {
                    reader.fault("'classTogether' needs two classes")
                    return nil
                }
                return [.classTogether(classes[0], with: classes[1])]
            }
        case .singleDoseAbove: return reader.mapping(key, singleDose)
        case .dailyDoseAbove: return reader.mapping(key, dailyDose)
        case .patchRateAbove: return reader.mapping(key, patchRate)
        case .given:
            return reader.mapping(key) { scopes(&$0)?.map { .given($0) } }
        case .beside:
            return reader.mapping(key) { scopes(&$0)?.map { .beside($0) } }
        case .opioidNaive:
            return reader.mapping(key) { scopes(&$0)?.map { .opioidNaive($0) } }
        case .sedationAtLeast:
            return reader.mapping(key, sedation).map { [.sedationAtLeast(scale: $0, $1)] }
        case .sedationAtMost:
            return reader.mapping(key, sedation).map { [.sedationAtMost(scale: $0, $1)] }
        case .renalBelow: return reader.mapping(key, renal)
        case .qtcAtLeast: return reader.mapping(key, qtc)
        case .hepaticAtLeast: return reader.mapping(key, hepatic)
        case .comedication: return reader.mapping(key, comedication)
        }
    }

    private func kind(of reader: inout NodeReader) -> Kind? {
        var found: [Kind] = []
        for kind in Kind.allCases where reader.has(kind.rawValue) { found.append(kind) }
        if found.count == 1 { return found[0] }
        reader.fault("a condition needs one key, found \(found.count)")
        return nil
    }

    /// Every way to take one condition of each part.
    private func all(_ reader: inout NodeReader) -> [LimitCondition]? {
        if isPart { reader.fault("'all' can't hold another 'all'") }
        var row = self
        row.isPart = true
        let parts = reader.requiredList("all") { row.read(&$0) }
        guard parts.count > 1 else {
            reader.fault("'all' needs two sound conditions or more", line: reader.line(of: "all"))
            return nil
        }
        let ways = parts.reduce([[]]) { ways, part in
            ways.flatMap { way in part.map { way + [$0] } }
        }
        return ways.map { .all($0) }
    }
}
