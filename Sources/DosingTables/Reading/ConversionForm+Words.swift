import PainDosing

extension ConversionForm {
    /// The form for a message, such as "morphine oral".
    var words: String { "\(opioid) \(route.rawValue)" }

    /// Whether some dose belongs to both forms.
    func overlaps(_ other: ConversionForm) -> Bool {
        guard opioid == other.opioid, route == other.route else { return false }
        guard let formulations, let others = other.formulations else { return true }
        return !formulations.isDisjoint(with: others)
    }
}
