/// The key of a publication in `Tables/sources.yaml`.
public struct SourceID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The key as the rows write it, such as `FPM20`.
    public let key: String

    /// The key as written; whether the tables hold it is not checked.
    public init(_ key: String) {
        self.key = key
    }

    /// The key as written.
    public var description: String { key }

    /// Compares by the key's characters.
    public static func < (left: SourceID, right: SourceID) -> Bool { left.key < right.key }
}

/// A publication that figures were taken from.
public struct Source: Hashable, Sendable {
    /// The key that the rows cite.
    public let id: SourceID
    /// The publication, and how it was read where that matters.
    public let citation: String
    /// Where it can be read, if an address is known.
    public let url: String?

    /// A publication; `url` is nil where no address is known.
    public init(id: SourceID, citation: String, url: String?) {
        self.id = id
        self.citation = citation
        self.url = url
    }
}
