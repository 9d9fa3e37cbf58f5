import PainDosing
import Quantities
import TableText

/// What a limit looks at: the mapping under `when`, with one key.
enum LimitConditionRow {
    /// The conditions of the row, one for each opioid and formulation it lists; nil after a fault.
    static func read(
        _ reader: inout NodeReader, groups: Set<String>?, in catalogue: Catalogue
    ) -> [LimitCondition]? {
        guard let kind = kind(of: &reader) else { return nil }
        switch kind {
        case .omeddAbove: return reader.omedd(kind.rawValue).map { [.omeddAbove($0)] }
        case .paracetamolAbove:
            return reader.milligramsPerDay(kind.rawValue).map { [.paracetamolAbove($0)] }
        case .respiratoryRateBelow:
            return reader.whole(kind.rawValue, in: 1...60).map { [.respiratoryRateBelow($0)] }
        case .oxygenSaturationBelow:
            return reader.whole(kind.rawValue, in: 1...100).map { [.oxygenSaturationBelow($0)] }
        case .ageBelow: return reader.whole(kind.rawValue, in: 1...120).map { [.ageBelow($0)] }
        case .temperatureWithPatchAtLeast:
            return reader.positive(kind.rawValue).map { [.temperatureWithPatchAtLeast($0)] }
        case .cachexiaWithPatch: return always(kind, .cachexiaWithPatch, &reader)
        case .severalModifiedRelease: return always(kind, .severalModifiedRelease, &reader)
        case .weakWithStrong: return always(kind, .weakWithStrong, &reader)
        case .pregnancy: return always(kind, .pregnancy, &reader)
        default:
            return reader.mapping(kind.rawValue) { reader in
                compound(kind, &reader, groups: groups, in: catalogue)
            }
        }
    }

    private enum Kind: String, CaseIterable {
        case omeddAbove, dailyDoseAbove, patchRateAbove, respiratoryRateBelow
        case oxygenSaturationBelow, sedationAtLeast, sedationAtMost, ageBelow, opioidNaive
        case renalBelow, hepaticAtLeast, cachexiaWithPatch, qtcAtLeast
        case temperatureWithPatchAtLeast, severalModifiedRelease, weakWithStrong, pregnancy
        case comedication, paracetamolAbove, paracetamolPerKilogramAbove
    }

    private static func kind(of reader: inout NodeReader) -> Kind? {
        var found: [Kind] = []
        for kind in Kind.allCases where reader.has(kind.rawValue) { found.append(kind) }
        if found.count == 1 { return found[0] }
        reader.fault("'when' needs one condition, found \(found.count)")
        return nil
    }

    /// A condition without a bound is written `true`, so that the row reads as a sentence.
    private static func always(
        _ kind: Kind, _ condition: LimitCondition, _ reader: inout NodeReader
    ) -> [LimitCondition]? {
        reader.value(kind.rawValue, expected: "write true") { $0 == "true" ? [condition] : nil }
    }

    private static func compound(
        _ kind: Kind, _ reader: inout NodeReader, groups: Set<String>?, in catalogue: Catalogue
    ) -> [LimitCondition]? {
        switch kind {
        case .dailyDoseAbove:
            let dose = reader.positive("milligrams")
            return forEachOpioid(&reader, catalogue, dose) { opioid, dose in
                // A positive number is always a daily dose.
                (try? DailyDose.milligramsPerDay(dose)).map {
                    .dailyDoseAbove(opioid: opioid, $0)
                }
            }
        case .paracetamolPerKilogramAbove:
            let dose = reader.milligramsPerDay("milligrams")
            let weight = reader.positive("weightBelow")
            guard let dose, let weight else { return nil }
            return [.paracetamolPerKilogramAbove(dose, weightBelow: weight)]
        case .patchRateAbove:
            let rate = reader.positive("microgramsPerHour")
            return forEachOpioid(&reader, catalogue, rate) { opioid, rate in
                // A positive number is always a rate.
                (try? MassRate.microgramsPerHour(rate)).map {
                    .patchRateAbove(opioid: opioid, $0)
                }
            }
        case .renalBelow:
            let rate = reader.positive("eGFR")
            return forEachOpioid(&reader, catalogue, rate) { .renalBelow($1, opioid: $0) }
        case .hepaticAtLeast:
            let childPugh = reader.word("childPugh", of: ChildPugh.self)
            return forEachOpioid(&reader, catalogue, childPugh) { .hepaticAtLeast($1, opioid: $0) }
        case .qtcAtLeast:
            let time = reader.whole("milliseconds", in: 300...800)
            return forEachOpioid(&reader, catalogue, time) { .qtcAtLeast($1, opioid: $0) }
        case .sedationAtLeast: return sedation(&reader).map { [.sedationAtLeast(scale: $0, $1)] }
        case .sedationAtMost: return sedation(&reader).map { [.sedationAtMost(scale: $0, $1)] }
        case .opioidNaive: return opioidNaive(&reader, in: catalogue)
        default: return comedication(&reader, groups: groups, in: catalogue)
        }
    }

    private static func forEachOpioid<Bound>(
        _ reader: inout NodeReader, _ catalogue: Catalogue, _ bound: Bound?,
        _ condition: (OpioidID, Bound) -> LimitCondition?
    ) -> [LimitCondition]? {
        guard reader.node("opioid") != nil, let opioids = reader.opioids(in: catalogue),
            let bound
        else { return nil }
        let conditions = opioids.compactMap { condition($0, bound) }
        return conditions.count == opioids.count ? conditions : nil
    }

    private static func sedation(_ reader: inout NodeReader) -> (SedationScale, Int)? {
        let scale = reader.word("scale", of: SedationScale.self)
        let score = reader.value("score", expected: "write a whole number from -5 to 4") { text in
            Int(text).flatMap { (-5...4).contains($0) ? $0 : nil }
        }
        guard let scale, let score else { return nil }
        return (scale, score)
    }

    private static func opioidNaive(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> [LimitCondition]? {
        guard let opioids = reader.opioids(in: catalogue),
            let formulations = reader.words("formulation", of: Formulation.self)
        else { return nil }
        let anyOrOpioids: [OpioidID?] = opioids.isEmpty ? [nil] : opioids
        let anyOrFormulations: [Formulation?] = formulations.isEmpty ? [nil] : formulations
        return anyOrOpioids.flatMap { opioid in
            anyOrFormulations.map { .opioidNaive(opioid: opioid, formulation: $0) }
        }
    }

    private static func comedication(
        _ reader: inout NodeReader, groups: Set<String>?, in catalogue: Catalogue
    ) -> [LimitCondition]? {
        let group = reader.value("group", expected: "no such group in comedications.yaml") { id in
            groups?.contains(id) ?? true ? id : nil
        }
        guard let opioids = reader.opioids(in: catalogue), let group else { return nil }
        guard !opioids.isEmpty else { return [.comedication(group: group, opioid: nil)] }
        return opioids.map { .comedication(group: group, opioid: $0) }
    }
}
