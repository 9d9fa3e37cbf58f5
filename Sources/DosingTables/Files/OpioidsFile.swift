import PainDosing
import TableText

/// `opioids.yaml`: every opioid with its names, codes and forms.
enum OpioidsFile {
    /// The opioids in the order of the file; those with faults are missing.
    static func read(
        _ document: TextDocument, in catalogue: Catalogue, faults: inout [TextFault]
    ) -> [Opioid] {
        var opioids: [Opioid] = []
        NodeReader.read(document.root, file: document.file, faults: &faults) { reader in
            let rows = reader.requiredList("opioids") { opioid(&$0, in: catalogue) }
            for (opioid, line) in rows {
                if opioids.contains(where: { $0.id == opioid.id }) {
                    reader.fault("the opioid '\(opioid.id)' is listed twice", line: line)
                }
                opioids.append(opioid)
            }
            if !opioids.contains(where: { $0.id == .morphine }) {
                reader.fault("morphine is missing, the reference of every factor")
            }
        }
        return opioids
    }

    private static func opioid(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> (Opioid, line: Int)? {
        let id = reader.identifier("id")
        let names = reader.texts("names")
        for (name, line) in names where name != name.lowercased() {
            reader.fault("the name '\(name)' has to be in lower case", line: line)
        }
        let rxNorm = reader.texts("rxnorm")
        for (code, line) in rxNorm where !PlainText.isDigits(code) {
            reader.fault("the RxNorm code '\(code)' has to be digits only", line: line)
        }
        let atc = reader.texts("atc").map(\.text)
        let classes = reader.words("classes", of: OpioidClass.self)
        let formulations = reader.words("formulations", of: Formulation.self)
        let source = reader.source(in: catalogue)
        let evidence = reader.evidence()
        if let formulations, formulations.isEmpty {
            reader.fault("the opioid needs one formulation or more")
        }
        if let classes, classes.isEmpty { reader.fault("the opioid needs one class or more") }
        guard let id, let classes, let formulations, let source, let evidence else { return nil }
        let opioid = Opioid(
            id: OpioidID(id), otherNames: names.map(\.text), rxNorm: rxNorm.map(\.text), atc: atc,
            classes: Set(classes), formulations: Set(formulations), source: source,
            evidence: evidence)
        return (opioid, reader.line)
    }
}
