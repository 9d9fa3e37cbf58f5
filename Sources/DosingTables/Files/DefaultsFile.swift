import PainDosing
import TableText

/// `defaults.yaml`: which conversion sets are asked, and in which order.
enum DefaultsFile {
    /// The sets in order, the default first; nil after a fault.
    static func read(
        _ document: TextDocument, sets: [ConversionSet], faults: inout [TextFault]
    ) -> [ConversionSetID]? {
        NodeReader.read(document.root, file: document.file, faults: &faults) { reader in
            var order: [ConversionSetID] = []
            for (name, line) in reader.texts("order") {
                let id = ConversionSetID(name)
                if !sets.contains(where: { $0.id == id }) {
                    let known = sets.map(\.id.name).joined(separator: ", ")
                    reader.fault("there is no sound set '\(name)'; sound are: \(known)", line: line)
                }
                if order.contains(id) { reader.fault("'\(name)' stands twice", line: line) }
                order.append(id)
            }
            guard let first = order.first else {
                reader.fault("'order' needs one set or more")
                return nil
            }
            if let set = sets.first(where: { $0.id == first }), set.purpose != .conversion {
                reader.fault("the first set, '\(first)', is not made for converting a patient")
            }
            return order
        }
    }
}
