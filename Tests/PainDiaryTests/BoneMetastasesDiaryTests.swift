import PainDiary
import PainDosing
import Quantities
import StrictJSON
import Testing

private let diary = NativeDiary(regimens: FakeRegimens())

private let described = #"""
    "boneMetastases": {
      "primary": "kidney", "visceralMetastases": false, "cordCompression": true,
      "lesionCount": 3, "haemoglobinGdl": 9.5, "karnofsky": 70,
      "lesions": [
        {"site": "long-bone", "type": "mixed", "boneScanUptake": "intense",
         "radiotherapyResponse": "persistent-pain", "painful": true, "percutaneousAccess": false,
         "diameterMm": 32.5, "criticalDistanceMm": 10, "weeksSinceRadiotherapy": 4},
        {}
      ]
    }
    """#

@Suite("Bone metastases in the native diary format")
struct BoneMetastasesDiaryTests {
    @Test("What is said of them is read, and nothing else is known")
    func full() throws {
        let entry = try diary.decode(bytes(described))
        let expected = try BoneMetastases(
            primary: .kidney, flags: [.visceralMetastases: false, .cordCompression: true],
            measures: [
                .lesionCount: Rational(3), .haemoglobin: Rational(19, over: 2),
                .karnofsky: Rational(70),
            ],
            lesions: [
                BoneLesion(
                    site: .longBone, type: .mixed, boneScanUptake: .intense,
                    radiotherapyResponse: .persistentPain,
                    flags: [.painful: true, .percutaneousAccess: false],
                    measures: [
                        .diameter: Rational(65, over: 2), .criticalDistance: Rational(10),
                        .weeksSinceRadiotherapy: Rational(4),
                    ]),
                .unknown,
            ])
        #expect(entry.boneMetastases == expected)
    }

    @Test("An empty object says that there are some; without it nothing is said of any")
    func empty() throws {
        #expect(try diary.decode(bytes(#""boneMetastases": {}"#)).boneMetastases == .unknown)
        #expect(try diary.decode(bytes(#""boneMetastases": null"#)).boneMetastases == nil)
        #expect(try diary.decode(bytes(#""pain": {}"#)).boneMetastases == nil)
    }

    @Test("The canonical form is read as the same entry and is its own canonical form")
    func roundTrip() throws {
        let everything =
            (BoneMetastasisFlag.allCases.map { "\"\($0.rawValue)\":true" }
            + BoneMetastasisMeasure.allCases.map {
                "\"\($0.rawValue)\":\($0.possible.upperBound)"
            }).joined(separator: ",")
        let lesion =
            (["\"irradiated\":true"]
            + BoneLesionFlag.allCases.filter { $0 != .irradiated }.map {
                "\"\($0.rawValue)\":false"
            }
            + BoneLesionMeasure.allCases.map { "\"\($0.rawValue)\":\($0.possible.upperBound)" })
            .joined(separator: ",")
        for text in [
            described, #""boneMetastases": {}"#,
            "\"boneMetastases\": {\(everything),\"lesions\":[{\(lesion)}]}",
        ] {
            let entry = try diary.decode(bytes(text))
            let canonical = try NativeDiary.encode(entry)
            let again = try diary.decode(canonical.encoded(.pretty))
            #expect(again == entry)
            #expect(again.boneMetastases != nil)
            #expect(try NativeDiary.encode(again) == canonical)
        }
    }

    @Test("Unknown keys are refused with those that are known")
    func unknownKeys() throws {
        let error = try #require(throws: DiaryError.self) {
            try diary.decode(bytes(#""boneMetastases": {"stage": 4, "lesions": [{"size": 3}]}"#))
        }
        #expect(error.description.contains("boneMetastases.stage: the key \"stage\" is not known"))
        #expect(error.description.contains("lesions[0].size: the key \"size\" is not known"))
        #expect(error.description.contains("accepted are site, type, boneScanUptake"))
    }

    @Test("More lesions than are read are refused, by the reader and by the model")
    func manyLesions() throws {
        let lesions = Array(repeating: "{}", count: 21).joined(separator: ",")
        let error = try #require(throws: DiaryError.self) {
            try diary.decode(bytes("\"boneMetastases\": {\"lesions\": [\(lesions)]}"))
        }
        #expect(error.description.contains("found 21 elements; accepted are at most 20"))
        #expect(throws: BoneMetastasesError.tooManyLesions(21)) {
            try BoneMetastases(lesions: Array(repeating: .unknown, count: 21))
        }
    }
}
