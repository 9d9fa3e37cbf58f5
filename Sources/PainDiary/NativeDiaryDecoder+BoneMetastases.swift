import PainDosing
import Quantities
import StrictJSON

extension NativeDiaryDecoder {
    mutating func readBoneMetastases(_ node: JSONNode) -> BoneMetastases? {
        let keys =
            ["primary"] + names(BoneMetastasisFlag.self) + names(BoneMetastasisMeasure.self)
            + ["lesions"]
        guard let object = node.object(keys: keys, &faults) else { return nil }
        let primary = object.node("primary").flatMap { $0.choice(PrimaryTumour.self, &faults) }
        let flags = readFlags(BoneMetastasisFlag.self, of: object)
        let measures = readMeasures(BoneMetastasisMeasure.self, of: object)
        // After a lost lesion their number would be another than the entry says.
        guard let lesions = object.node("lesions").map({ readLesions($0) }) ?? .some([]) else {
            return nil
        }
        do throws(BoneMetastasesError) {
            return try BoneMetastases(
                primary: primary, flags: flags, measures: measures, lesions: lesions)
        } catch {
            node.note(error.description, &faults)
            return nil
        }
    }

    private mutating func readLesions(_ node: JSONNode) -> [BoneLesion]? {
        guard let elements = node.array(most: BoneMetastases.mostLesions, &faults) else {
            return nil
        }
        let lesions = elements.compactMap { readLesion($0) }
        return lesions.count == elements.count ? lesions : nil
    }

    private mutating func readLesion(_ node: JSONNode) -> BoneLesion? {
        let keys =
            ["site", "type", "boneScanUptake", "radiotherapyResponse"]
            + names(BoneLesionFlag.self) + names(BoneLesionMeasure.self)
        guard let object = node.object(keys: keys, &faults) else { return nil }
        let site = object.node("site").flatMap { $0.choice(BoneLesionSite.self, &faults) }
        let type = object.node("type").flatMap { $0.choice(BoneLesionType.self, &faults) }
        let uptake = object.node("boneScanUptake").flatMap {
            $0.choice(BoneScanUptake.self, &faults)
        }
        let response = object.node("radiotherapyResponse").flatMap {
            $0.choice(RadiotherapyResponse.self, &faults)
        }
        let flags = readFlags(BoneLesionFlag.self, of: object)
        let measures = readMeasures(BoneLesionMeasure.self, of: object)
        do throws(BoneMetastasesError) {
            return try BoneLesion(
                site: site, type: type, boneScanUptake: uptake, radiotherapyResponse: response,
                flags: flags, measures: measures)
        } catch {
            node.note(error.description, &faults)
            return nil
        }
    }

    private func names<Name: RawRepresentable<String> & CaseIterable>(_ type: Name.Type) -> [String]
    {
        Name.allCases.map(\.rawValue)
    }

    private mutating func readFlags<Flag: RawRepresentable<String> & CaseIterable & Hashable>(
        _ type: Flag.Type, of object: JSONObjectReader
    ) -> [Flag: Bool] {
        var flags: [Flag: Bool] = [:]
        for flag in Flag.allCases {
            flags[flag] = object.node(flag.rawValue).flatMap { $0.bool(&faults) }
        }
        return flags
    }

    private mutating func readMeasures<Measure: BoneMeasure>(
        _ type: Measure.Type, of object: JSONObjectReader
    ) -> [Measure: Rational] {
        var measures: [Measure: Rational] = [:]
        for measure in Measure.allCases {
            guard let node = object.node(measure.rawValue) else { continue }
            guard case .number(let number) = node.value.content,
                let value = try? Rational(decimal: number.text), measure.allows(value)
            else {
                // Why the text is no decimal does not matter: the sentence says what is accepted.
                node.refuse(accepting: measure.accepted, &faults)
                continue
            }
            measures[measure] = value
        }
        return measures
    }
}
