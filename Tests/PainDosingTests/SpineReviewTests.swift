import PainDosing
import Quantities
import ShippedEngine
import Testing

@Suite("Procedures of the spine in the multimodal review")
struct SpineReviewTests {
    private static let vertebra = ReviewPatient(
        flags: [.cordCompression: false], measures: [.lesionCount: .one],
        lesions: [ReviewLesion(site: .vertebra, flags: [.collapsed: true])])

    @Test(
        "Vertebroplasty and kyphoplasty by each of their criteria",
        arguments: [
            VerdictExample("collapse", .consider) { _ in },
            VerdictExample("instability", .consider) {
                $0.lesions[0].flags[.collapsed] = false
                $0.flags[.spinalInstability] = true
            },
            VerdictExample("refractory mechanical pain", .consider) {
                $0.lesions[0].flags[.collapsed] = false
                $0.flags[.refractoryMechanicalPain] = true
            },
            VerdictExample("none of the three", .notIndicated) {
                $0.lesions[0].flags[.collapsed] = false
                $0.flags[.refractoryMechanicalPain] = false
                $0.flags[.spinalInstability] = false
            },
            VerdictExample("no collapse, the others not known", .unknown) {
                $0.lesions[0].flags[.collapsed] = false
            },
            VerdictExample("pelvis", .notIndicated) { $0.lesions[0].site = .pelvis },
            VerdictExample("site not known", .unknown) { $0.lesions[0].site = nil },
            VerdictExample("cord compressed", .contraindicated) {
                $0.flags[.cordCompression] = true
            },
            VerdictExample("cord not known", .unknown) { $0.flags[.cordCompression] = nil },
        ])
    func augmentation(example: VerdictExample) throws {
        let option = try Self.vertebra.with(example.change).option("vertebral-augmentation")
        #expect(option.verdict == example.verdict)
    }

    private static let cord = ReviewPatient(
        flags: [
            .cordCompression: true, .spinalInstability: true, .neurologicalDeficit: true,
            .goodPerformanceStatus: true,
        ],
        measures: [.lesionCount: .one, .karnofsky: Rational(80)],
        lesions: [ReviewLesion(site: .vertebra)])

    @Test(
        "Surgery of the spine by each of its criteria; the review names nothing that excludes it",
        arguments: [
            VerdictExample("instability", .consider) { _ in },
            VerdictExample("one level", .consider) {
                $0.flags[.spinalInstability] = false
                $0.flags[.singleLevelCompression] = true
            },
            VerdictExample("relapse after radiotherapy", .consider) {
                $0.flags[.spinalInstability] = false
                $0.lesions[0].response = .recurred
            },
            VerdictExample("none of the three", .notIndicated) {
                $0.flags[.spinalInstability] = false
                $0.flags[.singleLevelCompression] = false
                $0.lesions[0].response = .responded
            },
            VerdictExample("none known", .unknown) { $0.flags[.spinalInstability] = nil },
            VerdictExample("no cord compression", .notIndicated) {
                $0.flags[.cordCompression] = false
            },
            VerdictExample("cord not known", .unknown) { $0.flags[.cordCompression] = nil },
            VerdictExample("rib", .notIndicated) { $0.lesions[0].site = .rib },
        ])
    func decompression(example: VerdictExample) throws {
        let option = try Self.cord.with(example.change).option("decompression")
        #expect(option.verdict == example.verdict)
    }

    @Test(
        "Surgery followed by radiotherapy by each of its criteria",
        arguments: [
            VerdictExample("all met", .consider) { _ in },
            VerdictExample("stable", .notIndicated) { $0.flags[.spinalInstability] = false },
            VerdictExample("no deficit", .notIndicated) { $0.flags[.neurologicalDeficit] = false },
            VerdictExample("deficit not known", .unknown) { $0.flags[.neurologicalDeficit] = nil },
            VerdictExample("poor status", .notIndicated) {
                $0.flags[.goodPerformanceStatus] = false
            },
            VerdictExample("status not judged", .unknown) {
                $0.flags[.goodPerformanceStatus] = nil
            },
            VerdictExample("Karnofsky not known", .consider) { $0.measures[.karnofsky] = nil },
            VerdictExample("three metastases", .consider) {
                $0.measures[.lesionCount] = Rational(3)
            },
            VerdictExample("four metastases", .notIndicated) {
                $0.measures[.lesionCount] = Rational(4)
            },
            VerdictExample("no cord compression", .notIndicated) {
                $0.flags[.cordCompression] = false
            },
        ])
    func surgeryThenRadiotherapy(example: VerdictExample) throws {
        let option = try Self.cord.with(example.change).option("surgery-then-radiotherapy")
        #expect(option.verdict == example.verdict)
    }
}
