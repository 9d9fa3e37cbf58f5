import DoseReport
import Foundation
import PainDiary
import PainDosing
import ShippedEngine
import StrictJSON
import Testing

@Suite("The same day in three formats")
struct SameDayInThreeFormatsTests {
    private let reader: DiaryReader
    private let engine: DosingEngine

    init() throws {
        reader = DiaryReader(regimens: RegimenShorthand(tables: try Shipped.tables))
        engine = try Shipped.engine()
    }

    /// A patch, doses with their times, episodes, all vital signs and other drugs; counted doses as
    /// needed; a pump.
    private static let days = [
        """
        {"schema": "pain-diary/1", "patient": "day-1", "recordedAt": "2026-03-09T08:30:00+01:00",
         "pain": {"background": 2, "worst": 8, "goal": 3, "mechanism": "mixed"},
         "episodes": [
          {"at": "2026-03-08T15:20:00+01:00", "peak": 8, "trigger": "incident", "after30min": 3,
           "rescue": {"at": "2026-03-08T15:25:00+01:00", "opioid": "oxycodone",
                      "formulation": "IR", "dose": "7.5 mg"}},
          {"at": "2026-03-08T22:00:00+01:00", "peak": 6, "trigger": "spontaneous"}],
         "regimen": ["fentanyl patch 37.5 µg/h"],
         "taken": [{"at": "2026-03-09T02:10:00+01:00", "opioid": "morphine", "formulation": "IR",
                    "dose": "2500 µg"}],
         "observations": {"respiratoryRate": 14, "spo2": 96, "weightKg": 61.5, "egfr": 48,
                          "qtcMs": 431, "temperatureC": 36.8, "cyanosis": false,
                          "sedation": {"scale": "POSS", "score": 1}},
         "adverseEffects": ["constipation", "dry-mouth"],
         "context": {"ageYears": 71, "opioidNaive": false, "aroundTheClockDays": 21,
                     "cachexia": true, "frail": false, "comedications": ["diazepam", "macrogol"],
                     "sleepApnoea": true, "uncontrolledEpilepsy": false,
                     "cyp2d6UltraRapid": false, "mriPlanned": true}}
        """,
        """
        {"schema": "pain-diary/1", "patient": "day-2", "recordedAt": "2026-03-09T20:00:00Z",
         "pain": {"background": 5, "worst": 7}, "episodes": [], "adverseEffects": [],
         "regimen": ["morphine MR 30 mg bd; morphine IR 2.5 mg prn x3"],
         "context": {"ageYears": 58, "comedications": []}}
        """,
        """
        {"schema": "pain-diary/1", "patient": "day-3", "recordedAt": "2026-03-09T20:00:00-05:30",
         "pain": {"background": 3, "worst": 4}, "taken": [],
         "regimen": ["morphine subcutaneous infusion 22.5 mg/24h"],
         "observations": {"egfr": 25.5, "sedation": {"scale": "POSS", "score": "S"}}}
        """,
    ]

    /// The assessment of a file; the id of the entry is provenance, and the same for each format.
    private func assessment(_ bytes: [UInt8], id: ContentDigest) throws -> [UInt8] {
        let recorded = RecordedEntry(id: id, entry: try reader.decode(bytes))
        let course = DiaryCourse([recorded])
        let header = AssessmentHeader(
            recorded, in: course, recordedAt: Timestamp.text(recorded.entry.recordedAt))
        return JSONReport.assessment(try engine.assessment(of: recorded, in: course), header)
            .encoded(.pretty)
    }

    /// The sheet of a native diary.
    private func sheet(_ native: [UInt8]) throws -> [UInt8] {
        Array(NativeAsSheet(try JSONValue(reading: native)).text.utf8)
    }

    /// The bundle of a native diary, or why there is none.
    private func bundle(_ native: [UInt8]) throws -> Result<[UInt8], DiaryEncodingError> {
        let entry = try reader.decode(native)
        do throws(DiaryEncodingError) {
            return .success(try FHIRDiary.encode(entry).encoded())
        } catch {
            return .failure(error)
        }
    }

    @Test(
        "A full day gives the same assessment as JSON, as a sheet and as a bundle", arguments: days)
    func fullDay(_ text: String) throws {
        let native = Array(text.utf8)
        let sheet = try sheet(native)
        let bundle = try FHIRDiary.encode(reader.decode(native)).encoded(.pretty)
        #expect(DiaryFormat(of: native) == .native)
        #expect(DiaryFormat(of: sheet) == .csv)
        #expect(DiaryFormat(of: bundle) == .fhir)
        let id = ContentDigest(of: native)
        let expected = try assessment(native, id: id)
        #expect(try assessment(sheet, id: id) == expected)
        #expect(try assessment(bundle, id: id) == expected)
    }

    @Test("Every condition is the same entry in three formats, and no condition adds none")
    func conditions() throws {
        for condition in PatientCondition.allCases {
            for isTrue in [true, false] {
                let group = condition.isObserved ? "observations" : "context"
                let native =
                    Array(
                        #"{"schema": "pain-diary/1", "patient": "p", "recordedAt": "2026-03-09T20:00:00Z", "#
                            .utf8)
                    + Array(#""\#(group)": {"\#(condition.rawValue)": \#(isTrue)}}"#.utf8)
                let entry = try reader.decode(native)
                #expect(entry.context.conditions == [condition: isTrue])
                #expect(try reader.decode(sheet(native)) == entry)
                #expect(try reader.decode(FHIRDiary.encode(entry).encoded()) == entry)
            }
        }
    }

    @Test("What differs in one format shows in its assessment")
    func difference() throws {
        let native = Array(Self.days[1].utf8)
        let text = String(decoding: try sheet(native), as: UTF8.self)
        let other = Array(text.replacing("2.5 mg prn x3", with: "2.5 mg prn x4").utf8)
        let id = ContentDigest(of: native)
        #expect(try assessment(other, id: id) != assessment(native, id: id))
    }

    @Test("Every diary of the scenarios and the demo gives the same assessment in three formats")
    func everyDiary() throws {
        var read = 0
        var refused: [DiaryEncodingError] = []
        for file in DiaryFiles.all() {
            let native = Array(try Data(contentsOf: file))
            let id = ContentDigest(of: native)
            let expected = try assessment(native, id: id)
            #expect(try assessment(sheet(native), id: id) == expected, "\(file.path)")
            switch try bundle(native) {
            case .success(let bundle):
                #expect(try assessment(bundle, id: id) == expected, "\(file.path)")
                read += 1
            case .failure(let error): refused.append(error)
            }
        }
        // Each is counted: none is left out in silence.
        #expect(read + refused.count == DiaryFiles.all().count)
        #expect(read > 200, "\(read)")
        for error in refused {
            switch error {
            case .namedProduct, .combinedProduct:
                #expect(error.description.hasSuffix("can't be written in a diary"))
            case .notADecimal, .quantity: Issue.record("\(error)")
            }
        }
    }
}
