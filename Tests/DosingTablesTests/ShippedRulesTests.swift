import DosingTables
import PainDosing
import Quantities
import Testing

@Suite("Shipped rules, products and limits")
struct ShippedRulesTests {
    private let tables: TableSet

    init() throws {
        tables = try TableFiles.embedded.tableSet()
    }

    @Test("The default order begins with the British figures")
    func defaultOrder() {
        #expect(
            tables.defaultOrder.map(\.name) == [
                "fpm-2020", "scottish-2024", "eu-smpc-fentanyl-2024", "nih-heal-2025",
                "scottish-lanarkshire", "treil-2018",
            ])
    }

    @Test("Three sets cap a rotation, and each is made for converting")
    func consideredSets() {
        let considered = tables.conversionSets.filter(\.isConsidered)
        #expect(
            considered.map(\.id.name) == [
                "eu-smpc-fentanyl-2024", "fpm-2020", "scottish-2024",
            ])
        #expect(considered.allSatisfy { $0.purpose == .conversion })
    }

    @Test("Figures from memory are not verified")
    func evidence() throws {
        let eapc = try #require(tables.conversionSet(ConversionSetID("eapc-2012")))
        #expect(eapc.rows.allSatisfy { !$0.evidence.isVerified })
        let fpm = try #require(tables.conversionSet(ConversionSetID("fpm-2020")))
        #expect(fpm.rows.allSatisfy { $0.evidence.isVerified })
        let smpc = try #require(tables.conversionSet(ConversionSetID("eu-smpc-fentanyl-2024")))
        #expect(smpc.rows.filter { !$0.evidence.isVerified }.map(\.to.route) == [.transdermal])
    }

    @Test("A copy without a date has no year")
    func undatedSet() throws {
        #expect(try #require(tables.conversionSet(ConversionSetID("uptodate"))).year == nil)
        #expect(try #require(tables.conversionSet(ConversionSetID("fpm-2020"))).year == 2020)
    }

    @Test("British and American names lead to the same opioid")
    func names() throws {
        let pethidine = try #require(tables.opioid(OpioidID("pethidine")))
        #expect(pethidine.otherNames.contains("meperidine"))
        #expect(pethidine.rxNorm == ["6754"])
        #expect(tables.opioids.count == 26)
        #expect(tables.opioid(.morphine)?.rxNorm == ["7052"])
        #expect(tables.opioid(OpioidID("methadone"))?.classes == [.strong, .specialistOnly])
    }

    @Test("The fentanyl patch labelled 12 delivers 12.5 micrograms/hour, and no other differs")
    func patchLabelledTwelve() throws {
        for product in tables.products {
            for strength in product.strengths where strength.labelled != strength.delivered {
                #expect(product.form.opioid == OpioidID("fentanyl"))
                #expect(strength.labelled == .rate(try .microgramsPerHour(Rational(12))))
                let delivered = try Rational(decimal: "12.5")
                #expect(strength.delivered == .rate(try .microgramsPerHour(delivered)))
            }
        }
        let patches = tables.products.filter {
            $0.form.formulation == .patch && $0.form.opioid == OpioidID("fentanyl")
        }
        #expect(Set(patches.flatMap(\.countries)) == Set(Country.allCases))
        #expect(patches.allSatisfy { $0.intervalHours == 72 })
    }

    @Test("The combined products and their strengths are these and no others")
    func combinedProducts() throws {
        let combined = tables.products.filter(\.isCombined)
        let written = try combined.map { line in
            let strengths = try line.strengths.map { strength in
                let companion = try #require(strength.companion)
                guard case .mass(let opioid) = strength.labelled else { return "" }
                return "\(opioid.milligrams.decimal().text)/"
                    + "\(companion.amount.milligrams.decimal().text) \(companion.drug)"
            }
            return "\(line.form.opioid) \(strengths.joined(separator: ", "))"
        }
        #expect(
            written == [
                "oxycodone 5/2.5 naloxone, 10/5 naloxone, 20/10 naloxone, 40/20 naloxone",
                "oxycodone 2.5/1.25 naloxone, 5/2.5 naloxone, 10/5 naloxone, 15/7.5 naloxone, "
                    + "20/10 naloxone, 30/15 naloxone, 40/20 naloxone, 60/30 naloxone, "
                    + "80/40 naloxone",
                "codeine 8/500 paracetamol, 12.8/500 paracetamol, 15/500 paracetamol, "
                    + "30/500 paracetamol, 60/1000 paracetamol",
                "codeine 30/500 paracetamol",
                "codeine 15/300 paracetamol, 30/300 paracetamol, 60/300 paracetamol",
                "dihydrocodeine 7.46/500 paracetamol, 10/500 paracetamol, 20/500 paracetamol, "
                    + "30/500 paracetamol",
                "hydrocodone 2.5/325 paracetamol, 5/300 paracetamol, 5/325 paracetamol, "
                    + "7.5/300 paracetamol, 7.5/325 paracetamol, 10/300 paracetamol, "
                    + "10/325 paracetamol",
                "oxycodone 2.5/325 paracetamol, 5/325 paracetamol, 7.5/325 paracetamol, "
                    + "10/325 paracetamol",
                "tramadol 37.5/325 paracetamol, 75/650 paracetamol",
                "tramadol 37.5/325 paracetamol",
            ])
    }

    @Test("Every brand of a rapid-onset product is found among the products")
    func rapidOnsetBrands() {
        for product in tables.breakthrough.products {
            let line = tables.products.first { $0.id.name == product.id.name }
            #expect(line?.brands == [product.brand])
            #expect(line?.form == product.form)
            #expect(line?.strengths.map(\.labelled) == product.strengths.map { .mass($0) })
        }
    }

    @Test("Rapid-onset products have their labels' limits", arguments: RapidOnsetLabel.all)
    func rapidOnsetLimits(label: RapidOnsetLabel) throws {
        let product = try #require(
            tables.breakthrough.products.first { $0.id.name == label.id })
        #expect(
            try product.titration.first?.micrograms() == label.start.map { Rational($0) })
        #expect(product.isByNameOnly == (label.start == nil))
        #expect(try product.maximumDose.micrograms() == Rational(label.maximum))
        #expect(product.repeatAfterMinutes == label.repeatAfter)
        #expect(product.minimumIntervalHours == label.gap)
        #expect(product.maximumEpisodesPerDay == 4)
        #expect((product.proportional != nil) == label.isProportional)
    }

    @Test("There is no rapid-onset product without a label here")
    func knowsEveryRapidOnsetProduct() {
        #expect(tables.breakthrough.products.map(\.id.name) == RapidOnsetLabel.all.map(\.id))
    }

    @Test("The six US products are withdrawn, each by the notice of the FDA")
    func withdrawn() throws {
        let gone = tables.breakthrough.products.filter {
            $0.market(in: .unitedStates)?.status == .withdrawn
        }
        #expect(
            gone.map(\.brand) == ["Fentora", "Abstral", "Actiq", "Onsolis", "Subsys", "Lazanda"])
        for product in gone {
            let market = try #require(product.market(in: .unitedStates))
            #expect(market.until == "2024-09-30")
            #expect(market.source.key == "FDATIRF")
            #expect(market.evidence.isVerified)
        }
        #expect(
            !tables.breakthrough.products.contains {
                $0.market(in: .unitedStates)?.status == .marketed
            })
    }

    @Test(
        "Every country has the products that its lists name, and no other",
        arguments: [
            (Country.unitedKingdom, "Effentora Abstral Actiq Breakyl Instanyl PecFent"),
            (.ireland, "Effentora Abstral Actiq Breakyl Instanyl PecFent"),
            (.spain, "Effentora Abstral Actiq Breakyl PecFent"),
            (.france, "Effentora Abstral Actiq Breakyl Instanyl PecFent"),
            (.netherlands, "Effentora Abstral Actiq Instanyl PecFent"),
            (.switzerland, "Effentora Actiq"), (.canada, "Fentora"), (.unitedStates, ""),
            (.australia, ""),
        ])
    func onSale(country: Country, brands: String) {
        let engine = DosingEngine(tables: tables, policy: DosingPolicy(country: country))
        #expect(engine.rapidOnsetProductsOnSale.map(\.brand).joined(separator: " ") == brands)
    }

    @Test("The ratios that make no dose, and who wants the lowest dose, are those published")
    func otherRatios() {
        let rules = tables.breakthrough
        #expect(
            rules.otherRatios.map {
                "\($0.oralMorphine.lowerBound.milligrams) \($0.oralMorphine.upperBound.milligrams) "
                    + $0.source.key
            } == ["15 15 SCOT3", "25 30 NORW"])
        #expect(
            rules.lowestDoseAdvice.map(\.source.key) == ["SCOT3", "UTD111217", "SAH16", "ONS"])
        #expect(rules.mildBackground?.value.value == 4)
        #expect(rules.mildBackground?.source.key == "WOO15")
    }

    @Test("The thresholds of breakthrough pain are those of the review and the labels")
    func breakthroughThresholds() throws {
        let rules = tables.breakthrough
        #expect(rules.tolerance.count == 6)
        #expect(rules.toleranceOMEDD.value.milligramsPerDay == Rational(60))
        #expect(rules.proportionalFromOMEDD.value.milligramsPerDay == Rational(60))
        #expect(rules.controlledBackground.value.value == 3)
        #expect(rules.controlledBackground.evidence == .quoted)
        #expect(rules.maximumEpisodesPerDay.value == 4)
        #expect(rules.episodePeak.value.value == 7)
        #expect(rules.proportionalShare.value == (try Rational(1, over: 6)))
        #expect(rules.rescueFraction.value.largest == (try Rational(1, over: 6)))
        #expect(rules.rescueFraction.value.smallest == (try Rational(1, over: 10)))
    }

    @Test(
        "A new route is cut as the country's charts have it, and by a quarter where none is known")
    func newRoute() {
        let rules = tables.rotation.crossTolerance.filter(\.isNewRoute)
        #expect(rules.map(\.countries) == [[.unitedKingdom, .ireland], [.unitedStates], []])
        #expect(rules.map(\.standard) == [.zero, .zero, Percentage(percent: 25)])
        #expect(rules.allSatisfy { $0.lowest == .zero && $0.highest == Percentage(percent: 25) })
    }

    @Test("A rotation is cut by a quarter to a half, and a patch not once more")
    func crossTolerance() {
        let rules = tables.rotation.crossTolerance.filter { !$0.isNewRoute }
        #expect(rules.map(\.target?.opioid.name) == [nil, "fentanyl"])
        #expect(rules.map(\.standard) == [Percentage(percent: 25), .zero])
        #expect(rules.map(\.highest) == [Percentage(percent: 50), .zero])
    }

    @Test("Methadone and transmucosal fentanyl are refused as targets")
    func refusedTargets() {
        let targets = tables.rotation.refusals.map(\.target)
        #expect(targets.contains(RotationTarget(opioid: OpioidID("methadone"), route: nil)))
        for route in [Route.buccal, .sublingual, .nasal] {
            #expect(targets.contains(RotationTarget(opioid: OpioidID("fentanyl"), route: route)))
        }
    }

    @Test("A switch to a patch and away from one says what the skin and heat do")
    func heat() {
        let times = tables.rotation.timetable
        #expect(times.contains { $0.to == .patch && $0.text.contains("Keep heat away") })
        #expect(
            times.contains { $0.from == .patch && $0.text.contains("halves in about 17 hours") })
    }

    @Test(
        "What a rapid-onset label forbids stands with its product, to be ruled out at the bedside")
    func contraindications() throws {
        let rules = tables.breakthrough
        let general = rules.contraindications.map(\.text)
        for words in ["not opioid-tolerant", "headache", "respiratory depression", "Hypersens"] {
            #expect(general.contains { $0.contains(words) }, "\(words)")
        }
        for (id, words) in [
            ("subsys-us", "Mucositis of grade 2"), ("onsolis-us", "Mucositis of grade 1"),
            ("instanyl-eu", "radiotherapy of the face"), ("instanyl-eu", "nosebleeds"),
            ("instanyl-eu", "decongestants"), ("pecfent-eu", "decongestants"),
        ] {
            let product = try #require(rules.products.first { $0.id.name == id })
            #expect(product.contraindications.contains { $0.text.contains(words) }, "\(id)")
        }
    }

    @Test("The stops are these and no others")
    func stops() {
        let stops = Set(tables.limits.filter { $0.effect == .stop }.map(\.code))
        #expect(
            stops == [
                "age-out-of-scope", "pregnancy-out-of-scope", "naive-fentanyl-patch",
                "naive-rapid-onset", "naive-methadone", "naive-levomethadone",
                "respiratory-rate-critical", "sedation-critical", "oxygen-saturation-critical",
                "methadone-qtc-critical",
                "levomethadone-qtc-critical", "respiratory-depression-rapid-onset",
                "tramadol-epilepsy", "maoi-contraindicated", "maoi-irreversible",
                "maoi-irreversible-levomethadone", "maoi-with-rapid-onset", "maoi-with-codeine",
                "sodium-oxybate-with-rapid-onset", "codeine-ultra-rapid", "opioid-antagonist",
            ])
    }

    @Test("A figure from memory moves no proposal: it warns at most, or stops")
    func limitsFromMemory() {
        for limit in tables.limits where !limit.evidence.isVerified {
            switch limit.effect {
            case .avoid, .reduce, .query: Issue.record("\(limit.code)")
            case .note, .caution, .stop: break
            }
        }
    }

    @Test("A rapid-onset product of any form is stopped in an opioid-naive patient")
    func naiveRapidOnset() {
        let conditions = tables.limits.filter { $0.code == "naive-rapid-onset" }.map(\.condition)
        for product in tables.breakthrough.products {
            let form = product.form
            #expect(
                conditions.contains(
                    .opioidNaive(OpioidScope(opioid: form.opioid, formulation: form.formulation))))
        }
    }

    @Test("Methadone schemes are complete")
    func methadoneSchemes() throws {
        #expect(tables.methadone.schemes.count == 15)
        let quill = try #require(tables.methadone.schemes.first { $0.id == "msd-2023" })
        let tiers = try #require(quill.groups.first?.tiers)
        let ratios = tiers.map(\.content)
        #expect(ratios.count == 6)
        // 100 mg belongs to the tier with the higher ratio, that is the lower dose of methadone.
        #expect(DoseBand.content(of: tiers, at: 99) == ratios[1])
        #expect(
            DoseBand.content(of: tiers, at: 100)
                == .ratio(lowest: Rational(8), highest: Rational(8)))
        #expect(quill.reduction?.lowest == Percentage(percent: 75))
        let friedman = try #require(tables.methadone.schemes.first { $0.id == "friedman-2008" })
        #expect(friedman.groups.map(\.ageBelow) == [65, nil])
    }
}
