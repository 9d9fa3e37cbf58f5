import Quantities

/// A line without axes that shows where a value went; a gap is where none was computed.
struct Sparkline: Sendable {
    private static let size = (width: 1_200, height: 280, margin: 40)

    /// Unique on the page.
    let id: String
    /// What the line is, such as "OMEDD of patient P-001".
    let title: String
    /// Earliest first; nil leaves a gap.
    let values: [Rational?]

    /// The line as an image; its description says the first and the last value.
    func image(_ words: (Rational) -> String) -> Markup {
        let known = values.compactMap(\.self)
        guard let first = known.first, let last = known.last else { return .nothing }
        let (width, height, margin) = Sparkline.size
        let up = LinearScale(
            from: .zero, at: height - margin, to: known.max() ?? .one, at: margin)
        let across = LinearScale(
            from: .zero, at: margin, to: Rational(max(values.count - 1, 1)), at: width - margin)
        var plot = Plot(width: width, height: height)
        let zero = up.place(.zero)
        plot.line((margin, zero), (width - margin, zero), class: "axis")
        // A value alone stands at the end, where the last one always stands.
        let start = values.count == 1 ? 1 : 0
        var run: [(x: Int, y: Int)] = []
        var end: (x: Int, y: Int)?
        for (index, value) in values.enumerated() {
            guard let value else {
                Sparkline.draw(run, in: &plot)
                run = []
                continue
            }
            let point = (x: across.place(Rational(start + index)), y: up.place(value))
            run.append(point)
            end = point
        }
        Sparkline.draw(run, in: &plot)
        if let end { plot.circle(end.x, end.y, radius: 35, class: "spark-end") }
        return plot.image(
            id: id, title: title,
            description: known.count == 1
                ? "1 value, \(words(first))."
                : "\(known.count) values, from \(words(first)) to \(words(last)).",
            class: "sparkline")
    }

    /// A line through values without a gap; a value alone is a dot.
    private static func draw(_ run: [(x: Int, y: Int)], in plot: inout Plot) {
        plot.path(run, class: "spark")
        if run.count == 1, let point = run.first {
            plot.circle(point.x, point.y, radius: 18, class: "spark-end")
        }
    }
}
