/// The strength of a combined product as it was written: the opioid, then the other drug, in mg.
struct StrengthPair: Hashable, Sendable {
    let opioid: String
    let companion: String

    init(_ opioid: String, _ companion: String) {
        self.opioid = opioid
        self.companion = companion
    }

    var text: String { "\(opioid)/\(companion)" }
}
