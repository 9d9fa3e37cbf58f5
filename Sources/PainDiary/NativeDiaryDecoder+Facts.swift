import PainDosing
import Quantities
import StrictJSON

extension NativeDiaryDecoder {
    /// The measurements, and the conditions that are seen at the bedside like them.
    mutating func readObservations(
        _ node: JSONNode
    ) -> (measured: Observations, seen: [PatientCondition: Bool])? {
        let seen = PatientCondition.allCases.filter(\.isObserved)
        let keys =
            [
                "respiratoryRate", "spo2", "sedation", "weightKg", "egfr", "qtcMs", "temperatureC",
            ] + seen.map(\.rawValue)
        guard let object = node.object(keys: keys, &faults) else { return nil }
        let respiratoryRate = readWhole(.respiratoryRate, of: object)
        let oxygenSaturation = readWhole(.oxygenSaturation, of: object)
        let sedation = object.node("sedation").flatMap { readSedation($0) }
        let kilograms = readDecimal(.weight, of: object)
        let glomerularFiltration = readDecimal(.glomerularFiltration, of: object)
        let correctedQT = readWhole(.correctedQT, of: object)
        let degreesCelsius = readDecimal(.temperature, of: object)
        do throws(DiaryMeasureError) {
            let measured = try Observations(
                respiratoryRate: respiratoryRate, oxygenSaturation: oxygenSaturation,
                sedation: sedation, kilograms: kilograms,
                glomerularFiltration: glomerularFiltration, correctedQTMilliseconds: correctedQT,
                degreesCelsius: degreesCelsius)
            return (measured, readConditions(seen, of: object))
        } catch {
            node.note(error.description, &faults)
            return nil
        }
    }

    /// The lasting facts; `seen` are the conditions that stand among the observations.
    mutating func readContext(
        _ node: JSONNode, seen: [PatientCondition: Bool]
    ) -> PatientContext? {
        let lasting = PatientCondition.allCases.filter { !$0.isObserved }
        let keys =
            [
                "ageYears", "opioidNaive", "aroundTheClockDays", "hepatic", "cachexia", "frail",
                "pregnant", "comedications", "comedicationsAreAll",
            ] + lasting.map(\.rawValue)
        guard let object = node.object(keys: keys, &faults) else { return nil }
        let age = readWhole(.age, of: object)
        let isOpioidNaive = object.node("opioidNaive").flatMap { $0.bool(&faults) }
        let days = readWhole(.aroundTheClockDays, of: object)
        let hepatic = object.node("hepatic").flatMap { $0.choice(ChildPugh.self, &faults) }
        let hasCachexia = object.node("cachexia").flatMap { $0.bool(&faults) }
        let isFrail = object.node("frail").flatMap { $0.bool(&faults) }
        let isPregnant = object.node("pregnant").flatMap { $0.bool(&faults) }
        let comedications = object.node("comedications").flatMap { readComedications($0) }
        let areAll = object.node("comedicationsAreAll").flatMap { $0.bool(&faults) }
        let conditions = readConditions(lasting, of: object).merging(seen) { $1 }
        do throws(DiaryMeasureError) {
            return try PatientContext(
                ageYears: age, isOpioidNaive: isOpioidNaive, aroundTheClockDays: days,
                hepatic: hepatic, hasCachexia: hasCachexia, isFrail: isFrail,
                isPregnant: isPregnant, comedications: comedications,
                comedicationsAreAll: areAll ?? true, conditions: conditions)
        } catch {
            node.note(error.description, &faults)
            return nil
        }
    }

    /// A context of which nothing else is known.
    func context(seen: [PatientCondition: Bool]) -> PatientContext {
        // Conditions have no range, so that this can't fail.
        (try? PatientContext(conditions: seen)) ?? .unknown
    }

    private mutating func readConditions(
        _ conditions: [PatientCondition], of object: JSONObjectReader
    ) -> [PatientCondition: Bool] {
        var known: [PatientCondition: Bool] = [:]
        for condition in conditions {
            known[condition] = object.node(condition.rawValue).flatMap { $0.bool(&faults) }
        }
        return known
    }

    private mutating func readWhole(_ measure: DiaryMeasure, of object: JSONObjectReader) -> Int? {
        object.node(measure.rawValue).flatMap { $0.whole(in: measure.possible, &faults) }
    }

    private mutating func readDecimal(
        _ measure: DiaryMeasure, of object: JSONObjectReader
    ) -> Rational? {
        guard let node = object.node(measure.rawValue) else { return nil }
        guard case .number(let number) = node.value.content,
            let value = try? Rational(decimal: number.text), measure.allows(value)
        else {
            // Why the text is no decimal does not matter: the sentence says what is accepted.
            node.refuse(
                accepting: "a plain decimal number from \(measure.possible.lowerBound) to "
                    + "\(measure.possible.upperBound) \(measure.unit)",
                &faults)
            return nil
        }
        return value
    }

    private mutating func readSedation(_ node: JSONNode) -> SedationScore? {
        guard let object = node.object(keys: ["scale", "score"], &faults) else { return nil }
        let scale = object.required("scale", &faults).flatMap {
            $0.choice(SedationScale.self, &faults)
        }
        guard let score = object.required("score", &faults), let scale else { return nil }
        switch scale {
        case .poss: return readPoss(score)
        case .rassPAL:
            return score.whole(in: SedationScore.scores(of: .rassPAL), &faults)
                .flatMap { SedationScore(scale: .rassPAL, score: $0) }
        }
    }

    /// POSS has a letter for its lowest step; 0 stands for it only inside.
    private mutating func readPoss(_ node: JSONNode) -> SedationScore? {
        switch node.value.content {
        case .string("S"): return SedationScore(scale: .poss, score: 0)
        case .number(let number):
            if let whole = number.whole, whole > 0,
                let score = SedationScore(scale: .poss, score: whole)
            {
                return score
            }
        case .null, .bool, .string, .array, .object: break
        }
        node.refuse(accepting: "\"S\" or a whole number from 1 to 4", &faults)
        return nil
    }

    private mutating func readComedications(_ node: JSONNode) -> [String]? {
        guard let elements = node.array(most: NativeDiary.mostComedications, &faults) else {
            return nil
        }
        var names: [String] = []
        for element in elements {
            guard let name = readText(element) else { continue }
            // A name that hides or reorders text could not be told from another by a reader.
            guard !name.unicodeScalars.contains(where: QuotedText.isTreacherous) else {
                element.refuse(accepting: "a name without control characters", &faults)
                continue
            }
            names.append(name)
        }
        return names
    }
}
