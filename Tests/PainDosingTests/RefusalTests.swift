import PainDosing
import Quantities
import ShippedEngine
import Testing

@Suite("What is refused, and what to do instead")
struct RefusalTests {
    @Test(
        "Methadone on either side of a rotation is a stop",
        arguments: [
            ("methadone oral 10 mg tds", "morphine MR"), ("morphine MR 60 mg bd", "methadone oral"),
            ("morphine MR 60 mg bd; methadone oral 5 mg od", "oxycodone MR"),
            ("levomethadone oral 5 mg bd", "morphine MR"),
            ("morphine MR 60 mg bd", "levomethadone"),
        ])
    func methadone(_ regimen: String, _ target: String) throws {
        let outcome = try Shipped.engine().rotation(
            of: Shipped.regimen(regimen), to: RotationTo(form: Shipped.target(target)))
        let codes = try #require(outcome.stopCodes)
        #expect(codes.contains("specialist-only"))
        let actions = outcome.refusalAlerts.compactMap(\.action)
        #expect(actions.contains { $0.contains("specialist") })
    }

    @Test(
        "Regular methadone is a stop for breakthrough doses",
        arguments: [
            "methadone oral 10 mg tds", "morphine MR 60 mg bd; methadone oral 5 mg od",
            "levomethadone oral 5 mg bd",
        ])
    func methadoneInTheBackground(_ regimen: String) throws {
        let outcome = try Shipped.engine().breakthrough(
            for: Shipped.regimen(regimen), pain: RegimenRun.controlled)
        #expect(outcome.stopCodes == ["specialist-only"])
    }

    @Test("An OMEDD of methadone is given with the warning that it is not linear")
    func methadoneCompared() throws {
        let answer = try #require(
            Shipped.engine().omedd(of: Shipped.regimen("methadone oral 10 mg tds")).value)
        #expect(answer.alerts.map(\.code).contains("methadone-not-linear"))
        #expect(answer.high > answer.omedd)
    }

    @Test(
        "A scale of exposure is refused for a rotation and for breakthrough doses",
        arguments: [
            "cdc-2014", "cdc-2016", "cdc-2022", "nih-heal-2025",
        ])
    func exposureScale(_ table: String) throws {
        let engine = try Shipped.engine(table: table)
        let regimen = try Shipped.regimen("morphine MR 60 mg bd")
        let target = RotationTo(form: try Shipped.target("oxycodone MR"))
        let outcome = try engine.rotation(of: regimen, to: target)
        #expect(outcome.stopCodes == ["exposure-scale"])
        #expect(outcome.refusalAlerts.first?.message.contains(table) == true)
        #expect(outcome.refusalAlerts.first?.action?.contains("fpm-2020") == true)
        #expect(outcome.refusalAlerts.first?.action?.contains(table) == false)
        let breakthrough = try engine.breakthrough(for: regimen, pain: RegimenRun.controlled)
        #expect(breakthrough.stopCodes == ["exposure-scale"])
        #expect(try engine.omedd(of: regimen).value != nil, "comparing is what it is for")
    }

    @Test(
        "A rapid-onset opioid is no target of a rotation",
        arguments: [
            "fentanyl buccal tablet", "fentanyl sublingual tablet", "fentanyl nasal spray",
            "fentanyl lozenge", "fentanyl buccal film", "fentanyl sublingual spray",
        ])
    func rapidOnset(_ target: String) throws {
        let outcome = try Shipped.engine().rotation(
            of: Shipped.regimen("morphine MR 60 mg bd"),
            to: RotationTo(form: Shipped.target(target)))
        #expect(outcome.stopCodes?.contains("rotation-to-roo") == true)
    }

    @Test("A missing figure lists the tables that have one")
    func missingFactor() throws {
        let engine = try Shipped.engine(table: "fpm-2020")
        let outcome = try engine.omedd(of: Shipped.regimen("methadone oral 10 mg tds"))
        let alert = try #require(outcome.refusalAlerts.first)
        #expect(outcome.stopCodes == ["no-factor"])
        #expect(alert.message.contains("leaves methadone to specialists"))
        let action = try #require(alert.action)
        for set in engine.tables.conversionSets {
            let knows =
                try Shipped.engine(table: set.id.name).omedd(
                    of: Shipped.regimen("methadone oral 10 mg tds")
                ).value != nil
            let isNamed = action.split(whereSeparator: { " ,.".contains($0) })
                .contains(Substring(set.id.name))
            #expect(isNamed == knows, "\(set.id)")
        }
    }

    @Test(
        "A table whose printed range ends below the dose is not named as one that has a figure",
        arguments: ["scottish-2024", "cdc-2022"])
    func outsideTheRange(_ table: String) throws {
        let outcome = try Shipped.engine(table: table).omedd(
            of: Shipped.regimen("buprenorphine patch 10 mcg/h"))
        let alert = try #require(outcome.refusalAlerts.first)
        #expect(outcome.stopCodes == ["no-factor"])
        #expect(alert.action?.contains("esmo-2018") == true)
        #expect(alert.action?.contains("scottish-2024") == false)
        #expect(alert.message.contains("in this dose") == (table == "scottish-2024"))
    }

    @Test("A form that no table knows says so")
    func unknownEverywhere() throws {
        let item = RegimenItem(
            form: OpioidForm(
                opioid: OpioidID("sufentanil"), route: .intravenous, formulation: .infusion),
            amount: .infusion(try .milligramsPerDay(.one)))
        let engine = try Shipped.engine(table: "fpm-2020")
        let outcome = try engine.omedd(of: [item])
        #expect(outcome.stopCodes == ["no-factor"])
        #expect(outcome.refusalAlerts.first?.action == "Tables that know it: anzca-2021.")
    }

    @Test("An opioid-naive patient gets no patch and no rapid-onset opioid")
    func naive() throws {
        let engine = try Shipped.engine()
        let naive = try PatientFacts.known(naive: true)
        let patch = RotationTo(form: try Shipped.target("fentanyl patch"))
        let regimen = try Shipped.regimen("morphine MR 60 mg bd")
        #expect(
            try engine.rotation(of: regimen, to: patch, facts: naive).stopCodes
                == ["naive-fentanyl-patch"])
        #expect(
            try engine.omedd(of: Shipped.regimen("fentanyl patch 25 mcg/h"), facts: naive)
                .stopCodes == ["naive-fentanyl-patch"])
        #expect(
            try engine.breakthrough(for: regimen, pain: RegimenRun.controlled, facts: naive)
                .stopCodes?.contains("naive-rapid-onset") == true)
        #expect(try engine.omedd(of: regimen, facts: naive).value != nil)
        let known = try PatientFacts.known(naive: false)
        #expect(try engine.rotation(of: regimen, to: patch, facts: known).value != nil)
    }

    @Test("The table policy lets the chosen set alone decide")
    func spread() throws {
        let regimen = try Shipped.regimen("morphine MR 60 mg bd")
        let target = RotationTo(form: try Shipped.target("fentanyl patch"))
        let alone = try #require(
            Shipped.engine(DosingPolicy(spread: .table)).rotation(of: regimen, to: target).value)
        let capped = try #require(Shipped.engine().rotation(of: regimen, to: target).value)
        #expect(alone.proposal?.perDay == .rate(try .microgramsPerHour(Rational(50))))
        #expect(capped.proposal?.perDay == .rate(try .microgramsPerHour(Rational(25))))
        #expect(alone.byTable == capped.byTable, "the range is shown either way")
        #expect(!alone.trace.contains { $0.rule == .spreadCap })
        #expect(capped.trace.contains { $0.rule == .spreadCap })
    }

    @Test(
        "Without products or without an interval there is no proposal, and the reason is given",
        arguments: [
            ("dihydrocodeine MR", "not-proposed"), ("tramadol IR", "no-interval"),
            ("tramadol MR", "not-proposed"),
        ])
    func noProposal(_ target: String, _ code: String) throws {
        let answer = try #require(
            Shipped.engine().rotation(
                of: Shipped.regimen("morphine MR 60 mg bd"),
                to: RotationTo(form: Shipped.target(target))
            ).value)
        #expect(answer.proposal == nil)
        #expect(answer.rescue == nil)
        #expect(answer.alerts.map(\.code).contains(code))
    }

    @Test("A dose below the smallest strength is not rounded up")
    func belowSmallestStrength() throws {
        let answer = try #require(
            Shipped.engine().rotation(
                of: Shipped.regimen("codeine IR 15 mg bd"),
                to: RotationTo(form: Shipped.target("oxycodone MR"))
            ).value)
        #expect(answer.proposal == nil)
        #expect(answer.alerts.map(\.code).contains("below-smallest-strength"))
    }
}
