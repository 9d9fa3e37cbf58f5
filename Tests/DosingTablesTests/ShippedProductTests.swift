import DosingTables
import PainDosing
import Quantities
import Testing

@Suite("Shipped products")
struct ShippedProductTests {
    private let tables: TableSet

    init() throws {
        tables = try TableFiles.embedded.tableSet()
    }

    private func lines(
        _ opioid: String, _ formulation: Formulation, in country: Country
    ) -> [ProductLine] {
        tables.products.filter {
            $0.form.opioid == OpioidID(opioid) && $0.form.formulation == formulation
                && $0.countries.contains(country) && !$0.isCombined
        }
    }

    /// The strengths of lines: mg, mcg/h or mg in 1 mL.
    private func strengths(_ lines: [ProductLine]) -> Set<String> {
        Set(
            lines.flatMap(\.strengths).map { strength in
                switch strength.labelled {
                case .mass(let mass): mass.milligrams.decimal().text
                case .rate(let rate): rate.microgramsPerHour.decimal().text
                case .concentration(let mass): mass.milligrams.decimal().text + "/mL"
                }
            })
    }

    @Test(
        "A country with a profile of its own has what rotation and rescue propose",
        arguments: [
            Country.unitedKingdom, .ireland, .unitedStates, .canada, .australia, .italy, .germany,
            .france, .spain,
        ])
    func profiles(_ country: Country) {
        let ordinary = { (opioid: String, formulation: Formulation) in
            !lines(opioid, formulation, in: country).allSatisfy(\.isConcentrate)
        }
        for opioid in ["morphine", "oxycodone", "tramadol", "tapentadol"]
        where
            !(opioid == "tapentadol" && country == .france)
        {
            #expect(ordinary(opioid, .modifiedRelease), "\(opioid)")
        }
        #expect(ordinary("morphine", .immediateRelease))
        #expect(ordinary("morphine", .injection))
        #expect(ordinary("fentanyl", .patch))
        // Italy sells no oxycodone alone that acts at once.
        #expect(ordinary("oxycodone", .immediateRelease) == (country != .italy))
    }

    @Test("No ordinary line holds a concentrate or a strong ampoule")
    func concentrates() throws {
        let largest: [String: String] = [
            "morphine injection": "10", "oxycodone injection": "10", "alfentanil injection": "0.5",
            "hydromorphone injection": "4", "morphine immediate-release": "10",
            "oxycodone immediate-release": "1", "methadone immediate-release": "5",
            "hydromorphone immediate-release": "1",
        ]
        var seen: Set<String> = []
        for line in tables.products {
            // 10 mg/mL is the weakest hydromorphone ampoule of the Netherlands.
            if line.id == ProductLineID("hydromorphone-injection-nl-subcutaneous") { continue }
            if line.id == ProductLineID("hydromorphone-injection-nl-intravenous") { continue }
            let key = "\(line.form.opioid) \(line.form.formulation.rawValue)"
            guard let bound = largest[key] else { continue }
            for case .concentration(let mass) in line.strengths.map(\.labelled) {
                seen.insert("\(key) \(line.isConcentrate)")
                let isStrong = mass.milligrams > (try Rational(decimal: bound))
                #expect(isStrong == line.isConcentrate, "\(line.id)")
            }
        }
        #expect(seen.count >= 14)
    }

    @Test("Liquids by mouth are measured to 0.5 mL, ampoules and drops to 0.1 mL")
    func measures() throws {
        for line in tables.products {
            guard case .concentration = line.strengths.first?.labelled else {
                #expect(line.measure == nil)
                continue
            }
            let isFine = line.form.route != .oral || line.title.contains("drops")
            #expect(
                line.measure?.stepMillilitres == (try Rational(decimal: isFine ? "0.1" : "0.5")),
                "\(line.id)")
        }
    }

    @Test(
        "Strengths that were missing, or stood in the wrong country, are mended",
        arguments: [
            ("methadone", Formulation.immediateRelease, Country.unitedKingdom, "5 1/mL 10/mL"),
            ("methadone", .immediateRelease, .unitedStates, "5 10 1/mL 2/mL 10/mL"),
            ("diamorphine", .injection, .unitedKingdom, "5 10 15 30 100 500"),
            ("tapentadol", .modifiedRelease, .unitedStates, "50 100 150 200 250"),
            ("tapentadol", .modifiedRelease, .unitedKingdom, "25 50 100 150 200 250"),
            ("tapentadol", .immediateRelease, .unitedKingdom, "50 75 20/mL"),
            ("hydromorphone", .modifiedRelease, .italy, "4 8 16 32 64"),
        ])
    func mended(
        _ opioid: String, _ formulation: Formulation, _ country: Country, _ expected: String
    ) {
        #expect(
            strengths(lines(opioid, formulation, in: country))
                == Set(expected.split(separator: " ").map(String.init)))
    }

    @Test("Only powders are drawn up in part")
    func powders() throws {
        for line in tables.products where line.drawnUpStep != nil {
            #expect(line.form.opioid == OpioidID("diamorphine"))
            #expect(line.drawnUpStep == (try .milligrams(Rational(decimal: "2.5"))))
        }
        #expect(tables.products.count { $0.drawnUpStep != nil } == 6)
    }

    @Test(
        "Labels speak as the pack does",
        arguments: [
            ("morphine-solution-uk", "10 mg/5 mL"), ("oxycodone-solution-uk", "5 mg/5 mL"),
            ("alfentanil-injection-uk-subcutaneous", "1 mg/2 mL"),
            ("morphine-injection-uk-subcutaneous", "10 mg/1 mL"),
            ("tramadol-solution-uk", "50 mg/5 mL"),
        ])
    func labels(_ id: String, _ label: String) {
        let line = tables.products.first { $0.id == ProductLineID(id) }
        #expect(line?.strengths.map(\.label) == [label])
    }

    @Test("A label holds the same concentration as its strength")
    func labelArithmetic() throws {
        var count = 0
        for strength in tables.products.flatMap(\.strengths) {
            guard let label = strength.label, case .concentration(let mass) = strength.labelled
            else { continue }
            let parts = label.split(separator: " ").flatMap { $0.split(separator: "/") }
            let amount = try Rational(decimal: String(try #require(parts.first)))
            let volume = try Rational(decimal: String(parts[2]))
            let scale = Rational(parts[1] == "mg" ? 1 : 1000)
            #expect(
                try amount.divided(by: volume).divided(by: scale) == mass.milligrams, "\(label)")
            count += 1
        }
        #expect(count > 40)
    }
}
