/// The lines of a text, to look up what stands where a parser points to.
struct SourceLines {
    private let lines: [Substring.UnicodeScalarView]
    /// The line of the first character that YAML takes for the end of a line and people do not.
    let lineOfForeignBreak: Int?

    init(_ text: String) {
        lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map { Substring.UnicodeScalarView($0) }
        let index = lines.firstIndex { line in
            line.dropLast().contains("\r")
                || line.contains { $0 == "\u{85}" || $0 == "\u{2028}" || $0 == "\u{2029}" }
        }
        lineOfForeignBreak = index.map { $0 + 1 }
    }

    /// The character at a line and a column, both from 1; nil outside the text.
    func character(line: Int, column: Int) -> Unicode.Scalar? {
        guard line >= 1, line <= lines.count, column >= 1 else { return nil }
        return lines[line - 1].dropFirst(column - 1).first
    }
}
