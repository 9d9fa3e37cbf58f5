import PainDosing
import Quantities
import ShippedEngine
import Testing

@Suite("Published equivalents in oral morphine")
struct OMEDDExampleTests {
    @Test(
        "A regimen equals the oral morphine that its source prints",
        arguments: OMEDDExample.published + OMEDDExample.methadoneBands)
    func equivalent(_ example: OMEDDExample) throws {
        let engine =
            try example.table.map { try Shipped.engine(table: $0) } ?? Shipped.engine()
        let answer = try #require(engine.omedd(of: Shipped.regimen(example.regimen)).value)
        #expect(answer.omedd.milligramsPerDay.description == example.expected)
        let table = ConversionSetID(example.table ?? "fpm-2020")
        #expect(answer.table == table)
        #expect(answer.low <= answer.omedd && answer.omedd <= answer.high)
        #expect(engine.tables.sources[SourceID(example.source)] != nil, "the source is listed")
    }
}
