import PainDosing
import Quantities
import ShippedEngine
import Testing

@Suite("Doses of and from combined products")
struct CombinedProductDoseTests {
    @Test(
        "The OMEDD is that of the opioid alone",
        arguments: [
            ("co-codamol 30/500 2 tablets qds", "codeine IR oral 60 mg qds"),
            ("co-codamol 30/500 x8", "codeine IR oral 30 mg x8"),
            ("co-dydramol 10/500 2 tablets qds", "dihydrocodeine IR 20 mg qds"),
            ("hydrocodone/acetaminophen 10/325 q4h", "hydrocodone IR 10 mg q4h"),
            ("Targin 40/20 bd", "oxycodone MR 40 mg bd"),
        ])
    func omedd(_ combined: String, _ plain: String) throws {
        let engine = try Shipped.engine(DosingPolicy(order: LimitSituation.order))
        let found = try #require(try engine.omedd(of: Shipped.regimen(combined)).value)
        let expected = try #require(try engine.omedd(of: Shipped.regimen(plain)).value)
        #expect(found.omedd == expected.omedd)
    }

    @Test("A rotation and a breakthrough dose are those of the opioid alone")
    func derived() throws {
        let engine = try Shipped.engine()
        let combined = try Shipped.regimen("Targin 40/20 bd")
        let plain = try Shipped.regimen("oxycodone MR 40 mg bd")
        let target = RotationTo(form: try Shipped.target("morphine MR"))
        let rotated = try #require(try engine.rotation(of: combined, to: target).value)
        let expected = try #require(try engine.rotation(of: plain, to: target).value)
        #expect(rotated.proposal == expected.proposal)
        #expect(rotated.proposal != nil)
        let pain = PainPicture()
        let rescue = try #require(try engine.breakthrough(for: combined, pain: pain).value)
        let plainRescue = try #require(try engine.breakthrough(for: plain, pain: pain).value)
        #expect(rescue.immediateRelease != nil)
        #expect(rescue.immediateRelease == plainRescue.immediateRelease)
        #expect(rescue.options == plainRescue.options)
    }

    @Test(
        "No proposal is made of a combined product",
        arguments: [Country.unitedKingdom, .germany, .unitedStates])
    func proposed(country: Country) throws {
        let engine = try Shipped.engine(DosingPolicy(country: country))
        for text in ["oxycodone MR", "codeine IR oral", "dihydrocodeine IR", "hydrocodone IR"] {
            let answer = try engine.rotation(
                of: Shipped.regimen("morphine MR 60 mg bd"),
                to: RotationTo(form: Shipped.target(text))
            ).value
            let line = answer?.proposal?.dispensed.line
            #expect(line?.isCombined != true, "\(text)")
        }
    }

    @Test("Eight tablets of co-codamol hold just the most paracetamol, the ninth is too much")
    func paracetamol() throws {
        let engine = try Shipped.engine()
        for (text, speaks) in [
            ("co-codamol 30/500 2 tablets qds", false),
            ("co-codamol 30/500 2 tablets qds; co-codamol 8/500 x1", true),
            ("co-codamol 8/500 x8; co-dydramol 10/500 x1", true),
            ("codeine IR oral 60 mg qds", false),
        ] {
            let answer = try #require(try engine.omedd(of: Shipped.regimen(text)).value)
            let codes = answer.alerts.map(\.code)
            #expect(codes.contains("paracetamol-maximum") == speaks, "\(text)")
        }
    }

    @Test("A light patient gets 60 mg of paracetamol per kilogram, and an unknown weight is silent")
    func lowWeight() throws {
        let engine = try Shipped.engine()
        let regimen = try Shipped.regimen("co-codamol 30/500 x5")
        for (kilograms, speaks) in [(41, true), (42, false), (60, false), (nil, false)] {
            let facts = try PatientFacts.known(kilograms: kilograms.map { Rational($0) })
            let answer = try #require(try engine.omedd(of: regimen, facts: facts).value)
            let codes = answer.alerts.map(\.code)
            #expect(codes.contains("paracetamol-maximum-low-weight") == speaks)
        }
    }
}
