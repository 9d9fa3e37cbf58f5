import Quantities

/// A limit that a chart's values are held against, drawn as a line across it.
struct ChartLimit: Sendable {
    /// How the line looks, which a black and white print keeps.
    enum Style: String, Sendable {
        case dashed = "threshold"
        /// For the limit beyond which somebody is called.
        case dotted = "limit"
    }

    let value: Rational
    /// At most eight letters, which stand beside the line.
    let label: String
    /// What the limit is, with its source, for the legend.
    let words: String
    var style = Style.dashed
}
