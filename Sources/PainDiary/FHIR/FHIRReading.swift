public import PainDosing

/// What a bundle says, and what of it was left aside.
public struct FHIRReading: Hashable, Sendable {
    /// The diary entry.
    public let entry: DiaryEntry
    /// The parts that the entry does not rest on, in the bundle's order.
    public let ignored: [IgnoredResource]
}

/// A resource of a bundle, or a text in one, that no dose rests on.
public struct IgnoredResource: Hashable, Sendable, CustomStringConvertible {
    /// The way to it, such as `Bundle.entry[3].resource`.
    public let path: String
    /// What it is and why it was ignored, in a few words.
    public let reason: String

    /// Such as `Bundle.entry[3].resource: Condition is not read`.
    public var description: String { "\(path): \(reason)" }
}
