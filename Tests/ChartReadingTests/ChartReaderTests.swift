import ChartReading
import PainDiary
import PainDosing
import Quantities
import ShippedEngine
import TestSupport
import Testing

@Suite("Regimens as people write them")
struct ChartReaderTests {
    @Test("Every regimen of the corpus is read, or asked about where it has to be")
    func corpus() throws {
        #expect(ChartCase.all.count > 200)
        for chart in ChartCase.all {
            let reading = try chart.reading()
            switch chart.expect.kind {
            case "answer":
                let expected = try DailySums(chart.expect.items ?? [])
                let got = try DailySums(reading.items)
                #expect(got == expected, "\(chart.testDescription)")
            case "partial":
                let expected = try DailySums(chart.expect.items ?? [])
                #expect(try DailySums(reading.items) == expected, "\(chart.testDescription)")
                #expect(!reading.open.isEmpty, "\(chart.testDescription)")
            default:
                #expect(reading.items.isEmpty, "\(chart.testDescription)")
                let said = reading.open.map(\.text).joined(separator: " ").lowercased()
                let must = chart.expect.mustSay ?? []
                #expect(must.contains { said.contains($0) }, "\(chart.testDescription): \(said)")
            }
        }
    }

    @Test("A random edit never gives another drug, another route or a tenfold dose unasked")
    func edits() throws {
        var source = SeededGenerator(seed: 22)
        let right = ChartCase.all.filter {
            $0.expect.kind == "answer" && $0.expect.items?.isEmpty == false
        }
        var read = 0
        for _ in 0..<1_000 {
            let chart = try #require(right.randomElement(using: &source))
            let (text, isDigit) = edited(chart.text, using: &source)
            // A text that is empty or no text at all is refused, as it should be.
            guard let reading = try? chart.reading(of: text) else { continue }
            let before = try DailySums(chart.expect.items ?? [])
            let after = try DailySums(reading.items)
            read += reading.items.isEmpty ? 0 : 1
            for (key, dose) in after.sums {
                let old = before.sums[key]
                #expect(old != nil || !reading.open.isEmpty, "\(chart.text) -> \(text): \(after)")
                guard let old, !isDigit, reading.open.isEmpty else { continue }
                let ratio = try dose.divided(by: old)
                let tenth = try Rational(1, over: 10)
                #expect(
                    ratio < Rational(10) && ratio > tenth, "\(chart.text) -> \(text): \(after)")
            }
        }
        #expect(read > 200)
    }

    /// One letter, digit or separator dropped, changed or doubled.
    private func edited(
        _ text: String, using source: inout SeededGenerator
    ) -> (text: String, isDigit: Bool) {
        var letters = Array(text)
        let place = Int.random(in: 0..<letters.count, using: &source)
        let old = letters[place]
        let pool: [Character] =
            old.isNumber
            ? Array("0123456789") : old.isLetter ? Array("abcdefghlmnopqrstux") : Array(" ;,+/.-")
        switch Int.random(in: 0..<3, using: &source) {
        case 0: letters.remove(at: place)
        case 1: letters[place] = pool.randomElement(using: &source) ?? old
        default: letters.insert(pool.randomElement(using: &source) ?? old, at: place)
        }
        return (String(letters), old.isNumber)
    }

    @Test("What is open is named, and what is certain is counted")
    func partial() throws {
        let reader = ChartReader(tables: try Shipped.tables, country: .unitedKingdom)
        let reading = try reader.reading("Zomorph 20 mg bd, Oramorph 5 mg prn, paracetamol 1 g qds")
        #expect(reading.items.count == 1)
        #expect(reading.readAs == ["Zomorph (morphine modified-release) 20 mg, twice a day"])
        #expect(reading.open.map(\.item) == [2])
        #expect(reading.open.first?.oneDose?.form.formulation == .immediateRelease)
        #expect(reading.open.first?.question.contains("Each dose taken adds 5 mg") == true)
        #expect(reading.setAside == ["paracetamol 1 g qds: no opioid, not counted"])
    }

    @Test(
        "The sum of a liquid is shown",
        arguments: [
            ("Oramorph 10 mg/5 mL, 5 mL qds", "10 mg/5 mL, 5 mL = 10 mg, 4 times a day"),
            ("Oramorph 10mg/5ml 2.5 ml every 4 hours", "10mg/5ml, 2.5 mL = 5 mg, every 4 hours"),
        ])
    func liquid(text: String, words: String) throws {
        let reader = ChartReader(tables: try Shipped.tables, country: .unitedKingdom)
        let line = try #require(try reader.reading(text).readAs.first)
        #expect(line.hasSuffix(words), "\(line)")
    }

    @Test(
        "A question names no other drug, and a brand is never approximated",
        arguments: [
            ("Oramorf 10 mg bd", ["oxynorm", "oramorph"]), ("Zapian 30/500 2 tabs qds", ["targin"]),
            ("Fortal 50 mg tds", ["abstral", "fortral"]), ("Palladonne 8 mg bd", ["proladone"]),
            ("Tramdol 50 mg qds", ["tapentadol", "trazodone"]),
            ("Dolophin 5 mg tds", ["morphine, ", "dolophine"]),
            ("Longtek 10 mg bd", ["longtec"]), ("Metador 5 mg bd", ["mevadol", "metadol"]),
        ])
    func lookAlikes(text: String, forbidden: [String]) throws {
        let reader = ChartReader(tables: try Shipped.tables, country: .unitedKingdom)
        let reading = try reader.reading(text)
        #expect(reading.items.isEmpty)
        let said = reading.open.map(\.text).joined().lowercased()
        #expect(!said.isEmpty)
        for name in forbidden { #expect(!said.contains(name), "\(said)") }
    }

    @Test(
        "Every item read is written and read again to the same, with the drug's name in each language"
    )
    func roundTrip() throws {
        let tables = try Shipped.tables
        var count = 0
        for vocabulary in tables.chart.vocabularies {
            let country = try #require(vocabulary.countries.sorted().first)
            let reader = ChartReader(tables: tables, country: country)
            for (opioid, names) in vocabulary.names {
                for formulation in tables.opioid(opioid)?.formulations.sorted() ?? [] {
                    for name in names where formulation.routes.count == 1 {
                        guard let (words, amount) = Self.words(of: formulation, opioid) else {
                            continue
                        }
                        let text = "\(name) \(words)"
                        let reading = try reader.reading(text)
                        #expect(
                            reading.items.map(\.amount) == [amount],
                            "\(vocabulary.language): \(text)")
                        #expect(
                            reading.items.map(\.form.opioid) == [opioid],
                            "\(vocabulary.language): \(text)")
                        count += 1
                    }
                }
            }
        }
        #expect(count > 100)
    }

    private static func words(
        of formulation: Formulation, _ opioid: OpioidID
    ) -> (String, RegimenAmount)? {
        guard let mass = try? Mass.milligrams(Rational(10)) else { return nil }
        return switch formulation {
        case .immediateRelease: ("IR oral 10 mg x 4/24h", .scheduled(dose: mass, .timesPerDay(4)))
        case .modifiedRelease: ("retard 10 mg 1-0-1", .scheduled(dose: mass, .timesPerDay(2)))
        default: nil
        }
    }

    @Test("A number whose comma may part thousands is asked about")
    func thousands() throws {
        let tables = try Shipped.tables
        for (country, text) in [
            (Country.unitedKingdom, "MST 1,000 mg bd"), (.germany, "MST 1.000 mg 1-0-1"),
        ] {
            let reading = try ChartReader(tables: tables, country: country).reading(text)
            #expect(reading.items.isEmpty, "\(text)")
            #expect(reading.open.first?.question.contains("thousand") == true, "\(text)")
        }
        let decimal = try ChartReader(tables: tables, country: .germany)
            .reading("Piritramid 7,5 mg i.v. 1-1-1")
        #expect(decimal.items.count == 1)
    }

    @Test("Each country has its own list of brands")
    func countries() throws {
        let tables = try Shipped.tables
        for country in tables.chart.countries {
            let brands = tables.chart.brands(of: country)
            #expect(brands.count > 15, "\(country)")
            #expect(brands.allSatisfy { $0.country == country }, "\(country)")
        }
    }
}
