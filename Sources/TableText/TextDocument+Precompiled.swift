extension TextDocument {
    /// The first bytes of a precompiled tree; a change of the form changes them.
    static let precompiledMark = "tree1 "

    /// The tree in a form that is read back without parsing YAML, lines included.
    ///
    /// A scalar is `s<line> <bytes>:<text>`, a list `l<line> <count>:` and its items, a mapping
    /// `m<line> <count>:` and for each entry `<line> <bytes>:<key>` and its value. Lengths stand
    /// before what they measure, so that reading is a single pass without any search.
    public func precompiled() -> [UInt8] {
        var bytes = Array(TextDocument.precompiledMark.utf8)
        TextDocument.append(root, to: &bytes)
        return bytes
    }

    /// Reads what `precompiled()` wrote.
    ///
    /// - Throws: `TextFault` for bytes that `precompiled()` never writes.
    public static func decode(
        precompiled bytes: UnsafeRawBufferPointer, file: String
    ) throws(TextFault) -> TextDocument {
        var reader = PrecompiledReader(bytes: bytes, file: file)
        return TextDocument(file: file, root: try reader.document())
    }

    /// Reads what `precompiled()` wrote.
    ///
    /// - Throws: `TextFault` for bytes that `precompiled()` never writes.
    public static func decode(
        precompiled bytes: [UInt8], file: String
    ) throws(TextFault) -> TextDocument {
        let result = bytes.withUnsafeBytes { buffer in
            Result { () throws(TextFault) in try decode(precompiled: buffer, file: file) }
        }
        return try result.get()
    }

    private static func append(_ node: TextNode, to bytes: inout [UInt8]) {
        switch node {
        case .scalar(let text, let line):
            bytes += "s\(line) \(text.utf8.count):\(text)".utf8
        case .list(let items, let line):
            bytes += "l\(line) \(items.count):".utf8
            for item in items { append(item, to: &bytes) }
        case .mapping(let entries, let line):
            bytes += "m\(line) \(entries.count):".utf8
            for entry in entries {
                bytes += "\(entry.line) \(entry.key.utf8.count):\(entry.key)".utf8
                append(entry.value, to: &bytes)
            }
        }
    }
}
