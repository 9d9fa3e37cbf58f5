import PainDosing

extension RegimenItemParser {
    /// The forms that the words allow; one or more.
    func fittingForms() throws(RegimenError) -> [OpioidForm] {
        guard let name else { throw RegimenError(message: "no drug is named") }
        let all = candidates(of: name)
        let fitting = all.filter { form in
            (hint.formulations?.contains(form.formulation) ?? true)
                && (hint.route.map { $0 == form.route } ?? true)
        }
        guard !fitting.isEmpty else {
            throw RegimenError(
                message: "\(nameText) is not known as \(formWords.joined(separator: " ")); "
                    + "known are " + list(all))
        }
        return fitting
    }

    func onlyForm(_ forms: [OpioidForm]) throws(RegimenError) -> OpioidForm {
        guard let form = forms.first, forms.count == 1 else {
            throw RegimenError(message: formQuestion(forms) ?? "no drug is named")
        }
        return form
    }

    /// The question that more than one possible form leaves open.
    func formQuestion(_ forms: [OpioidForm]) -> String? {
        guard forms.count > 1 else { return nil }
        let said = ([nameText] + formWords).joined(separator: " ")
        return "which form of \(said)? Say one of: \(list(forms))"
    }

    private func candidates(of name: NamedOpioid) -> [OpioidForm] {
        if !name.lines.isEmpty { return unique(name.lines.map(\.form)) }
        let formulations = tables.opioid(name.opioid)?.formulations ?? []
        return formulations.sorted().flatMap { formulation in
            formulation.routes.map {
                OpioidForm(opioid: name.opioid, route: $0, formulation: formulation)
            }
        }
    }

    private func unique(_ forms: [OpioidForm]) -> [OpioidForm] {
        var seen: Set<OpioidForm> = []
        return forms.filter { seen.insert($0).inserted }
    }

    private func list(_ forms: [OpioidForm]) -> String {
        forms.map { form in
            form.formulation.routes.count == 1
                ? form.formulation.rawValue : "\(form.route.rawValue) \(form.formulation.rawValue)"
        }.joined(separator: ", ")
    }

    /// The line that a brand names; the first of those of several countries, if one lasts as long as
    /// the other.
    func resolvedLine(_ form: OpioidForm) -> ProductLineID? {
        let lines = name?.lines.filter { $0.form == form && !$0.isCombined } ?? []
        return Set(lines.map(\.intervalHours)).count == 1 ? lines.first?.id : nil
    }
}
