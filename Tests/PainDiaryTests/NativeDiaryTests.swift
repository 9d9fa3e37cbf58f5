import PainDiary
import PainDosing
import Quantities
import StrictJSON
import Testing

private let diary = NativeDiary(regimens: FakeRegimens())

private let full = #"""
    {
      "schema": "pain-diary/1",
      "patient": "p-0017",
      "recordedAt": "2026-03-09T20:30:00+01:00",
      "pain": {"background": 3, "worst": 8, "goal": 2, "mechanism": "mixed"},
      "episodes": [
        {"at": "2026-03-09T08:30:00+01:00", "peak": 8, "trigger": "end-of-dose",
         "rescue": {"opioid": "morphine", "dose": "10 mg"}, "after30min": 3},
        {"at": "2026-03-09T15:00:00Z"}
      ],
      "regimen": [
        "morphine MR 30 mg bd",
        {"opioid": "fentanyl", "formulation": "patch", "dose": "12.5 mcg/h"},
        {"opioid": "morphine", "formulation": "infusion", "route": "subcutaneous", "dose": "7.2 mg/24h"},
        {"opioid": "morphine", "formulation": "immediate-release", "dose": "2.5 mg", "frequency": "every 5 h"}
      ],
      "taken": [
        {"at": "2026-03-09T19:30:00Z", "opioid": "morphine", "formulation": "injection",
         "route": "subcutaneous", "dose": "0.75 mg"}
      ],
      "observations": {
        "respiratoryRate": 14, "spo2": 96, "sedation": {"scale": "POSS", "score": "S"},
        "weightKg": 61.5, "egfr": 58.25, "qtcMs": 430, "temperatureC": 36.8, "cyanosis": false
      },
      "adverseEffects": ["nausea", "dry-mouth"],
      "context": {
        "ageYears": 71, "opioidNaive": false, "aroundTheClockDays": 40, "hepatic": "B",
        "cachexia": true, "frail": false, "pregnant": false, "comedications": ["Ondansetron", "café"],
        "sleepApnoea": true, "uncontrolledEpilepsy": false, "cyp2d6UltraRapid": true, "mriPlanned": false
      },
      "replaces": "00112233445566778899aabbccddeeff00112233445566778899AABBCCDDEEFF"
    }
    """#

@Suite("The native diary format")
struct NativeDiaryTests {
    @Test("A full entry is read into its values")
    func fullEntry() throws {
        let entry = try diary.decode(Array(full.utf8))
        let morphine = OpioidForm(
            opioid: .morphine, route: .oral, formulation: .immediateRelease)
        #expect(entry.patient.text == "p-0017")
        #expect(entry.recordedAt.instant.secondsSince1970 == 1_773_084_600)
        #expect(entry.recordedAt.offsetMinutes == 60)
        #expect(
            entry.pain
                == PainRating(
                    background: PainScore(3), worst: PainScore(8), goal: PainScore(2),
                    mechanism: .mixed))
        let first = Instant(secondsSince1970: 1_773_041_400)
        #expect(
            entry.episodes == [
                BreakthroughEpisode(
                    at: first, peak: PainScore(8), trigger: .endOfDose,
                    rescue: TakenDose(
                        at: first, form: morphine, dose: try .milligrams(Rational(10))),
                    after30Minutes: PainScore(3)),
                BreakthroughEpisode(at: Instant(secondsSince1970: 1_773_068_400)),
            ])
        #expect(
            entry.regimen?.map(\.amount) == [
                .scheduled(dose: try .milligrams(Rational(30)), .timesPerDay(2)),
                .patch(rate: try .microgramsPerHour(Rational(25, over: 2))),
                .infusion(try .milligramsPerDay(Rational(36, over: 5))),
                .scheduled(dose: try .milligrams(Rational(5, over: 2)), .everyHours(5)),
            ])
        #expect(entry.taken?.count == 1)
        #expect(
            entry.dosesTaken.map(\.dose.milligrams) == [Rational(10), try Rational(3, over: 4)])
        #expect(
            entry.observations
                == (try Observations(
                    respiratoryRate: 14, oxygenSaturation: 96,
                    sedation: SedationScore(scale: .poss, score: 0),
                    kilograms: Rational(123, over: 2), glomerularFiltration: Rational(233, over: 4),
                    correctedQTMilliseconds: 430, degreesCelsius: Rational(184, over: 5))))
        #expect(entry.adverseEffects == [.nausea, .dryMouth])
        #expect(
            entry.context
                == (try PatientContext(
                    ageYears: 71, isOpioidNaive: false, aroundTheClockDays: 40, hepatic: .b,
                    hasCachexia: true, isFrail: false, isPregnant: false,
                    comedications: ["Ondansetron", "café"],
                    conditions: [
                        .cyanosis: false, .sleepApnoea: true, .uncontrolledEpilepsy: false,
                        .ultraRapidMetaboliser: true, .plannedMRI: false,
                    ])))
        #expect(
            entry.replaces?.description
                == "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff")
    }

    @Test("What an entry does not say stays unknown, and an empty list says that there was none")
    func unknown() throws {
        let entry = try diary.decode(
            bytes(#""pain": {"worst": null}, "taken": [], "episodes": null"#))
        #expect(entry.pain == PainRating())
        #expect(entry.taken == [])
        #expect(entry.episodes == nil)
        #expect(entry.regimen == nil)
        #expect(entry.adverseEffects == nil)
        #expect(entry.observations == .unknown)
        #expect(entry.context == .unknown)
        #expect(entry.replaces == nil)
    }

    @Test("A condition is read in its own group alone, and what is not said of one stays unknown")
    func conditions() throws {
        for condition in PatientCondition.allCases {
            let (own, other) =
                condition.isObserved ? ("observations", "context") : ("context", "observations")
            let entry = try diary.decode(bytes(#""\#(own)": {"\#(condition.rawValue)": true}"#))
            #expect(entry.context.conditions == [condition: true])
            #expect(
                try NativeDiary.encode(entry).text()
                    .hasSuffix(#""\#(own)":{"\#(condition.rawValue)":true}}"#))
            let error = #expect(throws: DiaryError.self) {
                try diary.decode(bytes(#""\#(other)": {"\#(condition.rawValue)": true}"#))
            }
            #expect(error?.description.contains("is not known") == true)
        }
        let seen = bytes(#""observations": {"cyanosis": null}, "context": {"mriPlanned": null}"#)
        #expect(try diary.decode(seen).context == .unknown)
        let error = #expect(throws: DiaryError.self) {
            try diary.decode(bytes(#""observations": {"cyanosis": "no"}"#))
        }
        #expect(error?.description.contains("observations.cyanosis") == true)
    }

    @Test("Rescue doses counted in the regimen are read when none is listed")
    func countedRescue() throws {
        let entry = try diary.decode(
            bytes(#""regimen": ["morphine MR 30 mg bd;morphine IR 5 mg prn x3"], "taken": []"#))
        #expect(
            entry.regimen?.last?.amount == .taken(dose: try .milligrams(Rational(5)), count: 3))
    }

    @Test("The canonical form is read as the same entry and is its own canonical form")
    func roundTrip() throws {
        for text in [
            Array(full.utf8), bytes(#""regimen": ["morphine IR 5 mg prn x3"], "taken": []"#),
            bytes(#""regimen": ["morphine IR 5 mg 6 times daily"], "adverseEffects": []"#),
            bytes(#""observations": {"sedation": {"scale": "RASS-PAL", "score": -5}}"#),
        ] {
            let entry = try diary.decode(text)
            let canonical = try NativeDiary.encode(entry)
            let again = try diary.decode(canonical.encoded(.pretty))
            #expect(again == entry)
            #expect(try NativeDiary.encode(again) == canonical)
        }
    }

    @Test("The canonical form of a small entry holds only what is known")
    func canonicalText() throws {
        let entry = try diary.decode(bytes(#""pain": {"worst": 4}, "taken": []"#))
        #expect(
            try NativeDiary.encode(entry).text()
                == #"{"schema":"pain-diary/1","patient":"p1","recordedAt":"2026-03-09T20:30:00Z","pain":{"worst":4},"taken":[]}"#
        )
    }

    @Test("A dose that has no exact decimal is not written rather than rounded")
    func inexact() throws {
        let entry = try DiaryEntry(
            patient: #require(PatientID("p1")),
            recordedAt: LocalInstant(utc: Instant(secondsSince1970: 0)),
            taken: [
                TakenDose(
                    at: Instant(secondsSince1970: 0),
                    form: OpioidForm(
                        opioid: .morphine, route: .oral, formulation: .immediateRelease),
                    dose: .milligrams(Rational(1, over: 3)))
            ])
        #expect(throws: DiaryEncodingError.notADecimal(try Rational(1, over: 3))) {
            try NativeDiary.encode(entry)
        }
    }

    @Test("Every beginning of an entry is incomplete, never an entry")
    func beginnings() throws {
        let bytes = Array(full.utf8)
        for count in bytes.indices {
            let error = try #require(throws: DiaryError.self) {
                try diary.decode(Array(bytes[..<count]))
            }
            #expect(error.isIncomplete, "\(count) bytes: \(error)")
        }
    }
}

/// An entry of the required fields and `fields`.
func bytes(_ fields: String) -> [UInt8] {
    Array(
        """
        {"schema":"pain-diary/1","patient":"p1","recordedAt":"2026-03-09T20:30:00Z",
        \(fields)}
        """.utf8)
}
