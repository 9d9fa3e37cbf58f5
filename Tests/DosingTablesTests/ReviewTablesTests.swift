import DosingTables
import PainDosing
import Testing

@Suite("Shipped tables of the multimodal review")
struct ReviewTablesTests {
    private let modalities: [ReviewModality]
    private let citations: [ReviewCitation]

    init() throws {
        modalities = try TableFiles.embedded.tableSet().boneMetastases
        let options = modalities.flatMap(\.options)
        let criteria = modalities.flatMap(\.criteria) + options.flatMap(\.criteria)
        let notes = modalities.flatMap(\.notes) + options.flatMap(\.notes)
        citations =
            criteria.map(\.citation) + options.flatMap(\.regimens).map(\.citation)
            + notes.map(\.citation)
    }

    @Test("Every kind of treatment is there, in its order")
    func order() {
        #expect(modalities.map(\.id) == ReviewModalityID.allCases)
    }

    @Test("Every line taken from the review names its section or table")
    func sections() {
        let fromReview = citations.filter { $0.source == SourceID("REVIEW") }
        #expect(fromReview.count > 100)
        for citation in fromReview { #expect(citation.section != nil, "\(citation)") }
    }

    @Test("What was recalled is not verified, and what was read in the review is")
    func evidence() {
        let recalled = [SourceID("LABELS"), SourceID("NCCN")]
        let read = ["BNF78", "CMAR12", "MHRA18", "REVIEW"].map { SourceID($0) }
        for citation in citations where recalled.contains(citation.source) {
            #expect(!citation.isVerified, "\(citation)")
        }
        for citation in citations where read.contains(citation.source) {
            #expect(citation.isVerified, "\(citation)")
        }
        #expect(Set(citations.map(\.source)) == Set(recalled + read))
    }

    @Test("The facts have names of their own")
    func facts() {
        #expect(Set(ReviewFact.all.map(\.name)).count == ReviewFact.all.count)
        for fact in ReviewFact.all { #expect(ReviewFact.named(fact.name) == fact) }
    }

    @Test("Every fact of bone metastases that a diary may hold is used by a criterion")
    func used() {
        let options = modalities.flatMap(\.options)
        let criteria = modalities.flatMap(\.criteria) + options.flatMap(\.criteria)
        let used = Set(criteria.flatMap(\.anyOf).map(\.fact))
        // The two parts of `weightBearingFractureRisk`.
        let parts: Set<ReviewFact> = [.lesionFlag(.weightBearing), .lesionFlag(.fractureRisk)]
        for fact in ReviewFact.all where fact != .derived(.egfr) {
            #expect(used.union(parts).contains(fact), "\(fact.name)")
        }
    }
}
