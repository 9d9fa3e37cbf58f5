import DosingTables
import PainDosing
import Quantities
import ShippedEngine
import TableText
import Testing

@testable import SiteProfile

@Suite("A site profile")
struct SiteProfileTests {
    /// Every key, each with a value that is not the built-in one.
    static let full = """
        extends: ie
        country: UK
        ward: {name: Ward 3, call: pager 4711}
        languages: [en, cy]
        timeZone: Europe/London
        formulary:
          products: [morphine-mr-12h-tablet-uk, abstral-eu]
          concentrates: {allow: [strong-morphine], fromDose: 20 mg}
          ampoules: {prefer: [morphine-infusion-uk]}
        rounding:
          volume: 0.5 mL
          oxycodone oral: 5 mg
          morphine oral: [1 mg, 2.5 mg]
          fentanyl subcutaneous: [12.5 micrograms]
        rescue: {share: 1/6, frail: 0.1, everyHours: 2, maximumPerDay: 6}
        rotation:
          sameDrugNewRoute: 10 %
          crossTolerance: 32.5 %
          tables: [scottish-2024, fpm-2020]
        titration: leeds
        breakthrough: {firstDose: labelled}
        alerts: {omeddThresholds: [150, 90], fold: [no-laxative]}
        fhir: {painScore72514-3: ask}
        """

    @Test("Every key ends in the policy, or in the profile for what no dose depends on")
    func everything() throws {
        let profile = try SiteFile.read(Self.full, tables: SiteFile.tablesWithConcentrate())
        func mass(_ text: String) throws -> Mass { try .milligrams(Rational(decimal: text)) }
        let expected = DosingPolicy(
            order: [ConversionSetID("scottish-2024"), ConversionSetID("fpm-2020")],
            firstDose: .labelled, country: .unitedKingdom,
            omeddThresholds: [
                try .milligramsPerDay(Rational(150)), try .milligramsPerDay(Rational(90)),
            ], titration: TitrationPolicyID("leeds"),
            formulary: Formulary(
                products: [
                    ProductLineID("morphine-mr-12h-tablet-uk"), ProductLineID("abstral-eu"),
                ], concentrates: [ProductLineID("strong-morphine"): try mass("20")],
                preferred: [ProductLineID("morphine-infusion-uk")]),
            rescue: RescuePolicy(
                share: try Rational(1, over: 6), carefulShare: try Rational(1, over: 10),
                everyHours: 2, maximumPerDay: 6),
            newRouteReduction: Percentage(percent: 10),
            crossTolerance: Percentage(percent: try Rational(decimal: "32.5")),
            wardSteps: [
                WardSteps(
                    opioid: OpioidID("fentanyl"), route: .subcutaneous, steps: [try mass("0.0125")]),
                WardSteps(
                    opioid: OpioidID("morphine"), route: .oral,
                    steps: [try mass("1"), try mass("2.5")]),
                WardSteps(opioid: OpioidID("oxycodone"), route: .oral, steps: [try mass("5")]),
            ], volumeStep: try Rational(1, over: 2),
            site: SiteReference(id: "site", digest: profile.digest))
        #expect(profile.policy == expected)
        #expect(profile.ward == WardContact(name: "Ward 3", call: "pager 4711"))
        #expect(profile.languages == ["en", "cy"])
        #expect(profile.timeZone == "Europe/London")
        #expect(profile.foldedAlerts == ["no-laxative"])
        #expect(profile.painScore == .ask)
        // The example names each key, so that one without a test is missed here.
        #expect(Set(profile.settings.map(\.choice.key)) == Set(SiteKey.allCases))
    }

    @Test("What a file leaves out is as in the profile that it extends, key by key")
    func extended() throws {
        let base = try #require(try SiteProfile.readyMade("uk", tables: Shipped.tables))
        #expect(try SiteFile.read("extends: uk\n").text == base.text)
        let own = try SiteFile.read("extends: uk\nrotation: {crossTolerance: 50 %}\n").policy
        #expect(own.newRouteReduction == .zero)
        #expect(own.crossTolerance == Percentage(percent: 50))
        #expect(own.titration == TitrationPolicyID("scottish"))
        let other = try SiteFile.read("extends: uk\nrotation: {sameDrugNewRoute: 25 %}\n").policy
        #expect(other.newRouteReduction == Percentage(percent: 25))
    }

    @Test("The hash is that of what is said, not of how the file looks")
    func hash() throws {
        let first = try SiteFile.read("country: UK\nrescue: {share: 1/10, everyHours: 2}\n")
        let second = try SiteFile.read(
            "# Ours.\nrescue:\n  everyHours: 2\n  share: 0.1\ncountry: UK\n")
        let third = try SiteFile.read("country: UK\nrescue: {share: 1/10, everyHours: 3}\n")
        #expect(first.digest == second.digest)
        #expect(first.digest != third.digest)
        #expect(first.text == "country: UK\nrescue.share: 1/10\nrescue.everyHours: 2\n")
    }

    @Test("The listing says of each value where it comes from")
    func listing() throws {
        let profile = try SiteFile.read("extends: uk\nrescue: {share: 1/10}\n")
        let rows = SiteProfile.listing(of: profile, tables: try Shipped.tables)
        #expect(rows.contains(["rescue.share", "1/10", "site.yaml:2"]))
        #expect(
            rows.contains { $0[0] == "titration" && $0[1] == "scottish" && $0[2].hasPrefix("uk:") })
        #expect(rows.contains(["rescue.frail", "as in the tables", "built in"]))
        let without = SiteProfile.listing(of: nil, tables: try Shipped.tables)
        #expect(without.count == SiteKey.allCases.count)
        #expect(without.allSatisfy { $0[2] == "built in" })
        #expect(without.contains(["country", "UK", "built in"]))
    }

    @Test(
        "Every ready-made profile reads, and names its own country",
        arguments: SiteProfile.readyMadeIDs)
    func readyMade(id: String) throws {
        let profile = try #require(try SiteProfile.readyMade(id, tables: Shipped.tables))
        #expect(profile.id == id)
        #expect(profile.policy.country.rawValue == id.uppercased())
        #expect(profile.policy.firstDose == .proportional)
        #expect(!profile.languages.isEmpty)
    }

    @Test("The countries that are asked for are there, and the cut for another route as published")
    func countries() throws {
        #expect(SiteProfile.readyMadeIDs == ["au", "ca", "de", "es", "fr", "ie", "it", "uk", "us"])
        for id in SiteProfile.readyMadeIDs {
            let policy = try #require(try SiteProfile.readyMade(id, tables: Shipped.tables)).policy
            #expect(
                policy.newRouteReduction == (["ie", "uk", "us"].contains(id) ? .zero : nil), "\(id)"
            )
        }
    }

    @Test(
        "The file to start from comes to the same, and every line of it can be used",
        arguments: SiteProfile.readyMadeIDs)
    func template(id: String) throws {
        let tables = try SiteFile.tablesWithConcentrate()
        let profile = try #require(try SiteProfile.readyMade(id, tables: tables))
        let template = profile.template(tables: tables)
        #expect(try SiteFile.read(template, tables: tables).text == profile.text)
        // Sentences begin with a capital letter, keys and items with anything else.
        let used = template.split(separator: "\n").map { line in
            let rest = line.dropFirst(2)
            return line.hasPrefix("# ") && rest.first?.isUppercase == false ? rest : line
        }
        let all = try SiteFile.read(used.joined(separator: "\n") + "\n", tables: tables)
        let said = Set(all.settings.map(\.choice.key))
        #expect(said.isSuperset(of: Set(SiteKey.allCases).subtracting([.concentrates, .ampoules])))
        #expect(id != "uk" || said == Set(SiteKey.allCases))
    }

    @Test(
        "A choice of the command line or the service wins over the profile, and the built-in over none"
    )
    func choices() throws {
        let profile = try SiteFile.read("extends: uk\nbreakthrough: {firstDose: labelled}\n")
        var choices = PolicyChoices()
        #expect(choices.policy(over: profile) == profile.policy)
        #expect(choices.policy(over: nil) == DosingPolicy())
        choices.firstDose = .conservative
        choices.spread = .table
        choices.namedSet = ConversionSetID("fpm-2020")
        var expected = profile.policy
        expected.firstDose = .conservative
        expected.spread = .table
        expected.namedSet = ConversionSetID("fpm-2020")
        #expect(choices.policy(over: profile) == expected)
    }
}
