import PainDosing

/// What a rotation starts from, which settles what its target leaves unsaid.
struct RotationSetting {
    /// The regimen that is to be replaced.
    let items: [RegimenItem]
    /// The country whose products settle which form of an opioid is the usual one.
    let country: Country
}

extension RegimenItemParser {
    /// The target of a rotation.
    ///
    /// - Throws: `RegimenError` for a dose, for words that are not understood, and where what is not
    ///   said can't be settled by the regimen or the country's products.
    mutating func target(_ setting: RotationSetting) throws(RegimenError) -> RotationTo {
        try readWords()
        guard let name else { return try pump(setting) }
        guard !isCombined else { throw combinedTarget(name) }
        try checkTargetWords()
        let forms = try fittingForms()
        guard let form = usualForm(of: name, among: forms, in: setting.country) else {
            return RotationTo(form: try onlyForm(forms))
        }
        let brand = lines(of: name.lines, form, in: setting.country)
        let hours = try targetInterval()
        let made = try lines(brand, form, every: hours, in: setting.country)
        return RotationTo(
            form: form, lines: Set(made.map(\.id)),
            everyHours: hours ?? interval(of: brand, form), assumedForm: forms.count > 1)
    }

    // MARK: What is not said

    /// The form in which an opioid is usually given regularly; nil where that has to be asked.
    private func usualForm(
        of name: NamedOpioid, among forms: [OpioidForm], in country: Country
    ) -> OpioidForm? {
        if forms.count == 1 { return forms.first }
        let sold = tables.products.filter { !$0.isCombined && $0.countries.contains(country) }
        let isSold = { (form: OpioidForm) in sold.contains { $0.form == form } }
        for formulation in [Formulation.modifiedRelease, .patch] {
            if let form = forms.first(where: { $0.formulation == formulation && isSold($0) }) {
                return form
            }
        }
        let all = tables.opioid(name.opioid)?.formulations ?? []
        let isByMouth = { (form: OpioidForm) in form.route == .oral }
        if all.isDisjoint(with: [.modifiedRelease, .patch]),
            let form = forms.first(where: isByMouth)
        {
            return form
        }
        if !forms.contains(where: { $0.route == .oral || $0.route == .transdermal }),
            let pump = forms.first(where: {
                $0.formulation == .infusion && $0.route == .subcutaneous
            })
                ?? forms.first(where: { $0.formulation == .infusion })
        {
            return pump
        }
        // A refusal needs no question before it.
        return forms.allSatisfy(isRefused) ? forms.first : nil
    }

    private func isRefused(_ form: OpioidForm) -> Bool {
        tables.rotation.refusals.contains {
            $0.target.opioid == form.opioid && ($0.target.route.map { $0 == form.route } ?? true)
        }
    }

    /// A pump whose drug is not named goes on with the regimen's own.
    private func pump(_ setting: RotationSetting) throws(RegimenError) -> RotationTo {
        let said = formWords.joined(separator: " ")
        guard let formulations = hint.formulations, formulations == [.infusion] else {
            throw RegimenError(
                message: said.isEmpty
                    ? "no drug is named; write such as \"oxycodone MR\""
                    : "no drug is named; write it before \(said), such as "
                        + "\"\(exampleDrug(setting)) \(said)\"")
        }
        try checkTargetWords()
        try checkPumpInterval()
        let opioids = Set(setting.items.filter(\.amount.isBackground).map(\.form.opioid)).sorted()
        let question: String
        switch opioids.count {
        case 0: question = "the regimen holds no regular opioid to go on with"
        case 1:
            if let opioid = opioids.first,
                tables.opioid(opioid)?.formulations.contains(.infusion) ?? false
            {
                let form = OpioidForm(
                    opioid: opioid, route: hint.route ?? .subcutaneous, formulation: .infusion)
                return RotationTo(form: form, assumedForm: true)
            }
            question = "\(opioids.map(\.name).joined()) is not given by infusion"
        default: question = "the regimen holds " + opioids.map(\.name).joined(separator: " and ")
        }
        throw RegimenError(
            message: "which drug? \(question); name it, such as "
                + "\"\(exampleDrug(setting)) \(said)\"")
    }

    /// A drug that is given as the words say, one of the regimen if there is one.
    private func exampleDrug(_ setting: RotationSetting) -> String {
        let opioids = setting.items.map(\.form.opioid) + tables.opioids.map(\.id)
        return opioids.first { opioid in
            (tables.opioid(opioid)?.formulations ?? []).contains { formulation in
                (hint.formulations?.contains(formulation) ?? true)
                    && (hint.route.map { formulation.routes.contains($0) } ?? true)
            }
        }?.name ?? OpioidID.morphine.name
    }

    // MARK: The product and the interval that are named

    /// The lines of a form: those of the country, or else all of them.
    private func lines(
        of lines: [ProductLine], _ form: OpioidForm, in country: Country
    ) -> [ProductLine] {
        let lines = lines.filter { $0.form == form && !$0.isCombined }
        let local = lines.filter { $0.countries.contains(country) }
        return local.isEmpty ? lines : local
    }

    /// The lines to propose from; empty for any of the form.
    ///
    /// - Throws: `RegimenError` where no product of the brand or form is made for the interval.
    private func lines(
        _ brand: [ProductLine], _ form: OpioidForm, every hours: Int?, in country: Country
    ) throws(RegimenError) -> [ProductLine] {
        if form.formulation == .infusion { try checkPumpInterval() }
        guard let hours, RegimenItemParser.lastsByProduct(form) else { return brand }
        let all = brand.isEmpty ? lines(of: tables.products, form, in: country) : brand
        let made = all.filter { $0.intervalHours == hours }
        guard made.isEmpty, !all.isEmpty else { return made }
        let known = Set(all.compactMap(\.intervalHours)).sorted().map(String.init)
            .joined(separator: " or ")
        throw RegimenError(
            message: "\(said) is made to be given every \(known) hours, not every \(hours); write "
                + "\"\(said)\"")
    }

    /// The hours for which a named brand is made; nil where they vary.
    private func interval(of brand: [ProductLine], _ form: OpioidForm) -> Int? {
        let hours = Set(brand.map(\.intervalHours))
        guard RegimenItemParser.lastsByProduct(form), hours.count == 1 else { return nil }
        return hours.first ?? nil
    }

    /// Whether the product and not the prescriber settles how long a dose lasts.
    private static func lastsByProduct(_ form: OpioidForm) -> Bool {
        switch form.formulation {
        case .modifiedRelease, .patch: true
        case .immediateRelease, .suppository, .injection, .infusion, .buccalTablet,
            .sublingualTablet, .lozenge, .buccalFilm, .sublingualSpray, .nasalSpray:
            false
        }
    }

    /// Hours between doses as they were written; nil if they were not.
    private func targetInterval() throws(RegimenError) -> Int? {
        switch frequency {
        case nil: return nil
        case .everyHours(let hours): return hours
        case .timesPerDay(let count):
            guard 24.isMultiple(of: count) else {
                throw RegimenError(
                    message: "\(count) times a day is no whole number of hours apart; write such "
                        + "as \"\(said) every 12 h\"")
            }
            return 24 / count
        }
    }

    private func checkPumpInterval() throws(RegimenError) {
        guard frequency != nil else { return }
        throw RegimenError(
            message: "an infusion runs all the time and has no interval; write \"\(said)\"")
    }

    // MARK: What does not belong there

    private func checkTargetWords() throws(RegimenError) {
        if number != nil || pair != nil {
            throw RegimenError(
                message: "a target has no dose, since the dose is what is computed; write "
                    + "\"\(said)\"")
        }
        if count != nil || isAsNeeded {
            throw RegimenError(
                message: "a target is the regular opioid, not doses as needed; write \"\(said)\"")
        }
    }

    private func combinedTarget(_ name: NamedOpioid) -> RegimenError {
        let drugs = Set(name.lines.flatMap(\.strengths).compactMap(\.companion?.drug.rawValue))
        let form = name.lines.first?.form
        let way =
            form.map { "\($0.opioid) \($0.formulation.rawValue)" } ?? name.opioid.name
        return RegimenError(
            message: "\(nameText) is a combined product with "
                + drugs.sorted().joined(separator: " or ")
                + ", of which no dose is proposed; write \"\(way)\"")
    }

    /// The drug and its form as they were written, without anything else.
    private var said: String {
        ([nameText] + formWords).filter { !$0.isEmpty }.joined(separator: " ")
    }
}
