import PainDosing

/// What the rows of other files may refer to.
struct Catalogue {
    /// Keys of `sources.yaml`; nil if that file couldn't be read, when no key can be judged.
    var sources: Set<SourceID>?
    /// Opioids of `opioids.yaml` with the formulations known of them; nil as above.
    var opioids: [OpioidID: Set<Formulation>]?

    /// The opioid of that id; nil if the catalogue is known and doesn't have it.
    func opioid(named name: String) -> OpioidID? {
        let id = OpioidID(name)
        return opioids.map { $0[id] != nil } ?? true ? id : nil
    }
}
