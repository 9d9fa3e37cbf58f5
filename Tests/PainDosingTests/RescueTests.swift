import PainDosing
import Quantities
import ShippedEngine
import Testing

@Suite("The immediate-release rescue dose")
struct RescueTests {
    /// A background regimen with the drug, share and bound of its rescue dose.
    struct RescueExample: Sendable, CustomTestStringConvertible {
        let regimen: String
        let target: String
        /// The largest dose in milligrams, exact.
        let largest: String
        let smallest: String

        var testDescription: String { regimen }
    }

    @Test(
        "It is a sixth of the background opioid, in the same drug where that acts at once",
        arguments: [
            RescueExample(
                regimen: "morphine MR 60 mg bd", target: "morphine IR", largest: "20",
                smallest: "12"),
            RescueExample(
                regimen: "oxycodone MR 30 mg bd", target: "oxycodone IR", largest: "10",
                smallest: "6"),
            RescueExample(
                regimen: "oxycodone MR 15 mg bd; oxycodone IR 5 mg q4h", target: "oxycodone IR",
                largest: "10", smallest: "6"),
            RescueExample(
                regimen: "morphine CSCI 60 mg/24h", target: "morphine SC injection", largest: "10",
                smallest: "6"),
            RescueExample(
                regimen: "hydromorphone MR 8 mg bd", target: "hydromorphone IR", largest: "8/3",
                smallest: "8/5"),
            // A patch can't be taken as needed: oral morphine by the OMEDD.
            RescueExample(
                regimen: "fentanyl patch 50 mcg/h", target: "morphine IR", largest: "20",
                smallest: "12"),
            RescueExample(
                regimen: "buprenorphine patch 35 mcg/h", target: "morphine IR", largest: "14",
                smallest: "42/5"),
            // So for a mixture of drugs or of routes.
            RescueExample(
                regimen: "fentanyl patch 25 mcg/h; morphine MR 30 mg bd", target: "morphine IR",
                largest: "20", smallest: "12"),
            RescueExample(
                regimen: "oxycodone MR 20 mg bd; morphine MR 30 mg bd", target: "morphine IR",
                largest: "20", smallest: "12"),
            RescueExample(
                regimen: "morphine MR 30 mg bd; morphine CSCI 30 mg/24h", target: "morphine IR",
                largest: "20", smallest: "12"),
            // Rescue doses taken are not part of the base.
            RescueExample(
                regimen: "morphine MR 60 mg bd; morphine IR 20 mg prn x6", target: "morphine IR",
                largest: "20", smallest: "12"),
        ])
    func base(_ example: RescueExample) throws {
        let rescue = try #require(try rescue(example.regimen))
        #expect(rescue.form == (try Shipped.target(example.target)))
        #expect(rescue.share == (try Rational(1, over: 6)))
        #expect(rescue.largest.milligrams.description == example.largest)
        #expect(rescue.smallest.milligrams.description == example.smallest)
    }

    @Test("The frail and failing kidneys get the smallest share")
    func smallestShare() throws {
        let tenth = try Rational(1, over: 10)
        let sixth = try Rational(1, over: 6)
        let regimen = "morphine MR 60 mg bd"
        #expect(try rescue(regimen, .known(frail: true))?.share == tenth)
        #expect(try rescue(regimen, .known(frail: false))?.share == sixth)
        #expect(try rescue(regimen, .known(egfr: Rational(decimal: "59.9")))?.share == tenth)
        #expect(try rescue(regimen, .known(egfr: Rational(60)))?.share == sixth)
        let frail = try #require(try rescue(regimen, .known(frail: true)))
        #expect(frail.largest == frail.smallest)
        #expect(frail.largest == (try .milligrams(Rational(12))))
    }

    @Test("What is dispensed is not above the share, and the share is refused below any product")
    func dispensed() throws {
        let rescue = try #require(try rescue("morphine MR 20 mg bd"))
        #expect(rescue.largest.milligrams == (try Rational(20, over: 3)))
        #expect(rescue.each == (try .milligrams(Rational(5))))
        let tiny = try #require(try self.rescue("buprenorphine patch 5 mcg/h"))
        #expect(tiny.largest == (try .milligrams(Rational(2))))
        // Below the smallest capsule of its own, and so by the next opioid of the table.
        let other = try #require(try self.rescue("hydromorphone MR 2 mg od"))
        #expect(other.form.opioid == .morphine)
    }

    private func rescue(
        _ regimen: String, _ facts: PatientFacts = PatientFacts()
    ) throws -> RescueDose? {
        try Shipped.engine().breakthrough(
            for: Shipped.regimen(regimen), pain: RegimenRun.controlled, facts: facts
        ).value?.immediateRelease
    }
}
