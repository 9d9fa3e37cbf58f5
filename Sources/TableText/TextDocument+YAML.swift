import Yams

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
        let root = try compose(text, file: file)
        var reader = YAMLTreeReader(source: source, file: file)
        let node = reader.node(root, depth: 1)
        guard let node, reader.faults.isEmpty else { throw TextFaults(reader.faults) }
        return TextDocument(file: file, root: node)
    }

    private static func compose(_ text: String, file: String) throws(TextFaults) -> Node {
        do {
            // The encoding is named since its default listens to an environment variable.
            let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            if let root = try parser.singleRoot() { return root }
        } catch let error as YamlError {
            throw TextFaults([fault(from: error, file: file)])
        } catch {
            throw refusal(file, 1, "the file can't be read as YAML: \(error)")
        }
        throw refusal(file, 1, "the file is empty")
    }

    private static func fault(from error: YamlError, file: String) -> TextFault {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            TextFault(file: file, line: mark.line, message: "this is not YAML: \(problem)")
        case .duplicatedKeysInMapping(let keys, let context):
            TextFault(
                file: file, line: context.mark.line,
                message:
                    "the key \(keys.map { "'\($0)'" }.joined(separator: ", ")) is written twice")
        case .reader(let problem, let offset, _, let text):
            TextFault(
                file: file, line: line(ofByte: offset ?? 0, in: text),
                message: "this is not YAML: \(problem)")
        default:
            TextFault(file: file, line: 1, message: "the file can't be read as YAML")
        }
    }

    private static func line(ofByte offset: Int, in text: String) -> Int {
        1 + text.utf8.prefix(offset).count { $0 == UInt8(ascii: "\n") }
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
