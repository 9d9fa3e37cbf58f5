/// The drawing of a chart in tenths of a pixel: whole numbers place everything.
///
/// Shapes get their look from the classes of the style sheet, so that a printer's black and white and
/// a screen's colours are in one place.
struct Plot: Sendable {
    /// The drawing as a whole.
    let width: Int
    let height: Int
    /// The inner area between the axes.
    let left: Int
    let top: Int
    let right: Int
    let bottom: Int

    private(set) var shapes: [Markup] = []

    /// A drawing with room at its left for the labels of values, at its right for those of limits,
    /// and below for those of days.
    init(width: Int = 5_600, height: Int = 2_600) {
        self.width = width
        self.height = height
        left = 480
        top = 160
        right = width - 1_040
        bottom = height - 360
    }

    var innerWidth: Int { right - left }

    mutating func line(_ from: (x: Int, y: Int), _ to: (x: Int, y: Int), class style: String) {
        add(
            element(
                "line",
                [
                    "x1": "\(from.x)", "y1": "\(from.y)", "x2": "\(to.x)", "y2": "\(to.y)",
                    "class": style,
                ]))
    }

    /// A line through points, left out where there are fewer than two.
    mutating func path(_ points: [(x: Int, y: Int)], class style: String) {
        guard points.count > 1 else { return }
        add(element("polyline", ["points": Plot.points(points), "class": style]))
    }

    mutating func circle(_ x: Int, _ y: Int, radius: Int, class style: String) {
        add(element("circle", ["cx": "\(x)", "cy": "\(y)", "r": "\(radius)", "class": style]))
    }

    /// A square on its corner, so that it differs from a circle without any colour.
    mutating func diamond(_ x: Int, _ y: Int, radius: Int, class style: String) {
        let corners = [
            (x: x, y: y - radius), (x: x + radius, y: y), (x: x, y: y + radius),
            (x: x - radius, y: y),
        ]
        add(element("polygon", ["points": Plot.points(corners), "class": style]))
    }

    /// A bar with a fill of its own, see `FillPattern`.
    mutating func bar(x: Int, y: Int, width: Int, height: Int, fill: FillPattern, of chart: String)
    {
        guard height > 0 else { return }
        add(fill.rectangle(x: x, y: y, width: width, height: height, of: chart))
    }

    mutating func text(
        _ x: Int, _ y: Int, _ words: String, anchor: String = "start", class style: String = "label"
    ) {
        add(
            element("text", ["x": "\(x)", "y": "\(y)", "text-anchor": anchor, "class": style]) {
                words
            })
    }

    /// Words that are read from below upwards, centred on `x`.
    mutating func upright(_ x: Int, _ y: Int, _ words: String, class style: String) {
        let baseline = x + 50
        add(
            element(
                "text",
                [
                    "x": "\(baseline)", "y": "\(y)", "transform": "rotate(-90 \(baseline) \(y))",
                    "class": style,
                ]
            ) { words })
    }

    mutating func add(_ shape: Markup) { shapes.append(shape) }

    /// Limits across the chart, lowest first, each with a few words at its right end.
    mutating func limits(_ limits: [ChartLimit], on scale: LinearScale) {
        var lowestFree = bottom
        for limit in limits {
            let y = scale.place(limit.value)
            // A bar under the line would swallow it without the light band.
            line((left + 20, y), (right, y), class: "halo")
            line((left, y), (right, y), class: limit.style.rawValue)
            // Where two limits are close, the words of the upper one move up.
            let baseline = min(y + 50, lowestFree)
            text(right + 60, baseline, limit.label, class: "label limit-label")
            lowestFree = baseline - 180
        }
    }

    /// The labels and the faint lines of an axis that goes up.
    mutating func valueAxis(_ labels: [(value: String, y: Int)]) {
        for label in labels {
            line((left, label.y), (right, label.y), class: "grid")
            text(left - 70, label.y + 45, label.value, anchor: "end")
        }
        line((left, top), (left, bottom), class: "axis")
        line((left, bottom), (right, bottom), class: "axis")
    }

    /// The chart as one image with a name and a description for those who do not see it.
    func image(
        id: String, title: String, description: String, patterns: [FillPattern] = [],
        class style: String = "chart"
    ) -> Markup {
        element(
            "svg",
            [
                "viewBox": "0 0 \(width) \(height)", "role": "img", "class": style,
                "aria-labelledby": "\(id)-title", "aria-describedby": "\(id)-desc",
            ]
        ) {
            element("title", ["id": "\(id)-title"]) { title }
            element("desc", ["id": "\(id)-desc"]) { description }
            if !patterns.isEmpty { FillPattern.definitions(patterns, of: id) }
            shapes
        }
    }

    /// The drawing as a sign beside words that say the same.
    var sample: Markup {
        element(
            "svg",
            ["viewBox": "0 0 \(width) \(height)", "class": "sample", "aria-hidden": "true"]
        ) { shapes }
    }

    private static func points(_ points: [(x: Int, y: Int)]) -> String {
        points.map { "\($0.x),\($0.y)" }.joined(separator: " ")
    }
}
