import PainDosing
import Quantities
import ShippedEngine
import Testing

@Suite("Published switches between opioids")
struct RotationExampleTests {
    @Test(
        "A switch gives the doses of its worked example",
        arguments: RotationExample.published + RotationExample.patches)
    func doses(_ example: RotationExample) throws {
        let engine = try Shipped.engine(
            DosingPolicy(
                namedSet: example.table.map { ConversionSetID($0) },
                order: example.order.map { $0.map { ConversionSetID($0) } },
                spread: example.isUncapped ? .table : .conservative))
        let target = RotationTo(
            form: try Shipped.target(example.target),
            reduction: try example.reduction.map { try #require(Percentage(percent: $0)) })
        let answer = try #require(
            engine.rotation(of: Shipped.regimen(example.regimen), to: target).value)
        #expect(answer.equianalgesic.text == example.equianalgesic)
        #expect(answer.proposal?.perDay.text == example.perDay)
        #expect(answer.proposal?.everyHours == example.everyHours)
        #expect(engine.tables.sources[SourceID(example.source)] != nil, "the source is listed")
    }

    @Test(
        "A dose outside the printed range of the label gets no patch",
        arguments: [
            "morphine IR 59.5 mg od", "morphine IR 1125 mg od",
        ])
    func outsideTheLabel(_ regimen: String) throws {
        let engine = try Shipped.engine(table: "us-label-fentanyl")
        let target = RotationTo(form: try Shipped.target("fentanyl patch"))
        let outcome = try engine.rotation(of: Shipped.regimen(regimen), to: target)
        #expect(outcome.stopCodes == ["no-factor"])
    }

    @Test("Morphine 120 mg to oxycodone shows the Scottish figure as its cap")
    func cap() throws {
        let engine = try Shipped.engine()
        let target = RotationTo(form: try Shipped.target("oxycodone MR"))
        let answer = try #require(
            engine.rotation(of: Shipped.regimen("morphine MR 60 mg bd"), to: target).value)
        let scottish = try #require(
            answer.byTable.first { $0.table == ConversionSetID("scottish-2024") })
        #expect(answer.table == ConversionSetID("fpm-2020"))
        #expect(answer.reduction == Percentage(percent: 25))
        #expect(scottish.isConsidered)
        #expect(scottish.amount.text == "60")
    }
}

extension DailyAmount {
    /// The exact number of milligrams a day or micrograms/hour.
    var text: String {
        switch self {
        case .mass(let dose): dose.milligramsPerDay.description
        case .rate(let rate): rate.microgramsPerHour.description
        }
    }
}
