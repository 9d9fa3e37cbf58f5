import DosingTables
import PainDosing
import Quantities
import Testing

@Suite("Shipped conversion sets")
struct ConversionSetTests {
    @Test("Each set has as many rows as its source prints", arguments: PublishedSet.all)
    func countsRows(published: PublishedSet) throws {
        let set = try set(published.id)
        #expect(set.rows.count == published.rows)
        #expect(set.exclusions.count == published.exclusions)
        #expect(set.purpose == published.purpose)
        #expect(set.isConsidered == published.isConsidered)
    }

    @Test("There is no set without a row count here")
    func knowsEverySet() throws {
        let ids = try TableFiles.embedded.tableSet().conversionSets.map(\.id.name)
        #expect(ids == PublishedSet.all.map(\.id).sorted())
    }

    @Test("A figure is the one that its source prints", arguments: PublishedFigure.all)
    func matchesSource(figure: PublishedFigure) throws {
        let rows = try set(figure.set).rows.filter {
            $0.from.words == figure.from && $0.to.words == figure.to
                && ($0.from.formulations.map { $0.contains(where: figure.isAbout) } ?? true)
        }
        try #require(rows.count == 1)
        let row = rows[0]
        #expect(row.rule.words(at: figure.amount) == figure.prints)
        #expect(row.isReversible == figure.isReversible)
    }

    private func set(_ id: String) throws -> ConversionSet {
        try #require(try TableFiles.embedded.tableSet().conversionSet(ConversionSetID(id)))
    }
}
