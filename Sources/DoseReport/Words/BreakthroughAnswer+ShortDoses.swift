public import PainDosing

extension BreakthroughAnswer {
    /// The first doses in a few words each, for a journal line: the immediate-release rescue dose,
    /// then each proportional rapid-onset dose, else the fact that products are titrated.
    public var shortDoses: [String] {
        var doses: [String] = []
        if let rescue = immediateRelease {
            let form = "\(rescue.form.opioid) \(FormWords.formulation(rescue.form.formulation))"
            doses.append("\(form) \(DoseWords.mass(rescue.each))")
        }
        switch strategy {
        case .none: break
        case .titrate: doses.append("rapid-onset fentanyl from the labelled start")
        case .proportional:
            doses += options.filter(\.isProportional).map {
                "\($0.product.brand) \(DoseWords.mass($0.dose, inMicrograms: true))"
            }
        }
        return doses
    }
}
