/// How JSON is laid out.
public enum JSONStyle: Hashable, Sendable {
    /// Without any white space.
    case compact
    /// One member or element a line, indented by two spaces.
    case pretty
}
