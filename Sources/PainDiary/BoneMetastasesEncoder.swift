import PainDosing
import Quantities
import StrictJSON

/// Writes what is known of bone metastases in the canonical form.
enum BoneMetastasesEncoder {
    static func value(_ bone: BoneMetastases) throws(DiaryEncodingError) -> JSONValue {
        var object = JSONObject()
        object.set("primary", bone.primary.map { .string($0.rawValue) })
        set(bone.flags, in: &object)
        try set(bone.measures, in: &object)
        var lesions: [JSONValue] = []
        for lesion in bone.lesions { lesions.append(try value(lesion)) }
        object.set("lesions", lesions.isEmpty ? nil : .array(lesions))
        return .object(object)
    }

    private static func value(_ lesion: BoneLesion) throws(DiaryEncodingError) -> JSONValue {
        var object = JSONObject()
        object.set("site", lesion.site.map { .string($0.rawValue) })
        object.set("type", lesion.type.map { .string($0.rawValue) })
        object.set("boneScanUptake", lesion.boneScanUptake.map { .string($0.rawValue) })
        object.set(
            "radiotherapyResponse", lesion.radiotherapyResponse.map { .string($0.rawValue) })
        set(lesion.flags, in: &object)
        try set(lesion.measures, in: &object)
        return .object(object)
    }

    private static func set<Flag: RawRepresentable<String> & CaseIterable & Hashable>(
        _ flags: [Flag: Bool], in object: inout JSONObject
    ) {
        for flag in Flag.allCases { object.set(flag.rawValue, flags[flag].map { .bool($0) }) }
    }

    private static func set<Measure: BoneMeasure>(
        _ measures: [Measure: Rational], in object: inout JSONObject
    ) throws(DiaryEncodingError) {
        for measure in Measure.allCases {
            guard let value = measures[measure] else { continue }
            guard let number = JSONNumber(try ExactDecimal.text(value)) else {
                throw .notADecimal(value)
            }
            object.set(measure.rawValue, .number(number))
        }
    }
}
