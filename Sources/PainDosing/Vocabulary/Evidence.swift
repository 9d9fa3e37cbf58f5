/// How well a figure of the tables is known.
public enum Evidence: String, CaseIterable, Hashable, Sendable {
    /// Read in the source, or in a copy of it.
    case read
    /// Read in a page that quotes the source.
    case quoted
    /// From memory; nobody has looked it up yet.
    case memory
    /// No publication: a choice of this project.
    case decision

    /// Whether somebody has seen the figure in print, or made it up on purpose and says so.
    public var isVerified: Bool { self != .memory }
}
