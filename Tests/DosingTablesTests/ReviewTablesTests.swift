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

    @Test("One line is still from memory, and all others were read")
    func evidence() {
        let others = citations.filter { $0.evidence != .read }
        #expect(others.map(\.source.key) == ["LABELS"])
        #expect(others.map(\.evidence) == [.memory])
        #expect(
            Set(citations.map(\.source.key))
                == ["BNF78", "CMAR12", "LABELS", "MHRA18", "NCCN", "REVIEW"])
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
