import Quantities
import ShippedEngine
import Testing

@testable import PainDosing

@Suite("A compiled conversion set gives the figures of the engine")
struct FactorTableTests {
    @Test("Any regimen by any set comes to the engine's figure, or is refused as by the engine")
    func sameAsTheEngine() throws {
        var run = try RegimenRun("compiled sets", short: 2_000, knownOnly: false)
        let tables = run.engine.tables
        let any = RegimenGenerator(tables)
        let sets = try tables.compiled().map { table in
            (table, RegimenGenerator(tables) { table.hasFigure(for: $0) })
        }
        var (computed, refused) = (0, 0)
        for _ in 0..<run.count {
            let (table, known) = try #require(sets.randomElement(using: &run.random))
            let generator = Int.random(in: 0..<4, using: &run.random) == 0 ? any : known
            let regimen = try generator.regimen(using: &run.random)
            let engine = DosingEngine(tables: tables, policy: DosingPolicy(namedSet: table.set))
            let context = Comment(rawValue: "\(regimen) by \(table.set)")
            let expected = try engine.equivalent(of: regimen, purpose: nil)
            switch try table.omedd(of: regimen) {
            case .computed(let omedd):
                computed += 1
                #expect(expected.value?.omedd == omedd, context)
            case .refused(let item, _):
                refused += 1
                #expect(
                    expected.refusalAlerts.contains {
                        $0.code == "no-factor" && $0.message.contains(regimen[item].form.words)
                    }, context)
            }
        }
        #expect(computed > run.count / 2)
        #expect(refused > run.count / 10)
    }

    @Test("Every form of the catalogue by every set, one, two and three times")
    func everyForm() throws {
        var run = try RegimenRun("every form compiled", short: 1, knownOnly: false)
        let tables = run.engine.tables
        for table in try tables.compiled() {
            let engine = DosingEngine(tables: tables, policy: DosingPolicy(namedSet: table.set))
            for form in RegimenGenerator(tables).forms {
                let item = try run.item(form)
                for count in 1...3 {
                    let regimen = Array(repeating: item, count: count)
                    let expected = try engine.equivalent(of: regimen, purpose: nil).value?.omedd
                    #expect(try table.omedd(of: regimen).omedd == expected, "\(table.set) \(item)")
                }
            }
        }
    }

    @Test(
        "Methadone's band is that of the whole day, over all items of the form",
        arguments: [
            (["20"], "80"), (["20.5"], "164"), (["10", "10"], "80"), (["10", "10.5"], "164"),
            (["20", "20"], "320"), (["20", "20.01"], "400.1"), (["60.001"], "720.012"),
        ])
    func methadone(_ doses: [String], _ expected: String) throws {
        let table = try compiled("cdc-2016")
        let items = try doses.map { dose in
            BulkItem(
                form: table.index(
                    of: OpioidForm(
                        opioid: OpioidID("methadone"), route: .oral,
                        formulation: .immediateRelease)),
                amount: .mass(try .milligramsPerDay(Rational(decimal: dose))))
        }
        #expect(
            try table.omedd(of: items.span)
                == .computed(.milligramsPerDay(Rational(decimal: expected))))
    }

    @Test("A form that is unknown, or was looked up in other tables, is refused")
    func unknownForms() throws {
        let table = try compiled("fpm-2020")
        let amount = DailyAmount.mass(try .milligramsPerDay(.one))
        let stranger = table.index(
            of: OpioidForm(
                opioid: OpioidID("unobtainium"), route: .oral, formulation: .immediateRelease))
        let known = table.index(of: .oralMorphine)
        #expect(stranger == .unknown)
        #expect(known != .unknown)
        for form in [
            stranger, FormIndex(position: known.position, stamp: known.stamp &+ 1),
            FormIndex(position: .max, stamp: known.stamp),
        ] {
            let items = [known, form].map { BulkItem(form: $0, amount: amount) }
            #expect(try table.omedd(of: items.span) == .refused(item: 1, .unknownForm))
        }
    }

    @Test("A form looked up in one set is good for every set of the same tables")
    func sharedIndex() throws {
        let tables = try Shipped.tables
        let compiled = try tables.compiled()
        for form in RegimenGenerator(tables).forms {
            #expect(Set(compiled.map { $0.index(of: form) }).count == 1)
        }
    }

    @Test("A regimen without items comes to nothing; a set that is not there to no table")
    func empty() throws {
        let table = try compiled("fpm-2020")
        #expect(try table.omedd(of: [BulkItem]().span) == .computed(.none))
        #expect(try FactorTable(Shipped.tables, set: ConversionSetID("none")) == nil)
    }

    @Test(
        "Amounts that 64 bits don't hold are computed in full width, and beyond that an error",
        arguments: [1, 40, 62, 63, 64, 100, 120])
    func wide(_ bits: Int) throws {
        let table = try compiled("fpm-2020")
        let form = table.index(of: .oralMorphine)
        let large = try Rational(Int128(1) << Int128(bits), over: 1)
        let fine = try Rational(1, over: 3)
        let items = try [large, fine].map {
            BulkItem(form: form, amount: .mass(try .milligramsPerDay($0)))
        }
        #expect(
            try table.omedd(of: items.span) == .computed(.milligramsPerDay(large.adding(fine))))
    }

    @Test("A sum beyond 127 bits is an overflow")
    func overflow() throws {
        let table = try compiled("fpm-2020")
        let huge = try DailyDose.milligramsPerDay(Rational(.max, over: 1))
        let item = BulkItem(form: table.index(of: .oralMorphine), amount: .mass(huge))
        #expect(throws: QuantityError.overflow) { _ = try table.omedd(of: [item, item].span) }
    }

    @Test("A rate where the set counts a mass is an error, not a number")
    func otherKind() throws {
        let table = try compiled("fpm-2020")
        let item = BulkItem(
            form: table.index(of: .oralMorphine),
            amount: .rate(try .microgramsPerHour(Rational(25))))
        #expect(throws: QuantityError.unitMismatch) { _ = try table.omedd(of: [item].span) }
    }

    private func compiled(_ set: String) throws -> FactorTable {
        try #require(try FactorTable(Shipped.tables, set: ConversionSetID(set)))
    }
}

extension FactorTable {
    fileprivate func omedd(of regimen: [RegimenItem]) throws -> BulkOMEDD {
        let items = try regimen.map { try bulkItem($0) }
        return try omedd(of: items.span)
    }
}

extension FactorTable {
    /// Whether the set says anything of the form, in some range at least.
    fileprivate func hasFigure(for form: OpioidForm) -> Bool {
        switch entries[Int(index(of: form).position)] {
        case .unknown, .noFigure: false
        case .factor, .ranges: true
        }
    }
}

extension BulkOMEDD {
    fileprivate var omedd: OMEDD? {
        switch self {
        case .computed(let omedd): omedd
        case .refused: nil
        }
    }
}

extension TableSet {
    fileprivate func compiled() throws -> [FactorTable] {
        try conversionSets.compactMap { try FactorTable(self, set: $0.id) }
    }
}
