import StrictJSON

/// A piece of HTML or SVG: the names are the program's own, everything else is escaped.
///
/// There is no way to make one from text without escaping it, so that no word of a diary or a table
/// can become an element.
struct Markup: Hashable, Sendable {
    /// Well-formed HTML.
    let source: String

    /// How the units of doses begin.
    private static let units = ["mg", "microgram", "mL", "%"]

    /// Nothing at all.
    static let nothing = Markup(trusted: "")

    /// Text of any origin, escaped.
    init(_ text: some StringProtocol) {
        source = Markup.escaped(text)
    }

    /// Pieces one after the other.
    init(_ pieces: [Markup]) {
        source = pieces.map(\.source).joined()
    }

    fileprivate init(trusted source: String) {
        self.source = source
    }

    fileprivate static func opening(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>
    ) -> String {
        "<\(name)" + attributes.map { " \($0.key)=\"\(escaped($0.value))\"" }.joined() + ">"
    }

    /// Five characters become references.
    ///
    /// What could reorder or hide text is shown by its code point. A number and its unit stay on one
    /// line, so that no dose is read without it.
    private static func escaped(_ text: some StringProtocol) -> String {
        var result = ""
        let scalars = text.unicodeScalars
        var last: Unicode.Scalar?
        for index in scalars.indices {
            let scalar = scalars[index]
            defer { last = scalar }
            switch scalar {
            case " " where last.map { ("0"..."9").contains($0) } == true:
                let rest = scalars[scalars.index(after: index)...]
                let isUnit = units.contains { rest.starts(with: $0.unicodeScalars) }
                result += isUnit ? "\u{A0}" : " "
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\n": result += "\n"
            case _ where QuotedText.isTreacherous(scalar): result += QuotedText.visible(scalar)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// A literal is text as any other, what is put into it included.
extension Markup: ExpressibleByStringInterpolation {
    init(stringLiteral text: String) { self.init(text) }
}

/// Pieces written below each other; text among them is escaped.
@resultBuilder
enum MarkupBuilder {
    static func buildExpression(_ piece: Markup) -> Markup { piece }
    static func buildExpression(_ text: String) -> Markup { Markup(text) }
    static func buildExpression(_ pieces: [Markup]) -> Markup { Markup(pieces) }
    static func buildBlock(_ pieces: Markup...) -> Markup { Markup(pieces) }
    static func buildArray(_ pieces: [Markup]) -> Markup { Markup(pieces) }
    static func buildOptional(_ piece: Markup?) -> Markup { piece ?? .nothing }
    static func buildEither(first piece: Markup) -> Markup { piece }
    static func buildEither(second piece: Markup) -> Markup { piece }
}

/// An element with attributes, whose values are escaped, and content.
func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:],
    @MarkupBuilder _ content: () -> Markup = { .nothing }
) -> Markup {
    Markup(trusted: Markup.opening(name, attributes) + content().source + "</\(name)>")
}

/// An element that has no content and no end tag, such as `meta`.
func emptyElement(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>
) -> Markup {
    Markup(trusted: Markup.opening(name, attributes))
}

/// A style sheet of the program.
func styleElement(_ sheet: StaticString) -> Markup {
    Markup(trusted: "<style>\n\(sheet)</style>")
}
