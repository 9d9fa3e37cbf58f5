public import TableText

/// Everything that is wrong in a set of tables, at once.
public struct TableFaults: Error, Hashable, Sendable, CustomStringConvertible {
    /// One or more faults, by file and line.
    public let faults: [TextFault]

    /// The faults of a set of tables, put in the order of files and lines.
    public init(_ faults: [TextFault]) {
        self.faults = faults.sorted { left, right in
            (left.file, left.line) < (right.file, right.line)
        }
    }

    /// One `file:line: message` a line.
    public var description: String {
        faults.map(\.description).joined(separator: "\n")
    }
}
