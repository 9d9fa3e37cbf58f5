import DoseReport
import PainDosing
import Quantities
import ShippedEngine
import StrictJSON
import Testing

@Suite("The multimodal review as text and JSON")
struct ReviewReportTests {
    private static func entry(
        _ bone: BoneMetastases, egfr: Int?, mechanism: PainMechanism?
    ) throws -> DiaryEntry {
        try DiaryEntry(
            patient: #require(PatientID("p1")),
            recordedAt: LocalInstant(utc: Instant(secondsSince1970: 1_773_084_600)),
            pain: PainRating(mechanism: mechanism),
            observations: Observations(glomerularFiltration: egfr.map { Rational($0) }),
            boneMetastases: bone)
    }

    private static func outcome(
        _ bone: BoneMetastases, egfr: Int?, mechanism: PainMechanism? = nil
    ) throws -> Outcome<MultimodalReview> {
        try #require(try Shipped.engine().review(of: entry(bone, egfr: egfr, mechanism: mechanism)))
    }

    private static var header: AssessmentHeader {
        get throws {
            AssessmentHeader(
                entry: try #require(
                    ContentDigest(hexadecimal: String(repeating: "ab", count: 32))),
                patient: try #require(PatientID("p1")), recordedAt: "2026-03-09T20:30:00Z")
        }
    }

    private static func text(_ bone: BoneMetastases, egfr: Int?) throws -> String {
        TextReport(tables: try Shipped.tables, showsTrace: false)
            .review(try outcome(bone, egfr: egfr), try header)
    }

    @Test("A dose of zoledronate is read only where the kidneys are known to bear it")
    func regimens() throws {
        let known = try BoneMetastases(flags: [.hypocalcaemia: false])
        for (egfr, dose) in [
            (90, "4 mg IV"), (55, "3.5 mg IV"), (45, "3.3 mg IV"), (35, "3 mg IV"),
        ] {
            let text = try Self.text(known, egfr: egfr)
            let lines = text.split(separator: "\n").drop { !$0.contains("Zoledronate") }
                .prefix { !$0.contains("Pamidronate") }
                .filter { $0.contains("source's regimen") }
            let doses = lines.filter { $0.contains(" mg IV") && $0.contains("eGFR") }
            #expect(!doses.isEmpty)
            #expect(doses.allSatisfy { $0.contains("source's regimen  \(dose)") }, "\(doses)")
        }
        for egfr in [20, nil] as [Int?] {
            let text = try Self.text(known, egfr: egfr)
            let json = JSONReport.review(try Self.outcome(known, egfr: egfr), try Self.header)
            #expect(!text.contains("mg IV in place of 4 mg"))
            #expect(!json.text().contains("mg IV in place of 4 mg"))
        }
        #expect(try Self.text(known, egfr: 20).contains("  contraindicated: Zoledronate"))
        #expect(try Self.text(known, egfr: nil).contains("UNKNOWN          Osteoclast inhibitors"))
    }

    @Test("Numbers, ranges, words and what is not known are printed in words")
    func words() throws {
        let bone = try BoneMetastases(
            flags: [.cordCompression: false],
            lesions: Array(
                repeating: BoneLesion(site: .pelvis, measures: [.diameter: Rational(33, over: 2)]),
                count: 2))
        let text = try Self.text(bone, egfr: 45)
        for words in [
            "lesion 2 (pelvis, 16.5 mm)", "metastases that are not described",
            "lesion count at least 2 (limit 1 to 3)", "diameter 16.5 mm (limit less than 50 mm)",
            "cord compression no (limit no)", "site pelvis (limit vertebra)",
            "contiguous levels not known (limit more than 3)",
            "type not known (limit lytic or mixed), or soft tissue component not known (limit yes)",
            "neutrophils not known (limit 1.5 × 10⁹/L or more)", "[LABELS, not yet verified]",
            "NSAIDs are not recommended for chronic use [REVIEW 3.4.1]",
        ] {
            #expect(text.contains(words), "\(words)")
        }
    }

    @Test("What is not known is null in JSON, and only what is not verified says so")
    func json() throws {
        let json = JSONReport.review(try Self.outcome(.unknown, egfr: nil), try Self.header)
        let text = json.text()
        #expect(text.contains(#""name":"cordCompression","value":null,"limit":"no","met":null"#))
        #expect(text.contains(#""lesion":null,"verdict":"unknown""#))
        #expect(text.contains(#""source":"LABELS","verified":false"#))
        #expect(text.contains(#""source":"MHRA18""#) && !text.contains(#""verified":true"#))
        #expect(!text.contains(#""verdict":"consider""#))
        #expect(!text.contains(#""regimens""#))
    }
}
