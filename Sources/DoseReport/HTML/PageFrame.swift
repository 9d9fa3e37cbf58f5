/// A whole page: head, style sheet and body, without script and without anything from elsewhere.
struct PageFrame {
    /// What the page may do: nothing but show itself in its own style.
    private static let policy =
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

    let title: String

    /// The page as HTML.
    ///
    /// - Parameters:
    ///   - header: who and when.
    ///   - main: the content.
    ///   - footer: sources and the like; the words on decision support follow it.
    func page(header: Markup, main: Markup, footer: Markup = .nothing) -> String {
        .document(
            element("html", ["lang": "en"]) {
                head
                element("body") {
                    element("header", ["class": "page-head"]) { header }
                    element("main") { main }
                    element("footer") {
                        footer
                        element("p", ["class": "notice"]) { ReportFooter.decisionSupport }
                    }
                }
            })
    }

    private var head: Markup {
        element("head") {
            emptyElement("meta", ["charset": "utf-8"])
            emptyElement(
                "meta", ["http-equiv": "Content-Security-Policy", "content": PageFrame.policy])
            emptyElement(
                "meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
            emptyElement("meta", ["name": "color-scheme", "content": "light"])
            emptyElement("meta", ["name": "referrer", "content": "no-referrer"])
            emptyElement("meta", ["name": "robots", "content": "noindex"])
            element("title") { title }
            styleElement(StyleSheet.text)
        }
    }
}

extension String {
    /// A document around its root element.
    fileprivate static func document(_ root: Markup) -> String {
        "<!doctype html>\n" + root.source + "\n"
    }
}

extension Markup {
    /// A part of a page under a heading of its own.
    ///
    /// - Parameter id: unique on the page; the heading gets it with `-head` behind it.
    static func section(
        _ id: String, _ heading: String, class style: String = "card",
        @MarkupBuilder _ content: () -> Markup
    ) -> Markup {
        element("section", ["id": id, "class": style, "aria-labelledby": "\(id)-head"]) {
            element("h2", ["id": "\(id)-head"]) { heading }
            content()
        }
    }

    /// A part that is folded until somebody asks for it; printed it is open.
    static func folded(_ summary: String, @MarkupBuilder _ content: () -> Markup) -> Markup {
        element("details") {
            element("summary") { summary }
            content()
        }
    }

    /// A paragraph of a class.
    static func paragraph(
        _ style: String, @MarkupBuilder _ content: () -> Markup
    ) -> Markup {
        element("p", ["class": style], content)
    }

    /// A table whose first column heads its rows; on a narrow screen it scrolls within itself.
    ///
    /// - Parameters:
    ///   - caption: what the table is, in one sentence.
    ///   - rows: each with as many cells as there are heads.
    static func table(caption: String, heads: [String], rows: [[Markup]]) -> Markup {
        // What scrolls has to be reached by the keyboard, and so needs a name.
        element(
            "div", ["class": "scroll", "tabindex": "0", "role": "group", "aria-label": caption]
        ) {
            element("table") {
                element("caption") { caption }
                element("thead") {
                    element("tr") { for head in heads { element("th", ["scope": "col"]) { head } } }
                }
                element("tbody") { for cells in rows { row(cells) } }
            }
        }
    }

    private static func row(_ cells: [Markup]) -> Markup {
        element("tr") {
            for (column, cell) in cells.enumerated() {
                if column == 0 {
                    element("th", ["scope": "row"]) { cell }
                } else {
                    element("td") { cell }
                }
            }
        }
    }
}
