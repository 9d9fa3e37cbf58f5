import PainDosing
import Quantities

extension ChartJudge {
    /// The item of a dose, with what its form makes of how often it is given.
    ///
    /// - Parameters:
    ///   - mass: the number of the dose among several; nil for the only one.
    ///   - dosesADay: how many doses of the line there are in all.
    func item(
        _ dose: ChartDose, mass: Int?, dosesADay: Int = 0, companion: Companion? = nil
    ) throws(ChartDoubt) -> ChartItem {
        let (form, row, releaseQuestion) = try chosenForm(dose, mass: mass, dosesADay: dosesADay)
        var remarks: [String] = []
        if form.route == .oral, meanings.contains(.sublingual) {
            remarks.append("\(nameWords) under the tongue is counted as swallowed.")
        }
        let given = try given(form, mass: mass)
        if case .regular(let groups) = given {
            for group in groups {
                remarks += try intervalRemark(
                    form, dose.rows, group.frequency, doses: max(dosesADay, dosesOf(groups)))
            }
        }
        let product = companion == nil ? product(form) : nil
        func one(_ mass: Mass, _ amount: (Mass) -> RegimenAmount) -> RegimenItem {
            RegimenItem(form: form, amount: amount(mass), product: product, companion: companion)
        }
        let head = headWords(form, row)
        let sum = dose.sum.map { ": \($0)" } ?? " \(words(dose.low))"
        switch given {
        case .uncounted:
            guard dose.low == dose.high else {
                throw ChartDoubt(
                    "how many doses of \(nameWords) were taken in 24 hours, and which dose of the range "
                        + "\(words(dose.low)) to \(words(dose.high))?",
                    choices: ["\(nameWords) \(words(dose.low)) prn x3"])
            }
            throw ChartDoubt(
                "how many doses of \(nameWords) were taken in 24 hours? Each dose taken adds "
                    + "\(words(dose.low)).", choices: ["prn x3"],
                oneDose: one(dose.low) { .taken(dose: $0, count: 0) })
        case .taken(let count):
            guard dose.low == dose.high else {
                throw ChartDoubt(
                    "which dose of the range \(words(dose.low)) to \(words(dose.high)) of \(nameWords) "
                        + "was taken?")
            }
            if form.formulation == .modifiedRelease {
                remarks.append("\(nameWords) is modified-release and not made for doses as needed.")
            }
            return ChartItem(
                items: [one(dose.low) { .taken(dose: $0, count: count) }],
                words: "\(head)\(sum), taken \(count == 1 ? "once" : "\(count) times") in 24 hours",
                remarks: remarks, releaseQuestion: nil)
        case .regular(let groups):
            guard dose.low == dose.high else { throw try rangeQuestion(dose, groups) }
            var items: [RegimenItem] = []
            var parts: [String] = []
            for group in groups {
                let mass = try scaled(dose.low, group.units)
                let beside = try companion.map { companion throws(ChartDoubt) in
                    Companion(
                        drug: companion.drug, amount: try scaled(companion.amount, group.units))
                }
                items.append(
                    RegimenItem(
                        form: form, amount: .scheduled(dose: mass, group.frequency),
                        product: product, companion: beside))
                let often = frequencyWords(group.frequency)
                parts.append(
                    group.units == .one
                        ? "\(sum), \(often)"
                        : "\(sum) x \(group.units.decimal().text) = \(words(mass)), \(often)")
            }
            return ChartItem(
                items: items, words: head + parts.joined(separator: ";"), remarks: remarks,
                releaseQuestion: releaseQuestion)
        }
    }

    private func dosesOf(
        _ groups: [(units: Rational, frequency: DosingFrequency)]
    ) -> Int {
        groups.reduce(0) { sum, group in
            if case .timesPerDay(let count) = group.frequency { sum + count } else { sum }
        }
    }

    private func rangeQuestion(
        _ dose: ChartDose, _ groups: [(units: Rational, frequency: DosingFrequency)]
    ) throws(ChartDoubt) -> ChartDoubt {
        var (low, high) = (Rational.zero, Rational.zero)
        for group in groups {
            let ends = try exactly { () throws(QuantityError) in
                let times = try group.frequency.timesPerDay.multiplied(by: group.units)
                return (
                    try dose.low.milligrams.multiplied(by: times),
                    try dose.high.milligrams.multiplied(by: times)
                )
            }
            low = try exactly { () throws(QuantityError) in try low.adding(ends.0) }
            high = try exactly { () throws(QuantityError) in try high.adding(ends.1) }
        }
        return ChartDoubt(
            "which dose of the range \(words(dose.low)) to \(words(dose.high)) of \(nameWords) is given? "
                + "The lower end is \(low.decimal().text) mg a day, the upper \(high.decimal().text) mg.",
            choices: [
                "\(nameWords) \(words(dose.low))", "\(nameWords) \(words(dose.high))",
            ])
    }

    // MARK: Form

    private func chosenForm(
        _ dose: ChartDose, mass: Int?, dosesADay: Int
    ) throws(ChartDoubt) -> (OpioidForm, ChartBrand?, String?) {
        let forms = unique(dose.rows.map(\.form))
        guard let first = forms.first else {
            throw ChartDoubt("which form of \(nameWords) is it?")
        }
        func row(_ form: OpioidForm) -> ChartBrand? {
            dose.rows.first { $0.form == form }?.brand
        }
        if forms.count == 1 { return (first, row(first), nil) }
        let routes = Set(forms.map(\.route))
        guard routes.count == 1 else {
            throw ChartDoubt(
                "by which route is \(nameWords) given?",
                choices: routes.sorted().map { "\(nameWords) \($0.rawValue)" })
        }
        let immediate = forms.first { $0.formulation == .immediateRelease }
        let modified = forms.first { $0.formulation == .modifiedRelease }
        guard let immediate, let modified, forms.count == 2 else {
            throw ChartDoubt(
                "which form of \(nameWords) is it?",
                choices: forms.map { "\(nameWords) \(formWords($0))" })
        }
        if isAsNeeded { return (immediate, row(immediate), nil) }
        let given = try given(immediate, mass: mass)
        guard case .regular(let groups) = given,
            let hours = groups.compactMap({
                shortestHours($0.frequency, doses: max(dosesADay, dosesOf(groups)))
            }).min()
        else { return (immediate, row(immediate), nil) }
        if hours < Rational(8) { return (immediate, row(immediate), nil) }
        let question =
            "is \(nameWords) immediate- or modified-release? The release is not stated; both have one "
            + "figure."
        let likely = hours >= Rational(12) ? modified : immediate
        return (likely, row(likely), question)
    }

    /// What a pharmacist says of an interval in use that is not the label's; one that nobody uses is
    /// asked about.
    private func intervalRemark(
        _ form: OpioidForm, _ rows: [ChartCandidate], _ frequency: DosingFrequency, doses: Int
    ) throws(ChartDoubt) -> [String] {
        guard form.formulation == .modifiedRelease,
            let hours = shortestHours(frequency, doses: doses)
        else { return [] }
        let lists = rows.filter { $0.form == form }.compactMap(\.brand?.hours).filter {
            !$0.isEmpty
        }
        let known = lists.isEmpty ? [12, 24, 8] : lists.flatMap(\.self)
        guard let label = known.first, let least = known.min() else { return [] }
        if hours < Rational(least) {
            throw ChartDoubt(
                "which interval is it? \(nameWords) is modified-release and given every "
                    + unique(known).map(String.init).joined(separator: " or ")
                    + " hours, not every "
                    + "\(hours.decimal().text).",
                choices: ["every \(label) hours"])
        }
        if !known.contains(where: { Rational($0) == hours }), hours > Rational(known.max() ?? label)
        {
            return ["\(nameWords) is usually given every \(label) hours."]
        }
        return !lists.isEmpty && hours != Rational(label)
            && lists.allSatisfy({ !$0.starts(with: [Int(exactly: hours.numerator) ?? 0]) })
            ? ["The label of \(nameWords) gives it every \(label) hours."] : []
    }

    // MARK: Words

    func headWords(_ form: OpioidForm, _ row: ChartBrand?) -> String {
        let way =
            form.formulation.saysRoute || form.formulation.routes.count > 1 || form.route == .oral
            ? form.formulation.words : "\(form.formulation.words)"
        let route = form.formulation.routes.count > 1 ? ", \(form.route.rawValue)" : ""
        let drug = "\(form.opioid.name) \(way)\(route)"
        guard name.isBrand else { return drug }
        return "\(row?.names.first ?? name.shown) (\(drug))"
    }

    func frequencyWords(_ frequency: DosingFrequency) -> String {
        switch frequency {
        case .timesPerDay(1): "once a day"
        case .timesPerDay(2): "twice a day"
        case .timesPerDay(let count): "\(count) times a day"
        case .everyHours(1): "every hour"
        case .everyHours(let hours): "every \(hours) hours"
        }
    }
}
