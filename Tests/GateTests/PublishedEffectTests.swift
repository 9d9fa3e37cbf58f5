import PainDosing
import ShippedEngine
import TestSupport
import Testing

@Suite("What the publications forbid is not proposed")
struct PublishedEffectTests {
    @Test("Each row holds in the questions that lead to it", arguments: PublishedEffect.all)
    func holds(_ row: PublishedEffect) throws {
        let tables = try Shipped.tables
        for asked in try PublishedQuestion.all(of: row) {
            for dose in try asked.broken(by: tables) {
                Issue.record(
                    """
                    \(row.id) [\(row.source)]: \(row.rule), but \(dose.role.rawValue) \
                    \(RegimenLine.text(dose.item)) comes of \(asked.question.command)
                    """)
            }
        }
    }

    @Test("Rows have names of their own, and every question can be asked")
    func rows() throws {
        #expect(Set(PublishedEffect.all.map(\.id)).count == PublishedEffect.all.count)
        for row in PublishedEffect.all {
            #expect(try row.patient.matches(row.patient.facts), "\(row.id)")
            #expect(!(try PublishedQuestion.all(of: row).isEmpty), "\(row.id)")
        }
    }

    @Test("Without any limit the questions lead to what most rows forbid")
    func reached() throws {
        let bare = try EffectMutant.bare
        let missed = try PublishedEffect.all.filter { row in
            try PublishedQuestion.all(of: row).allSatisfy { try $0.broken(by: bare).isEmpty }
        }
        print("kept without any limit: \(missed.map(\.id).joined(separator: ", "))")
        #expect(missed.count * 4 <= PublishedEffect.all.count)
    }

    @Test("Without one effect row of the tables the published row that it keeps is broken")
    func mutants() throws {
        // The short form stops at ten; `make gate-mutants` takes every effect and prints what it found.
        let isLong = PropertyRun.isAskedFor("PAINCALC_GATE_MUTANTS")
        let codes = try EffectMutant.codes
        let (whole, bare) = (try Shipped.tables, try EffectMutant.bare)
        var shown: [String: String] = [:]
        var open: [String] = []
        for row in PublishedEffect.all where isLong || shown.count < 10 {
            var isShown = false
            for asked in try PublishedQuestion.all(of: row)
            where try asked.broken(by: whole).isEmpty {
                let candidates = try asked.broken(by: bare).reduce(into: Set<String>()) {
                    $0.formUnion(try asked.acting(on: $1))
                }
                for code in candidates.sorted() where isLong || shown[code] == nil {
                    let mutant = try EffectMutant.tables(without: code)
                    guard let dose = try asked.broken(by: mutant).first else { continue }
                    isShown = true
                    if shown[code] == nil {
                        print(
                            "without \(code): \(RegimenLine.text(dose.item)), against "
                                + "\(row.id) [\(row.source)]")
                    }
                    shown[code] = row.id
                }
            }
            if !isShown { open.append(row.id) }
        }
        print("gate-mutants: \(shown.count) of \(codes.count) effects shown by a published row")
        if isLong {
            print("kept by more than one effect, or by none: \(open.joined(separator: ", "))")
            let never = codes.subtracting(shown.keys).sorted()
            print("effects that no published row is about: \(never.joined(separator: ", "))")
        }
        #expect(shown.count >= 10, "only \(shown.keys.sorted())")
    }
}

extension PublishedEffect: CustomTestStringConvertible {
    var testDescription: String { id }
}
