/// How an open question is settled.
public enum QueryWords {
    /// By a correction, or by an entry that confirms what these codes ask about.
    public static func settlement(of codes: [String]) -> String {
        "Settled by a correction (replaces), or by an entry that confirms it: confirms: ["
            + codes.map { "{code: \($0), by: …, reason: …}" }.joined(separator: ", ") + "]."
    }
}
