import Quantities
import Testing

@testable import DoseReport

@Suite("Building blocks of the pages")
struct MarkupTests {
    struct Hostile: Sendable, CustomTestStringConvertible {
        let text: String
        let escaped: String
        var testDescription: String { escaped }
    }

    static let hostile = [
        Hostile(text: "<script>", escaped: "&lt;script&gt;"),
        Hostile(text: "\"' onload='x", escaped: "&quot;&#39; onload=&#39;x"),
        Hostile(text: "&lt;", escaped: "&amp;lt;"),
        Hostile(text: "]]> -->", escaped: "]]&gt; --&gt;"),
        Hostile(text: "5\u{202E}mg 01", escaped: "5⟨U+202E⟩mg 01"),
        Hostile(text: "a\u{200B}b\u{0}c\u{7F}", escaped: "a⟨U+200B⟩b⟨U+0000⟩c⟨U+007F⟩"),
        Hostile(text: "Zoë µ 漢字", escaped: "Zoë µ 漢字"),
        // A number is never parted from its unit.
        Hostile(
            text: "15 mg, 5 microgram, 2 mL, 50 %, 2 men",
            escaped: "15\u{A0}mg, 5\u{A0}microgram, 2\u{A0}mL, 50\u{A0}%, 2 men"),
    ]

    @Test("Text is escaped as content and as the value of an attribute", arguments: hostile)
    func escaped(hostile: Hostile) {
        #expect(
            element("p", ["title": hostile.text]) { hostile.text }.source
                == "<p title=\"\(hostile.escaped)\">\(hostile.escaped)</p>")
        #expect(
            element("p") { for _ in 0..<2 { hostile.text } }.source
                == "<p>\(hostile.escaped)\(hostile.escaped)</p>")
    }

    @Test("A page has its language, its policy and the words on decision support")
    func page() {
        let page = PageFrame(title: "<b>").page(header: .nothing, main: .nothing)
        #expect(page.hasPrefix("<!doctype html>\n<html lang=\"en\">"))
        #expect(page.contains("<title>&lt;b&gt;</title>"))
        #expect(page.contains("default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;"))
        #expect(page.contains(ReportFooter.decisionSupport))
        #expect(!page.contains("<script") && !page.contains("url(http"))
    }

    @Test("A scale places values exactly, and what lies outside at its ends")
    func scale() throws {
        let up = LinearScale(from: .zero, at: 1000, to: Rational(3), at: 100)
        #expect(up.place(.zero) == 1000)
        #expect(up.place(.one) == 700)
        #expect(up.place(try Rational(1, over: 7)) == 958)
        #expect(up.place(Rational(3)) == 100)
        #expect(up.place(Rational(4)) == 100)
        #expect(up.place(Rational(-1)) == 1000)
        let flat = LinearScale(from: .zero, at: 5, to: .zero, at: 9)
        #expect(flat.place(.zero) == 5)
    }

    struct Axis: Sendable {
        let top: String
        let labels: [String]
    }

    @Test(
        "An axis has round labels and reaches the highest value",
        arguments: [
            Axis(top: "0", labels: ["0", "1"]), Axis(top: "1", labels: ["0", "1"]),
            Axis(top: "5.1", labels: ["0", "2", "4", "6"]),
            Axis(top: "90", labels: ["0", "20", "40", "60", "80", "100"]),
            Axis(top: "1234.5", labels: ["0", "500", "1000", "1500"]),
        ])
    func axis(axis: Axis) throws {
        let steps = AxisSteps(reaching: try Rational(decimal: axis.top))
        #expect(steps.labels.map(\.description) == axis.labels)
        #expect(steps.end.description == axis.labels.last)
    }

    @Test("A sparkline has a gap where nothing was computed, and says its ends")
    func sparkline() throws {
        let line = Sparkline(
            id: "s", title: "OMEDD", values: [60, 90, nil, 90, 120].map { $0.map { Rational($0) } })
        let image = line.image { DoseWords.number($0) + " mg" }.source
        #expect(image.contains("4 values, from 60\u{A0}mg to 120\u{A0}mg."))
        #expect(image.matches(of: /<polyline/).count == 2)
        let alone = Sparkline(id: "s", title: "OMEDD", values: [Rational(60)])
            .image { DoseWords.number($0) }
        #expect(alone.source.contains("1 value, 60."))
        #expect(alone.source.contains("<circle cx=\"1160\" cy=\"40\""))
        #expect(Sparkline(id: "s", title: "", values: [nil]).image { _ in "" } == .nothing)
    }
}
