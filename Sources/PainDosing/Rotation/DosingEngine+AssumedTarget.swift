extension DosingEngine {
    /// What to say where the form of a target, or the drug in a pump, was not named.
    ///
    /// - Returns: a note that names what was taken and what else there is; nil if all was said.
    func assumed(_ target: RotationTo) -> Alert? {
        guard target.assumedForm else { return nil }
        let others = otherForms(than: target.form)
        return Alert(
            code: "target-form-assumed", severity: .info,
            message: "The target was not named in full; it was read as \(target.form.words).",
            action: others.isEmpty
                ? "For another drug or form, name both."
                : "For another form name it: " + others.joined(separator: ", ") + ".")
    }

    /// The other forms of the same opioid that the country's products give, in words.
    private func otherForms(than form: OpioidForm) -> [String] {
        let sold = tables.products.filter {
            !$0.isCombined && $0.form.opioid == form.opioid
                && $0.countries.contains(policy.country)
        }.map(\.form.formulation)
        let fromAmpoules: Set<Formulation> = sold.contains(.injection) ? [.infusion] : []
        return Set(sold).union(fromAmpoules).subtracting([form.formulation]).sorted()
            .map { "\(form.opioid) \($0.rawValue)" }
    }
}
