public import PainDosing
import TableText

extension TableFiles {
    /// The validated tables.
    ///
    /// - Throws: `TableFaults` with every fault of every file, each with file and line.
    public func tableSet() throws(TableFaults) -> TableSet {
        var reader = TableSetReader(self)
        guard let set = reader.tableSet(), reader.faults.isEmpty else {
            throw TableFaults(reader.faults)
        }
        return set
    }
}

extension TableFile {
    /// The tree of the file: decoded where the build made it, parsed from YAML otherwise.
    func document() throws(TextFaults) -> TextDocument {
        switch content {
        case .read(let bytes): return try TextDocument.parse(yaml: bytes, file: path)
        case .embedded(let table):
            let result = table.tree.withUTF8Buffer { buffer in
                Result { () throws(TextFault) in
                    try TextDocument.decode(
                        precompiled: UnsafeRawBufferPointer(buffer), file: path)
                }
            }
            do {
                return try result.get()
            } catch {
                throw TextFaults([error])
            }
        }
    }
}
