import PainDosing
import TableText

/// `comedications.yaml`: other drugs by the groups that safety limits speak of.
enum ComedicationsFile {
    /// The groups in the order of the file; those with faults are missing.
    static func read(
        _ document: TextDocument, in catalogue: Catalogue, faults: inout [TextFault]
    ) -> [ComedicationGroup] {
        var groups: [ComedicationGroup] = []
        NodeReader.read(document.root, file: document.file, faults: &faults) { reader in
            for (group, line) in reader.requiredList("groups", { group(&$0, in: catalogue) }) {
                if groups.contains(where: { $0.id == group.id }) {
                    reader.fault("the group '\(group.id)' is listed twice", line: line)
                }
                groups.append(group)
            }
        }
        return groups
    }

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
        let isVerified = reader.isVerified()
        guard let id, let title, let source, let isVerified else { return nil }
        let group = ComedicationGroup(
            id: id, title: title, drugs: drugs, source: source, isVerified: isVerified)
        return (group, reader.line)
    }
}
