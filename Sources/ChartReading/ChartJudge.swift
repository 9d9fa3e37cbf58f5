import PainDosing
import Quantities

/// What an item takes from the one before, or from the heading of its list.
struct ChartContext {
    var name: ChartName?
    var nameWords = ""
    var form: OpioidForm?
    var sharedMeanings: Set<ChartMeaning> = []
    var sharedHours: Rational?
}

/// Turns what an item says into doses, or into the question that it leaves open.
struct ChartJudge {
    let facts: ChartFacts
    let tables: TableSet
    let lexicon: ChartLexicon
    let name: ChartName
    let nameWords: String
    let context: ChartContext

    init(
        _ facts: ChartFacts, tables: TableSet, lexicon: ChartLexicon, context: ChartContext
    ) throws(ChartDoubt) {
        self.facts = facts
        self.tables = tables
        self.lexicon = lexicon
        self.context = context
        let named = facts.names
        guard let first = named.first ?? context.name.map({ ($0, context.nameWords) }) else {
            throw ChartDoubt("which drug is it? Write its name before the dose.")
        }
        let opioids = named.reduce(into: Set<OpioidID>()) { $0.formUnion($1.name.opioids) }
        let best = named.first { $0.name.isBrand } ?? first
        guard named.isEmpty || opioids.count == best.0.opioids.count else {
            let words = named.map { "\"\($0.words)\"" }.joined(separator: " and ")
            throw ChartDoubt(
                "\(words) stand in one item: is it one drug or two? Part two drugs with a comma.")
        }
        name = best.0
        nameWords = best.1
    }

    /// The opioid that the name stands for.
    func opioid() throws(ChartDoubt) -> OpioidID {
        if let opioid = name.opioid { return opioid }
        let countries = Set(name.brands.map(\.country.rawValue)).sorted()
        throw ChartDoubt(
            "\"\(nameWords)\" holds different drugs in different countries "
                + "(\(countries.joined(separator: ", "))): which country's is it? Write the generic "
                + "name as well, or use --site.")
    }

    /// The item.
    func item() throws(ChartDoubt) -> ChartItem {
        try refuseWhatIsNotRead()
        let opioid = try opioid()
        if !facts.pairs.isEmpty || isCombined { return try combinedItem(opioid) }
        let candidates = try fitting(opioid)
        if candidates.allSatisfy({ $0.form.formulation == .patch }) {
            return try patchItem(candidates)
        }
        if candidates.allSatisfy({ $0.form.formulation == .infusion }) {
            return try infusionItem(candidates)
        }
        return try doseItem(candidates)
    }

    /// Whether the name stands for a product with a second drug only.
    var isCombined: Bool {
        if !facts.companionDrugs.isEmpty { return true }
        return name.isBrand && name.brands.allSatisfy { $0.companion != nil }
    }

    // MARK: What can't be read

    private func refuseWhatIsNotRead() throws(ChartDoubt) {
        if let word = facts.unknown.first {
            throw ChartDoubt(
                "\"\(shortened(word))\" after \(nameWords) is not understood: write the dose with its "
                    + "unit, the route and how often, or a drug of its own after a comma.",
                choices: ["\(nameWords) 10 mg every 12 hours"])
        }
        if facts.hasZero {
            throw ChartDoubt("a dose of 0 of \(nameWords) is no dose: leave out what is not taken.")
        }
        if let number = facts.doubtfulNumbers.first {
            let bare = number.filter(\.isNumber)
            throw ChartDoubt(
                "is \"\(number)\" a decimal number or a thousand?",
                choices: [number.replacingComma, bare])
        }
        if let word = facts.stopped.first {
            throw ChartDoubt(
                "\(nameWords) stands beside \"\(word)\": is it still taken? Leave out what is not.")
        }
        if let word = facts.changed.first {
            throw ChartDoubt(
                "\"\(word)\" says that \(nameWords) changes: which dose is taken now? Write that alone."
            )
        }
        if facts.hasOr {
            throw ChartDoubt("\"or\" leaves two doses of \(nameWords): which one is taken?")
        }
        if facts.meanings.contains(.spinal) {
            throw ChartDoubt(
                "\(nameWords) by the epidural or intrathecal route has no figure here; ask the team "
                    + "that runs the pump.")
        }
        if let word = facts.unread.first {
            throw ChartDoubt(
                "\"\(shortened(word))\" in the item of \(nameWords) is not understood: write the dose "
                    + "with its unit, the route and how often.")
        }
    }

    private func shortened(_ word: String) -> String {
        word.count > 40 ? word.prefix(40) + "…" : word
    }

    // MARK: Forms

    /// The drugs that are swallowed unless another route is written.
    static let oralUnlessSaid: Set<String> = [
        "codeine", "dihydrocodeine", "tramadol", "tapentadol", "tilidine", "oxycodone",
        "hydrocodone",
        "oxymorphone", "methadone", "levomethadone", "dextropropoxyphene", "pentazocine",
    ]

    /// The route that the words name; nil for none.
    func route() throws(ChartDoubt) -> Route? {
        var routes: [Route] = []
        let words: [(ChartMeaning, Route)] = [
            (.oral, .oral), (.tube, .oral), (.subcutaneous, .subcutaneous),
            (.intravenous, .intravenous), (.intramuscular, .intramuscular),
            (.sublingual, .sublingual), (.sublingualTablet, .sublingual), (.buccal, .buccal),
            (.buccalTablet, .buccal), (.nasal, .nasal), (.nasalSpray, .nasal), (.rectal, .rectal),
            (.suppository, .rectal), (.transdermal, .transdermal),
        ]
        for (meaning, route) in words where meanings.contains(meaning) && !routes.contains(route) {
            routes.append(route)
        }
        if routes.count > 1 {
            throw ChartDoubt(
                "two routes stand beside \(nameWords), "
                    + routes.map(\.rawValue).joined(separator: " and ") + ": which one is it?")
        }
        if let route = routes.first { return route }
        if meanings.contains(.driver) { return .subcutaneous }
        if meanings.contains(.venousPump) || meanings.contains(.patientPump) { return .intravenous }
        if facts.names.isEmpty, let form = context.form, form.route != .transdermal {
            return form.route
        }
        return nil
    }

    var meanings: Set<ChartMeaning> { facts.meanings.union(context.sharedMeanings) }
    var overHours: Rational? { facts.overHours ?? context.sharedHours }

    /// Whether it runs all the time.
    var runs: Bool {
        if meanings.contains(.bolus) { return false }
        let pumps: Set<ChartMeaning> = [
            .pump, .driver, .venousPump, .patientPump, .continuous, .basal,
        ]
        if !facts.rates.isEmpty || !facts.volumeRates.isEmpty { return true }
        if facts.isAsNeeded || (facts.hasSchedule && overHours == nil && !isDailyAmount) {
            return false
        }
        return !meanings.isDisjoint(with: pumps) || (overHours != nil && !facts.hasSchedule)
    }

    private var isDailyAmount: Bool {
        facts.frequencies.allSatisfy { $0.0 == .perDay(ChartAmount(.one)) } && facts.times.isEmpty
            && facts.scheme == nil
    }

    /// The forms that the words leave; one or more.
    private func fitting(_ opioid: OpioidID) throws(ChartDoubt) -> [ChartCandidate] {
        var route = try route()
        let isLiquid =
            !facts.volumes.isEmpty || meanings.contains(.liquid) || meanings.contains(.drop)
        // A few drops under the tongue are swallowed for the most part.
        if route == .sublingual, isLiquid, !name.isBrand { route = .oral }
        let all = candidates(opioid, route)
        var fitting = all
        if let route {
            fitting = fitting.filter { $0.form.route == route }
            if fitting.isEmpty, route == .sublingual {
                // A few drops under the tongue are swallowed for the most part.
                fitting = all.filter {
                    $0.form.route == .oral && $0.brand?.unit == .milligramPerMillilitre
                }
            }
        }
        for kinds in formHints(opioid, route) {
            let narrowed = fitting.filter { kinds.contains($0.form.formulation) }
            if narrowed.isEmpty, !fitting.isEmpty {
                let known = unique(all.map { formWords($0.form) }).joined(separator: ", ")
                throw ChartDoubt("\(nameWords) is not known in this form; known are: \(known).")
            }
            fitting = narrowed
        }
        guard !fitting.isEmpty else {
            let known = unique(all.map { formWords($0.form) }).joined(separator: ", ")
            throw ChartDoubt("\(nameWords) is not known by this route; known are: \(known).")
        }
        if route == nil {
            // A brand that is swallowed or worn as well as injected is meant so, unless a route says else.
            let plain = fitting.filter {
                $0.form.formulation != .injection && $0.form.formulation != .infusion
                    && $0.form.formulation != .suppository
            }
            if name.isBrand, !plain.isEmpty { fitting = plain }
            let swallowed = fitting.filter { $0.form.route == .oral }
            if Self.oralUnlessSaid.contains(opioid.name), !swallowed.isEmpty { return swallowed }
            let routes = Set(fitting.map(\.form.route))
            if routes.count > 1 { throw routeQuestion(fitting) }
        }
        return fitting
    }

    private func routeQuestion(_ fitting: [ChartCandidate]) -> ChartDoubt {
        let isPatchOrPump = fitting.allSatisfy {
            $0.form.formulation == .patch || $0.form.formulation == .infusion
        }
        if isPatchOrPump {
            return ChartDoubt(
                "is \(nameWords) a patch or an infusion? Write the form and the route.",
                choices: [
                    "\(nameWords) patch", "\(nameWords) SC infusion", "\(nameWords) IV infusion",
                ])
        }
        let routes = Set(fitting.map(\.form.route)).sorted().map { "\(nameWords) \($0.rawValue)" }
        return ChartDoubt("by which route is \(nameWords) given?", choices: routes)
    }

    private func candidates(_ opioid: OpioidID, _ route: Route?) -> [ChartCandidate] {
        var found: [ChartCandidate] = []
        func add(_ formulation: Formulation, _ brand: ChartBrand?) {
            for route in formulation.routes {
                found.append(
                    ChartCandidate(
                        form: OpioidForm(opioid: opioid, route: route, formulation: formulation),
                        brand: brand))
            }
        }
        if name.isBrand {
            for brand in name.brands {
                add(brand.formulation, brand)
                if brand.formulation == .injection { add(.infusion, brand) }
            }
            let parenteral: Set<Route> = [.subcutaneous, .intravenous, .intramuscular]
            let isOnce = name.brands.contains {
                $0.formulation == .immediateRelease && $0.companion == nil
            }
            if let route, parenteral.contains(route), isOnce,
                !found.contains(where: { $0.form.route == route })
            {
                // The lists hold few ampoules; the drug and the route stand there.
                add(.injection, nil)
                add(.infusion, nil)
            }
            return found
        }
        var formulations = tables.opioid(opioid)?.formulations ?? []
        switch route {
        case .oral: formulations.insert(.immediateRelease)
        case .rectal: formulations.insert(.suppository)
        case .sublingual: formulations.insert(.sublingualTablet)
        case .buccal: formulations.insert(.buccalTablet)
        case .nasal: formulations.insert(.nasalSpray)
        case .subcutaneous, .intravenous, .intramuscular:
            formulations.formUnion([.injection, .infusion])
        case .transdermal, nil: break
        }
        formulations.sorted().forEach { add($0, nil) }
        return found
    }

    /// What each word about the form leaves.
    private func formHints(_ opioid: OpioidID, _ route: Route?) -> [Set<Formulation>] {
        let words: [(ChartMeaning, Set<Formulation>)] = [
            (.immediate, [.immediateRelease]),
            (.tablet, [.immediateRelease, .modifiedRelease, .buccalTablet, .sublingualTablet]),
            (.capsule, [.immediateRelease, .modifiedRelease]),
            (.sachet, [.immediateRelease, .modifiedRelease]),
            (.patch, [.patch]), (.transdermal, [.patch]), (.suppository, [.suppository]),
            (.sublingualTablet, [.sublingualTablet]), (.buccalTablet, [.buccalTablet]),
            (.film, [.buccalFilm]), (.nasalSpray, [.nasalSpray]),
            (.spray, [.nasalSpray, .sublingualSpray]),
            (.ampoule, [.injection, .infusion]), (.injection, [.injection, .infusion]),
            (.bolus, [.injection]),
        ]
        var hints = words.filter { meanings.contains($0.0) }.map(\.1)
        let isParenteral =
            route == .subcutaneous || route == .intravenous || route == .intramuscular
        // A drip is called "gtt" as well, and a solution may be drawn up.
        if meanings.contains(.drop), facts.rates.isEmpty { hints.append([.immediateRelease]) }
        if meanings.contains(.liquid), !isParenteral, !runs { hints.append([.immediateRelease]) }
        let isPatchBrand = name.isBrand && name.brands.allSatisfy { $0.formulation == .patch }
        if meanings.contains(.modified), !meanings.contains(.patch), !isPatchBrand {
            hints.append([.modifiedRelease])
        }
        let isSwallowed =
            route == .oral
            || (name.isBrand
                && name.brands.allSatisfy {
                    $0.formulation == .immediateRelease || $0.formulation == .modifiedRelease
                })
        let isMicrogramRate = facts.rates.contains { $0.unit == .microgram && $0.hours == .one }
        let hasPatches = tables.opioid(opioid)?.formulations.contains(.patch) ?? false
        if isPatchBrand || meanings.contains(.patch) || meanings.contains(.transdermal) {
            // Whatever its rate looks like.
        } else if !facts.patchSum.isEmpty {
            hints.append([.patch])
        } else if isMicrogramRate, hasPatches, route == nil, !facts.hasPump {
            let isChanged = facts.frequencies.contains { frequency in
                if case .everyHours(let hours) = frequency.0 {
                    hours.low >= Rational(48)
                } else {
                    false
                }
            }
            hints.append(isChanged ? [.patch] : [.patch, .infusion])
        } else if runs, !isSwallowed {
            hints.append([.infusion])
        } else if route == .subcutaneous || route == .intravenous || route == .intramuscular {
            hints.append([.injection])
        } else if route == nil {
            hints.append(Set(Formulation.allCases).subtracting([.infusion]))
        }
        return hints
    }

    func formWords(_ form: OpioidForm) -> String {
        form.formulation.routes.count == 1
            ? form.formulation.words : "\(form.route.rawValue) \(form.formulation.words)"
    }

    func unique<Value: Hashable>(_ values: [Value]) -> [Value] {
        var seen: Set<Value> = []
        return values.filter { seen.insert($0).inserted }
    }

    /// The marketed line that the brand names, if it lasts as long in each country.
    func product(_ form: OpioidForm) -> ProductLineID? {
        guard name.isBrand else { return nil }
        let key = ChartText.key(ofWritten: nameWords)
        let lines = tables.products.filter { line in
            line.form == form && !line.isCombined
                && line.brands.contains { ChartText.key(ofWritten: $0) == key }
        }
        let home = lines.filter { line in
            lexicon.country.map { line.countries.contains($0) } ?? false
        }
        let chosen = home.isEmpty ? lines : home
        return Set(chosen.map(\.intervalHours)).count == 1 ? chosen.first?.id : nil
    }

    /// What an exact sum gives; a number that is too large is asked about.
    func exactly<Value>(
        _ body: () throws(QuantityError) -> Value
    ) throws(ChartDoubt) -> Value {
        do throws(QuantityError) {
            return try body()
        } catch {
            throw ChartDoubt("the dose of \(nameWords) can't be computed: \(error)")
        }
    }
}

extension String {
    /// With a point for its comma.
    fileprivate var replacingComma: String { String(map { $0 == "," ? "." : $0 }) }
}
