import PainDosing
import Quantities

extension ChartJudge {
    // MARK: Patches

    /// A patch by what is printed on it.
    func patchItem(_ candidates: [ChartCandidate]) throws(ChartDoubt) -> ChartItem {
        guard let form = candidates.first?.form else { throw ChartDoubt("which patch is it?") }
        if isAsNeeded {
            throw ChartDoubt("a \(nameWords) patch is worn all the time: how is it really used?")
        }
        try refusePatchExtras()
        let written = try patchRate(candidates)
        let rate = try exactly { () throws(QuantityError) in
            try MassRate.microgramsPerHour(written)
        }
        let delivered = try exactly { () throws(QuantityError) in
            try tables.deliveredRate(of: rate, form)
        }
        let brands = candidates.compactMap(\.brand)
        let strengths = Set(brands.flatMap { $0.strengths.map(\.opioid) })
        let isMade = strengths.isEmpty || isSumOfPatches(written, strengths)
        guard isMade, let delivered else {
            let known = strengths.isEmpty ? patchStrengths(form) : strengths.sorted()
            throw ChartDoubt(
                "\(written.decimal().text) mcg/h is no strength of \(nameWords), nor a sum of a few; "
                    + "marketed are \(known.map { $0.decimal().text }.joined(separator: ", ")) mcg/h. "
                    + "Which patch is it?")
        }
        if !strengths.isEmpty, !strengths.contains(written), facts.patchSum.isEmpty,
            patchStrengths(form).contains(written)
        {
            throw ChartDoubt(
                "\(written.decimal().text) mcg/h is no strength of one \(nameWords) patch, but of another "
                    + "make: is it several patches together? Made are "
                    + strengths.sorted().map { $0.decimal().text }.joined(separator: ", ")
                    + " mcg/h.")
        }
        let remarks = try patchInterval(brands, form)
        let item = RegimenItem(form: form, amount: .patch(rate: delivered), product: product(form))
        return ChartItem(
            items: [item],
            words: "\(headWords(form, brands.first)) \(written.decimal().text) micrograms/hour",
            remarks: remarks)
    }

    /// Refuses what is no part of a patch.
    private func refusePatchExtras() throws(ChartDoubt) {
        let isUsed = facts.rates.isEmpty && facts.masses.isEmpty
        let isMore =
            (!facts.bareNumbers.isEmpty && !isUsed) || facts.bareNumbers.count > 1
            || !facts.volumes.isEmpty || !facts.concentrations.isEmpty || facts.taken != nil
            || facts.timesAfter != nil || facts.timesBefore != nil || facts.scheme != nil
            || !facts.volumeRates.isEmpty || facts.clockTimes > 0
        guard isMore else { return }
        throw ChartDoubt(
            "the numbers beside the \(nameWords) patch are not all understood: write its micrograms an "
                + "hour, and how often it is changed.",
            choices: ["\(nameWords) 25 mcg/h every 72 hours"])
    }

    private func patchRate(_ candidates: [ChartCandidate]) throws(ChartDoubt) -> Rational {
        if let units = facts.units.first, units.amount != ChartAmount(.one) {
            throw ChartDoubt(
                "how many micrograms an hour do the patches of \(nameWords) give together?",
                choices: ["12 + 50 mcg/h"])
        }
        let unitQuestion = ChartDoubt(
            "which unit is meant? A \(nameWords) patch is written in micrograms an hour (mcg/h), as "
                + "printed on it.", choices: ["\(nameWords) 25 mcg/h"])
        if facts.rates.count == 1, let rate = facts.rates.first {
            guard rate.unit == .microgram, rate.hours == .one, !rate.amount.isRange,
                facts.masses.isEmpty
            else { throw unitQuestion }
            var sum = rate.amount.low
            for part in facts.patchSum {
                sum = try exactly { () throws(QuantityError) in try sum.adding(part) }
            }
            return sum
        }
        let strengths = Set(candidates.flatMap { $0.brand?.strengths.map(\.opioid) ?? [] })
            .union(candidates.first.map { Set(patchStrengths($0.form)) } ?? [])
        if facts.masses.count == 1, let mass = facts.masses.first {
            // "25 mcg patch": the hour is left out, the number is that of a patch.
            guard mass.unit == .microgram, strengths.contains(mass.amount.low), !mass.amount.isRange
            else { throw unitQuestion }
            return mass.amount.low
        }
        if facts.bareNumbers.count == 1, let number = facts.bareNumbers.first, !number.isRange,
            strengths.contains(number.low)
        {
            return number.low
        }
        if facts.bareNumbers.isEmpty, facts.masses.isEmpty, facts.rates.isEmpty, name.isBrand,
            strengths.count == 1, let only = strengths.first
        {
            return only
        }
        throw ChartDoubt(
            "which strength is the \(nameWords) patch? Write the micrograms/hour on it.",
            choices: ["\(nameWords) 25 mcg/h"])
    }

    private func patchStrengths(_ form: OpioidForm) -> [Rational] {
        Set(
            tables.products.filter { $0.form == form }.flatMap(\.strengths).compactMap { strength in
                if case .rate(let rate) = strength.labelled { rate.microgramsPerHour } else { nil }
            }
        ).sorted()
    }

    private func isSumOfPatches(_ rate: Rational, _ strengths: Set<Rational>) -> Bool {
        var sums: Set<Rational> = [.zero]
        for _ in 0..<TableSet.mostPatches {
            for sum in sums {
                for strength in strengths {
                    if let next = try? sum.adding(strength) { sums.insert(next) }
                }
            }
        }
        let half = try? rate.adding(Rational(1, over: 2))
        return sums.contains(rate) || (half.map { sums.contains($0) } ?? false)
    }

    private func patchInterval(
        _ brands: [ChartBrand], _ form: OpioidForm
    ) throws(ChartDoubt) -> [String] {
        let frequencies = unique(facts.frequencies.map(\.0))
        guard facts.scheme == nil, facts.times.isEmpty, frequencies.count <= 1 else {
            throw ChartDoubt("how often is the \(nameWords) patch changed?")
        }
        guard let frequency = frequencies.first else { return [] }
        let lines = tables.products.filter { $0.form == form }.compactMap(\.intervalHours)
        let usual: [Int] = form.opioid.name == "fentanyl" ? [72, 48] : [168, 96, 84, 72]
        let own = brands.flatMap(\.hours)
        let known = unique(own.isEmpty ? lines + usual : own)
        if case .everyHours(let hours) = frequency, !hours.isRange,
            known.contains(where: { Rational($0) == hours.low })
        {
            guard let label = own.first, Rational(label) != hours.low else { return [] }
            return ["The label of \(nameWords) changes it every \(label) hours."]
        }
        if case .everyHours(let hours) = frequency, hours.isRange,
            hours.low >= Rational(known.min() ?? 0), hours.high <= Rational(known.max() ?? 0)
        {
            return []
        }
        throw ChartDoubt(
            "how often is the \(nameWords) patch changed? Known are every "
                + known.sorted().map(String.init).joined(separator: ", ") + " hours.")
    }

    // MARK: Infusions

    /// An infusion by what runs in 24 hours.
    func infusionItem(_ candidates: [ChartCandidate]) throws(ChartDoubt) -> ChartItem {
        let forms = unique(candidates.map(\.form))
        guard let form = forms.first, forms.count == 1 else {
            throw ChartDoubt(
                "by which route does \(nameWords) run?",
                choices: forms.map { "\(nameWords) \($0.route.rawValue) infusion" })
        }
        let isGiven =
            facts.isAsNeeded || facts.taken != nil || facts.timesAfter != nil
            || facts.timesBefore != nil || facts.scheme != nil || !facts.times.isEmpty
            || facts.frequencies.contains {
                $0.0 != .perDay(ChartAmount(.one)) && $0.0 != .everyHours(ChartAmount(Rational(24)))
            }
        let isMore =
            !facts.bareNumbers.isEmpty || !facts.units.isEmpty
            || (!facts.volumes.isEmpty && facts.concentrations.isEmpty && facts.masses.isEmpty)
        guard !isGiven, !isMore else {
            throw ChartDoubt(
                "does \(nameWords) run all the time, or is it given in single doses? A rate and a "
                    + "frequency stand there together.",
                choices: ["\(nameWords) 30 mg/24 h", "\(nameWords) 5 mg every 4 hours"])
        }
        let (daily, sum) = try runningDose()
        let isMicro = Self.checksAsMicrograms(form.opioid)
        let leastOfDay = try? Rational(1, over: form.opioid.name == "alfentanil" ? 10 : 100)
        if isMicro, let leastOfDay, daily.milligramsPerDay < leastOfDay {
            throw ChartDoubt(
                "which unit is meant? \(daily.milligramsPerDay.decimal().text) mg in 24 hours is far "
                    + "from the usual doses of \(nameWords).", choices: ["mg/24 h", "mcg/h"])
        }
        if isMicro, daily.milligramsPerDay > Rational(form.opioid.name == "alfentanil" ? 60 : 20) {
            throw ChartDoubt(
                "which unit is meant? \(daily.milligramsPerDay.decimal().text) mg in 24 hours is far "
                    + "from the usual doses of \(nameWords).",
                choices: ["mcg/h", "mcg/24 h", "mg/24 h"])
        }
        let isGrams =
            facts.masses.contains { $0.unit == .gram } || facts.rates.contains { $0.unit == .gram }
        if isGrams || daily.milligramsPerDay > Rational(2_000) {
            throw ChartDoubt(
                "which unit is meant? \(daily.milligramsPerDay.decimal().text) mg in 24 hours is far "
                    + "from the usual doses of \(nameWords).", choices: ["mg/24 h", "mg/h"])
        }
        if !isMicro, daily.milligramsPerDay < ((try? Rational(1, over: 2)) ?? .one) {
            throw ChartDoubt(
                "which unit is meant? \(daily.milligramsPerDay.decimal().text) mg in 24 hours is far "
                    + "from the usual doses of \(nameWords).", choices: ["mg/24 h", "mg/h"])
        }
        let item = RegimenItem(form: form, amount: .infusion(daily))
        let total = "\(daily.milligramsPerDay.decimal().text) mg in 24 hours"
        return ChartItem(
            items: [item],
            words: "\(headWords(form, candidates.first?.brand)): "
                + (sum.map { "\($0) = \(total)" } ?? total))
    }

    private static func checksAsMicrograms(_ opioid: OpioidID) -> Bool {
        ["fentanyl", "sufentanil", "alfentanil", "buprenorphine"].contains(opioid.name)
    }

    private func runningDose() throws(ChartDoubt) -> (DailyDose, String?) {
        if facts.rates.count > 1 || facts.volumeRates.count > 1
            || (!facts.rates.isEmpty && !facts.volumeRates.isEmpty)
        {
            throw ChartDoubt("two rates of \(nameWords) stand there: which one runs?")
        }
        if let volume = facts.volumeRates.first {
            guard facts.concentrations.count == 1, let strength = facts.concentrations.first else {
                throw ChartDoubt(
                    "which concentration runs? A rate in mL/h needs mg in so many mL.",
                    choices: ["\(nameWords) 50 mg/50 mL at 2 mL/h"])
            }
            let perDay = try exactly { () throws(QuantityError) in
                try strength.perMillilitre.multiplied(by: volume).multiplied(by: Rational(24))
            }
            let daily = try exactly { () throws(QuantityError) in
                try DailyDose.milligramsPerDay(perDay)
            }
            return (daily, "\(strength.words), \(volume.decimal().text) mL/h")
        }
        if let rate = facts.rates.first {
            guard !rate.amount.isRange, facts.masses.isEmpty else {
                throw ChartDoubt("which rate of \(nameWords) runs? One rate gives one daily dose.")
            }
            let mass = try mass(rate.amount.low, rate.unit)
            return (
                try daily(mass, hours: rate.hours),
                "\(amountWords(rate.amount, rate.unit)) in "
                    + (rate.hours == .one ? "an hour" : "\(rate.hours.decimal().text) hours")
            )
        }
        guard facts.masses.count == 1, let written = facts.masses.first, !written.amount.isRange
        else {
            throw ChartDoubt(
                "how much of \(nameWords) runs in 24 hours?", choices: ["\(nameWords) 30 mg/24 h"])
        }
        let isDaily = facts.frequencies.contains {
            $0.0 == .perDay(ChartAmount(.one)) || $0.0 == .everyHours(ChartAmount(Rational(24)))
        }
        guard let hours = overHours ?? (isDaily ? Rational(24) : nil) else {
            throw ChartDoubt(
                "over how many hours does the infusion of \(nameWords) run?",
                choices: ["\(amountWords(written.amount, written.unit)) over 24 hours"])
        }
        let mass = try mass(written.amount.low, written.unit)
        return (
            try daily(mass, hours: hours),
            hours == Rational(24)
                ? nil : "\(words(mass)) in \(hours.decimal().text) hours"
        )
    }

    private func daily(_ mass: Mass, hours: Rational) throws(ChartDoubt) -> DailyDose {
        try exactly { () throws(QuantityError) in
            try DailyDose(mass, timesPerDay: try Rational(24).divided(by: hours))
        }
    }
}
