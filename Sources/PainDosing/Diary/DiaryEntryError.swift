/// All the contradictions found in one diary entry.
public struct DiaryEntryError: Error, Hashable, Sendable, CustomStringConvertible {
    /// At least one.
    public let faults: [DiaryEntryFault]

    /// The sentences, one a line.
    public var description: String {
        faults.map(\.description).joined(separator: "\n")
    }
}
