public import PainDosing

extension BreakthroughAnswer {
    /// The first doses in a few words each, for a journal line: the immediate-release rescue dose,
    /// then the rapid-onset product in use, else each proportional dose, else the fact that products
    /// are titrated.
    public var shortDoses: [String] {
        var doses: [String] = []
        if let rescue = immediateRelease {
            let form = "\(rescue.form.opioid) \(rescue.form.formulation.words)"
            doses.append("\(form) \(DoseWords.mass(rescue.each))")
        }
        if let option = options.first(where: \.basis.isInUse) {
            doses.append(
                "\(option.product.brand) \(BreakthroughWords.micrograms(option.dose)), "
                    + BreakthroughWords.basis(option))
            return doses
        }
        switch strategy {
        case .none: break
        case .titrate:
            if !options.isEmpty { doses.append("rapid-onset fentanyl from the labelled start") }
        case .proportional:
            doses += options.filter(\.isProportional).map {
                "\($0.product.brand) \(BreakthroughWords.micrograms($0.dose))"
            }
        }
        return doses
    }
}
