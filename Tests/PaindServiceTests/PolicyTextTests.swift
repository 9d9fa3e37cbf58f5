import PainDosing
import Quantities
import StrictJSON
import Testing

@testable import PaindService

@Suite("The policy in the ledger")
struct PolicyTextTests {
    /// A policy in which every field differs from the built-in one.
    static func full() throws -> DosingPolicy {
        func mass(_ text: String) throws -> Mass { try .milligrams(Rational(decimal: text)) }
        return DosingPolicy(
            namedSet: ConversionSetID("fpm-2020"), order: [ConversionSetID("a"), .init("b")],
            spread: .table, firstDose: .conservative, country: .unitedStates,
            omeddThresholds: [
                try .milligramsPerDay(Rational(150)),
                try .milligramsPerDay(try Rational(1, over: 3)),
            ],
            nonCancerThresholds: .caution, titration: TitrationPolicyID("leeds"),
            formulary: Formulary(
                products: [ProductLineID("z"), ProductLineID("a")],
                concentrates: [ProductLineID("c"): try mass("2.5"), .init("b"): try mass("20")],
                preferred: [ProductLineID("z"), ProductLineID("y")]),
            rescue: RescuePolicy(
                share: try Rational(1, over: 6), carefulShare: try Rational(1, over: 10),
                everyHours: 2,
                maximumPerDay: 6),
            newRouteReduction: .zero, crossTolerance: Percentage(percent: 30),
            wardSteps: [
                WardSteps(
                    opioid: OpioidID("morphine"), route: .oral,
                    steps: [try mass("1"), try mass("2.5")])
            ],
            volumeStep: try Rational(1, over: 2),
            site: SiteReference(id: "uk", digest: try #require(ContentDigest([UInt8](0..<32)))))
    }

    @Test("It reads back exactly, with everything in it and with nothing")
    func roundTrip() throws {
        let full = try Self.full()
        #expect(DosingPolicy(canonicalText: full.canonicalText) == full)
        let plain = DosingPolicy()
        #expect(DosingPolicy(canonicalText: plain.canonicalText) == plain)
    }

    @Test("Each field of a policy is in its text")
    func complete() throws {
        let (full, plain) = (
            Mirror(reflecting: try Self.full()), Mirror(reflecting: DosingPolicy())
        )
        // The example leaves no field as it is built in, so that a new one is missed here.
        for (field, other) in zip(full.children, plain.children) {
            #expect("\(field.value)" != "\(other.value)", "\(field.label ?? "")")
        }
    }

    @Test("It is the text that older ledgers of this form hold, member by member")
    func form() {
        #expect(
            DosingPolicy().canonicalText == """
                {"schema":"paincalc/policy/2","country":"UK","spread":"conservative",\
                "firstDose":"proportional","products":[],"concentrates":[],"preferred":[],\
                "wardSteps":[],"omeddThresholds":[],"nonCancerThresholds":"note"}
                """)
    }

    @Test("The first form, which named a region, is read as it was meant")
    func firstForm() throws {
        let text = """
            {"schema":"paincalc/policy/1","namedSet":"fpm-2020","order":["a","b"],"spread":"table",\
            "firstDose":"labelled","region":"US","omeddThresholds":["150","90"],\
            "nonCancerThresholds":"caution","titration":"leeds"}
            """
        let policy = DosingPolicy(
            namedSet: ConversionSetID("fpm-2020"), order: [ConversionSetID("a"), .init("b")],
            spread: .table, firstDose: .labelled, country: .unitedStates,
            omeddThresholds: [
                try .milligramsPerDay(Rational(150)), try .milligramsPerDay(Rational(90)),
            ], nonCancerThresholds: .caution, titration: TitrationPolicyID("leeds"))
        #expect(DosingPolicy(canonicalText: text) == policy)
    }

    @Test(
        "What is no policy, or holds what would be lost, is not read",
        arguments: [
            "{}", "[]", "no JSON",
            #"{"schema":"paincalc/policy/3","country":"UK","spread":"table","firstDose":"labelled"}"#,
            #"{"schema":"paincalc/policy/1","region":"Atlantis","spread":"table","firstDose":"labelled","nonCancerThresholds":"note","omeddThresholds":[]}"#,
            DosingPolicy().canonicalText.replacing("\"UK\"", with: "\"XX\""),
            DosingPolicy().canonicalText.replacing(
                "{", with: #"{"later":"1","#, maxReplacements: 1),
            DosingPolicy().canonicalText.replacing(
                "\"omeddThresholds\":[]", with: "\"omeddThresholds\":[\"1/0\"]"),
        ])
    func foreign(text: String) {
        #expect(DosingPolicy(canonicalText: text) == nil)
    }
}
