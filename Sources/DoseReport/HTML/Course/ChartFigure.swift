/// A chart with its name, the meaning of its signs, and its numbers.
struct ChartFigure {
    /// One line of a legend: a sign and what it means.
    struct Sign {
        let sample: Markup
        let words: String
    }

    let title: String
    /// What is shown, in a few words.
    let subtitle: String
    let image: Markup
    let legend: [Sign]
    let numbers: Markup

    var markup: Markup {
        element("figure", ["class": "card"]) {
            element("figcaption") {
                title
                element("span") { subtitle }
            }
            image
            if !legend.isEmpty { signs }
            Markup.folded("The numbers") { numbers }
        }
    }

    private var signs: Markup {
        element("ul", ["class": "legend", "role": "list"]) {
            for sign in legend {
                element("li") {
                    sign.sample
                    sign.words
                }
            }
        }
    }
}

extension ChartFigure {
    /// Words in the place of a chart that would have nothing but axes.
    init(title: String, subtitle: String, words: String, numbers: Markup) {
        self.init(
            title: title, subtitle: subtitle,
            image: .paragraph("chart-words") { words }, legend: [], numbers: numbers)
    }
}

extension ChartFigure.Sign {
    private static let size = (width: 240, height: 160)

    static func limit(_ limit: ChartLimit) -> Self {
        drawn(limit.words) {
            $0.line(
                (0, size.height / 2), (size.width, size.height / 2), class: limit.style.rawValue)
        }
    }

    static func circle(_ style: String, _ words: String) -> Self {
        drawn(words) {
            $0.circle(size.width / 2, size.height / 2, radius: 55, class: style)
        }
    }

    static func diamond(_ style: String, _ words: String) -> Self {
        drawn(words) {
            $0.diamond(size.width / 2, size.height / 2, radius: 65, class: style)
        }
    }

    private static func drawn(_ words: String, _ draw: (inout Plot) -> Void) -> Self {
        var plot = Plot(width: size.width, height: size.height)
        draw(&plot)
        return Self(sample: plot.sample, words: words)
    }
}
