import PainDosing
import ShippedEngine
import Testing

@testable import SiteProfile

@Suite("A site file with faults")
struct SiteFaultTests {
    @Test(
        "What can't be is named with its line and what is accepted",
        arguments: [
            ("{}", "1: say 'extends' or 'country'"),
            ("extends: xx", "1: 'extends' can't be 'xx': the ready-made profiles are: au, ca, de"),
            (
                "extends: uk\nrescu: {}",
                "2: the key 'rescu' is unknown; known are: extends, country"
            ),
            ("country: Narnia", "1: 'country' can't be 'Narnia'"),
            (
                "extends: uk\nward: {nurse: A}",
                "2: the key 'nurse' is unknown; known are: name, call"
            ),
            (
                "extends: uk\nward: {name: \"a\\nb\"}",
                "2: 'name' can't be 'a\\u{A}b': write one line"
            ),
            ("extends: uk\nlanguages: [EN]", "2: 'EN' is no ISO 639 code"),
            ("extends: uk\nlanguages: [en, en]", "2: 'en' is listed twice in 'languages'"),
            ("extends: uk\ntimeZone: ../../etc/passwd", "2: 'timeZone' can't be"),
            ("extends: uk\nformulary: {products: [no-such]}", "2: there is no product 'no-such'"),
            ("extends: uk\nformulary: {ampoules: {prefer: [x]}}", "2: there is no product 'x'"),
            (
                "extends: uk\nformulary: {concentrates: {allow: [abstral-eu], fromDose: 20 mg}}",
                "2: 'abstral-eu' is no concentrate"
            ),
            (
                "extends: uk\nformulary: {concentrates: {allow: []}}",
                "2: the key 'fromDose' is missing"
            ),
            (
                "extends: uk\nformulary: {concentrates: {allow: [], fromDose: 20}}",
                "2: 'fromDose' can't be '20': write an amount above 0 with mg or micrograms"
            ),
            ("extends: uk\nrounding: {morphine: 5 mg}", "2: 'morphine' has to be 'volume', or"),
            ("extends: uk\nrounding: {morphin oral: 5 mg}", "2: 'morphin oral' has to be"),
            ("extends: uk\nrounding: {morphine oral: 5}", "2: 'morphine oral' can't hold '5'"),
            (
                "extends: uk\nrounding: {morphine oral: 0 mg}",
                "2: 'morphine oral' can't hold '0 mg'"
            ),
            ("extends: uk\nrounding: {morphine oral: []}", "2: 'morphine oral' has to name a step"),
            (
                "extends: uk\nrounding:\n  morphine oral:\n    - 5 mg\n    - 2.5 mg",
                "5: the steps of 'morphine oral' have to rise, and '2.5 mg' does not"
            ),
            ("extends: uk\nrounding: {volume: 0 mL}", "2: 'volume' can't be '0 mL'"),
            ("extends: uk\nrounding: {volume: 1 ml}", "2: 'volume' can't be '1 ml'"),
            ("extends: uk\nrescue: {share: 0}", "2: 'share' can't be '0'"),
            ("extends: uk\nrescue: {share: 7/6}", "2: 'share' can't be '7/6'"),
            ("extends: uk\nrescue: {everyHours: 0}", "2: 'everyHours' can't be '0'"),
            ("extends: uk\nrescue: {everyHours: 25}", "2: 'everyHours' can't be '25'"),
            ("extends: uk\nrescue: {maximumPerDay: 25}", "2: 'maximumPerDay' can't be '25'"),
            (
                "extends: uk\nrescue: {share: 1/10, frail: 1/6}",
                "2: 'frail' is 1/6, more than the usual 'share' of 1/10"
            ),
            (
                "extends: uk\nrotation: {crossTolerance: 24 %}",
                "2: 'crossTolerance' can't be '24 %'"
            ),
            (
                "extends: uk\nrotation: {crossTolerance: 91 %}",
                "2: 'crossTolerance' can't be '91 %'"
            ),
            ("extends: uk\nrotation: {crossTolerance: 25}", "2: 'crossTolerance' can't be '25'"),
            ("extends: uk\nrotation: {sameDrugNewRoute: 91 %}", "2: 'sameDrugNewRoute' can't be"),
            ("extends: uk\nrotation: {tables: [mine]}", "2: there is no conversion set 'mine'"),
            ("extends: uk\nrotation: {tables: []}", "2: 'tables' has to name a conversion set"),
            ("extends: uk\nrotation: {tables: [cdc-2022]}", "2: 'cdc-2022' is a scale of exposure"),
            ("extends: uk\ntitration: fast", "2: 'titration' can't be 'fast': known are: tga"),
            ("extends: uk\nbreakthrough: {firstDose: high}", "2: 'firstDose' can't be 'high'"),
            ("extends: uk\nalerts: {omeddThresholds: [0]}", "2: 'omeddThresholds' can't hold '0'"),
            ("extends: uk\nalerts: {fold: [no-such]}", "2: 'no-such' is no alert of limits.yaml"),
            (
                "extends: uk\nfhir: {painScore72514-3: best}",
                "2: 'painScore72514-3' can't be 'best'"
            ),
        ])
    func named(_ yaml: String, _ words: String) throws {
        let faults = try SiteFile.faults(yaml + "\n")
        #expect(faults.count == 1, "\(faults)")
        #expect(faults.first?.hasPrefix(words) == true, "\(faults)")
    }

    @Test("All are named at once, in the order of the file")
    func all() throws {
        let faults = try SiteFile.faults(
            """
            extends: uk
            titration: mine
            rescue:
              share: 2
              evryHours: 2
            languages: [english]
            """)
        #expect(faults.map { $0.prefix(2) } == ["2:", "4:", "5:", "6:"], "\(faults)")
    }

    @Test("No stop and no query can be folded, and all others can")
    func folding() throws {
        let limits = try Shipped.tables.limits
        let held = Set(limits.filter { $0.effect.severity.holdsBack }.map(\.code))
        #expect(!held.isEmpty)
        for code in Set(limits.map(\.code)) {
            let faults = try SiteFile.faults("extends: uk\nalerts: {fold: [\(code)]}\n")
            #expect(faults.isEmpty == !held.contains(code), "\(code): \(faults)")
        }
    }

    @Test("A profile that does not fit a team's own tables says so")
    func otherTables() throws {
        let tables = try SiteFile.tables(
            conversionSets: Shipped.tables.conversionSets.filter { $0.id.name != "anzca-2021" })
        #expect(try SiteFile.faults("extends: uk\n", tables: tables) == [])
        let faults = try SiteFile.faults("country: AU\nextends: au\n", tables: tables)
        #expect(faults.count == 1)
        #expect(
            faults.first?.hasPrefix("2: the profile 'au' does not fit these tables: au:") == true)
        #expect(faults.first?.contains("there is no conversion set 'anzca-2021'") == true)
    }
}
