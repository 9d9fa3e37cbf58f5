import PainDosing
import TableText

/// `comedications.yaml`: other drugs by the groups that limits speak of, what else they are called, and
/// how they interact with each opioid.
struct ComedicationsFile {
    /// The groups in the order of the file; those with faults are missing.
    private(set) var groups: [ComedicationGroup] = []
    /// Other names, in lower case, with the name that the groups list.
    private(set) var synonyms: [String: String] = [:]
    /// The limits that rest on a group, in the order of the file.
    private(set) var interactions: [SafetyLimit] = []

    /// Everything that is sound in the file; an earlier edition of it has groups alone.
    init(_ document: TextDocument, in catalogue: Catalogue, faults: inout [TextFault]) {
        var file = ComedicationsFile()
        NodeReader.read(document.root, file: document.file, faults: &faults) { reader in
            for (group, line) in reader.requiredList(
                "groups", { Self.group(&$0, in: catalogue) })
            {
                if file.groups.contains(where: { $0.id == group.id }) {
                    reader.fault("the group '\(group.id)' is listed twice", line: line)
                }
                file.groups.append(group)
            }
            let listed = Set(file.groups.flatMap(\.drugs))
            for synonym in reader.list("synonyms", { Self.synonyms(&$0, of: listed) }).joined() {
                if listed.contains(synonym.name) || file.synonyms[synonym.name] != nil {
                    reader.fault("the name '\(synonym.name)' stands twice", line: synonym.line)
                }
                file.synonyms[synonym.name] = synonym.drug
            }
            let ids = Set(file.groups.map(\.id))
            let rows = reader.list("interactions") {
                LimitsFile.limit(&$0, groups: ids, in: catalogue)
            }
            file.interactions = LimitsFile.unrepeated(rows, &reader)
        }
        self = file
    }

    private init() {}

    private static func group(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> (ComedicationGroup, line: Int)? {
        let id = reader.identifier("id")
        let title = reader.text("title")
        var drugs: [String] = []
        for (drug, line) in reader.texts("drugs") {
            if drug != drug.lowercased() {
                reader.fault("the drug '\(drug)' has to be in lower case", line: line)
            }
            if drugs.contains(drug) { reader.fault("the drug '\(drug)' stands twice", line: line) }
            drugs.append(drug)
        }
        if drugs.isEmpty { reader.fault("the group needs one drug or more in 'drugs'") }
        let source = reader.source(in: catalogue)
        let evidence = reader.evidence()
        guard let id, let title, let source, let evidence else { return nil }
        let group = ComedicationGroup(
            id: id, title: title, drugs: drugs, source: source, evidence: evidence)
        return (group, reader.line)
    }

    /// `{drug: rifampicin, names: [rifampin, rifadin]}`.
    private static func synonyms(
        _ reader: inout NodeReader, of listed: Set<String>
    ) -> [(name: String, drug: String, line: Int)]? {
        let drug = reader.value("drug", expected: "no group lists this drug") {
            listed.contains($0) ? $0 : nil
        }
        let names = reader.texts("names")
        if names.isEmpty { reader.fault("a drug needs one name or more in 'names'") }
        for (name, line) in names where name != name.lowercased() {
            reader.fault("the name '\(name)' has to be in lower case", line: line)
        }
        guard let drug else { return nil }
        return names.map { (name: $0.text, drug: drug, line: $0.line) }
    }
}
