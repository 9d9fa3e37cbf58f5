/// The fills of bars: each is told from the others by its lines and dots as well as by its colour.
enum FillPattern: Int, CaseIterable, Hashable, Sendable {
    case solid
    case diagonal
    case dots
    case horizontal
    case crossed
    case vertical
    case plain

    /// The fill of the component at an index; beyond the last one they begin anew.
    init(index: Int) {
        self = FillPattern.allCases[index % FillPattern.allCases.count]
    }

    /// The elements that the bars of a chart refer to; a chart's own, since ids are the page's.
    static func definitions(_ patterns: [FillPattern], of chart: String) -> Markup {
        element("defs") { patterns.map { $0.definition(of: chart) } }
    }

    func rectangle(x: Int, y: Int, width: Int, height: Int, of chart: String) -> Markup {
        element(
            "rect",
            [
                "x": "\(x)", "y": "\(y)", "width": "\(width)", "height": "\(height)",
                "fill": "url(#\(id(of: chart)))", "class": "bar",
            ])
    }

    /// A small sample for a legend, from the definitions of the chart.
    func sample(of chart: String) -> Markup {
        var plot = Plot(width: 240, height: 160)
        plot.bar(x: 10, y: 10, width: 220, height: 140, fill: self, of: chart)
        return plot.sample
    }

    private func id(of chart: String) -> String { "\(chart)-fill-\(rawValue)" }

    private func definition(of chart: String) -> Markup {
        element(
            "pattern",
            [
                "id": id(of: chart), "width": "80", "height": "80",
                "patternUnits": "userSpaceOnUse",
            ]
        ) {
            element("rect", ["width": "80", "height": "80", "class": "fill-\(rawValue)"])
            lines
        }
    }

    private var lines: [Markup] {
        switch self {
        case .solid, .plain: []
        case .diagonal: [stroke("M-20,20 20,-20 M0,80 80,0 M60,100 100,60")]
        case .dots: [element("circle", ["cx": "40", "cy": "40", "r": "15", "class": "dot"])]
        case .horizontal: [stroke("M0,40 80,40")]
        case .crossed: [stroke("M0,0 80,80 M80,0 0,80")]
        case .vertical: [stroke("M40,0 40,80")]
        }
    }

    private func stroke(_ path: String) -> Markup {
        element("path", ["d": path, "class": "hatch"])
    }
}
