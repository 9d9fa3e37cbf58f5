extension TextDocument {
    /// Reads the part of YAML that a person can review: scalars, lists and mappings.
    ///
    /// Anchors, aliases, tags, merge keys, nulls, keys that are not plain text, keys written twice,
    /// several documents in one file, nesting deeper than `deepest`, texts longer than
    /// `longestText` and bytes that are not UTF-8 are refused: each of them lets a file mean
    /// something else than its reviewer saw. Messages call the file `file`.
    ///
    /// - Throws: `TextFaults`, with every fault that can be told apart.
    public static func parse(
        yaml bytes: [UInt8], file: String
    ) throws(TextFaults) -> TextDocument {
        guard bytes.count <= longestText else {
            throw refusal(
                file, 1, "the file has \(bytes.count) bytes; at most \(longestText) are read")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw refusal(file, lineOfInvalidUTF8(bytes), "the bytes are not valid UTF-8")
        }
        let source = SourceLines(text)
        if let line = source.lineOfForeignBreak {
            throw refusal(file, line, "only line feeds may end a line")
        }
        var reader = YAMLTreeReader(
            YAMLEvents(bytes, file: file), source: source, file: file)
        let root = reader.document()
        guard let root, reader.faults.isEmpty else { throw TextFaults(reader.faults) }
        return TextDocument(file: file, root: root)
    }

    private static func lineOfInvalidUTF8(_ bytes: [UInt8]) -> Int {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let valid = lines.prefix { String(validating: $0, as: UTF8.self) != nil }
        return valid.count + 1
    }

    private static func refusal(_ file: String, _ line: Int, _ message: String) -> TextFaults {
        TextFaults([TextFault(file: file, line: line, message: message)])
    }
}
