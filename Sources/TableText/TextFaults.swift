/// Everything wrong in a text, reported at once so that it can be mended at once.
public struct TextFaults: Error, Hashable, Sendable, CustomStringConvertible {
    /// One or more faults, in the order of the text.
    public let faults: [TextFault]

    /// The faults of one text.
    public init(_ faults: [TextFault]) {
        self.faults = faults
    }

    /// One fault a line.
    public var description: String {
        faults.map(\.description).joined(separator: "\n")
    }
}
