/// The key of a publication in `Tables/sources.yaml`.
public struct SourceID: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let key: String

    public init(_ key: String) {
        self.key = key
    }

    public var description: String { key }

    public static func < (left: SourceID, right: SourceID) -> Bool { left.key < right.key }
}

/// A publication that figures were taken from.
public struct Source: Hashable, Sendable {
    public let id: SourceID
    public let citation: String
    /// Where it can be read, if an address is known.
    public let url: String?

    public init(id: SourceID, citation: String, url: String?) {
        self.id = id
        self.citation = citation
        self.url = url
    }
}
