import PainDosing
import Quantities
import ShippedEngine
import Testing

@testable import DoseReport

@Suite("The page of a course")
struct HTMLReportTests {
    private static let controlled = SampleCourse.Day(
        regimen: "morphine MR 30 mg bd", background: 2, episodes: [])
    private static let stopped = SampleCourse.Day(
        regimen: "morphine MR 60 mg bd", background: 4, episodes: [], respiratoryRate: 6)

    // MARK: Text

    @Test("No line of it can be misread", arguments: ReportCase.all)
    func safelyWritten(_ example: ReportCase) throws {
        let page = PageText(try SampleCourse(.init(regimen: example.regimen, background: 2)).page())
        for line in page.findings { #expect(line.isSafelyWritten, "\(line)") }
    }

    @Test(
        "Hostile text changes no element of it",
        arguments: [
            "<script>alert(1)</script>", "</ul></section><h1>", "\" onclick=\"x", "' style='x",
            "<!--", "]]>", "&lt;b&gt;", "\u{202E}gm 51",
        ])
    func hostile(text: String) throws {
        var day = Self.controlled
        day.ignored = ["harmless"]
        let harmless = try SampleCourse(day).page()
        day.ignored = [text]
        let hostile = try SampleCourse(day).page()
        #expect(PageText(hostile).elements == PageText(harmless).elements)
        #expect(hostile != harmless)
        #expect(!hostile.contains("<script") && !hostile.contains("\u{202E}"))
    }

    @Test("Every element is closed where it was opened, in every kind of course")
    func balanced() throws {
        for course in [
            SampleCourse(Self.controlled), SampleCourse(Self.stopped),
            SampleCourse(Self.controlled, Self.stopped, .init()), SampleCourse(.init()),
        ] {
            // The style sheet stands in the head.
            var open = ["html", "head"]
            for element in PageText(try course.page()).elements {
                let name = String(
                    element.drop { $0 == "<" || $0 == "/" }.prefix { $0.isLetter || $0.isNumber })
                if element.hasPrefix("</") {
                    #expect(open.popLast() == name, "\(element)")
                } else {
                    open.append(name)
                }
            }
            #expect(open.isEmpty, "\(open)")
        }
    }

    @Test("Alerts come before the figures, most urgent first, and notes after them")
    func alerts() throws {
        let entries = try SampleCourse(
            .init(regimen: "fentanyl patch 50 mcg/h", background: 2, episodes: [(8, 2)])
        ).entries()
        let alerts = try #require(entries.first).alerts
        let words = ["CAUTION", "Note"]
        #expect(Set(alerts.map(\.severity)) == [.caution, .info])
        let lines = PageText(HTMLReport(tables: try Shipped.tables).course(entries)).lines
        #expect(
            lines.filter { words.contains($0) }
                == alerts.map { $0.severity == .caution ? "CAUTION" : "Note" })
        let places = ["Alerts", "CAUTION", "At this entry", "Note", "Pain"].map {
            lines.firstIndex(of: $0)
        }
        #expect(places == places.compactMap(\.self).sorted())
        for alert in alerts { #expect(lines.contains(" " + alert.message)) }
    }

    // MARK: Stops

    @Test("After a stop it says why and what to do, what is taken, and no other dose")
    func stop() throws {
        let entries = try SampleCourse(Self.stopped).entries()
        let page = PageText(HTMLReport(tables: try Shipped.tables).course(entries))
        let alert = try #require(entries.first?.alerts.first)
        #expect(alert.severity == .stop)
        #expect(page.lines.contains(" " + alert.message))
        #expect(try page.lines.contains(#require(alert.action)))
        #expect(page.lines.contains("No dose is given"))
        let taken = "morphine modified-release 60 mg every 12 hours"
        #expect(page.lines.filter { $0 == taken }.count == 2, "on board, and the regimen")
        #expect(page.lines.contains { $0.contains("until up to 12 hours after it was taken") })
        for line in page.findings where line != taken {
            #expect(!line.contains(/[0-9] ?(mg|microgram|mL)/), "\(line)")
        }
        for heading in ["Breakthrough card", "How it was computed"] {
            #expect(!page.lines.contains(heading))
        }
    }

    @Test("A stop has no dose beside days that have one")
    func stopAfterDose() throws {
        let page = try SampleCourse(Self.controlled, Self.stopped).page()
        let lines = PageText(page).findings
        #expect(lines.filter { $0 == "60 mg" }.count == 2, "the day before: OMEDD and its part")
        // The dose of the regimen that was stopped.
        #expect(!lines.contains { $0.contains("120 mg") && !$0.contains("more than") })
        #expect(page.contains(">STOP, no dose</text>"))
    }

    // MARK: Queries

    @Test(
        "A question reads as one on the page, and its day is marked as one in every chart and list")
    func query() throws {
        let entries = try SampleCourse(
            Self.stopped, .init(regimen: "morphine MR 30 g bd", background: 2, episodes: [])
        ).entries()
        let page = PageText(HTMLReport(tables: try Shipped.tables).course(entries))
        for line in [
            "QUERY", "Was 30 mg meant, a thousandth of it (milligrams, not grams)?",
            "Settled by a correction (replaces), or by an entry that confirms it: confirms: [{code: "
                + "implausible-morphine-oral, by: …, reason: …}].",
            "REVIEW NOW", "A question is open: no dose is given until it is confirmed.",
            "Taken now, no proposal", "morphine modified-release 30,000 mg every 12 hours",
            "STOP, no dose", "QUERY, no dose",
        ] {
            #expect(page.lines.contains(line), "\(line)")
        }
        for absent in ["No dose is given", "Breakthrough card", "How it was computed"] {
            #expect(!page.lines.contains(absent), "\(absent)")
        }
        let days =
            "Days with a safety stop and no dose: 1. Days with an open question and no dose: 1."
        #expect(page.lines.contains { $0.contains(days) })
        let report = TextReport(tables: try Shipped.tables, showsTrace: true)
        let list = report.course(entries).split(separator: "\n").map(String.init)
        #expect(list.contains { $0.hasSuffix("STOP, no dose") && !$0.contains("REVIEW NOW") })
        #expect(list.contains { $0.contains(/REVIEW NOW +QUERY, no dose$/) })
        let chart = TerminalChart(width: 80, hasColour: false).course(entries)
        #expect(chart.contains(/1 Mar .* STOP/) && chart.contains(/2 Mar .* QUERY/))
    }

    // MARK: Charts

    struct Bar: Sendable, CustomTestStringConvertible {
        let regimen: String
        let y: Int
        let height: Int
        var testDescription: String { regimen }
    }

    @Test(
        "A bar ends where its OMEDD stands on the axis of 2,080 places, rounded down",
        arguments: [
            // Up to 100 mg, the first threshold above: 2080 · 60 / 100.
            Bar(regimen: "morphine MR 30 mg bd", y: 992, height: 1248),
            // 200/3 mg of 100 mg: 1386 2/3.
            Bar(regimen: "diamorphine CSCI 20 mg/24h", y: 854, height: 1386),
            // No threshold above: the axis ends at 600 mg.
            Bar(regimen: "morphine MR 300 mg bd", y: 160, height: 2080),
        ])
    func bar(bar: Bar) throws {
        let page = try SampleCourse(.init(regimen: bar.regimen, background: 2)).page()
        let bars = page.matches(
            of:
                /<rect x="[0-9]+" y="([0-9]+)" width="600" height="([0-9]+)" fill="url\(#omedd-fill-0\)"/
        )
        #expect(bars.map { [Int($0.1), Int($0.2)] } == [[bar.y, bar.height]])
    }

    @Test("Pain stands at its hour and score, and an episode at its own")
    func pain() throws {
        let page = try SampleCourse(
            .init(regimen: "morphine MR 30 mg bd", background: 5, episodes: [(8, 4)])
        ).page()
        // One day of 4,080 places from 480 on; 08:00 is a third of it, 04:00 a sixth.
        #expect(page.contains("<circle cx=\"1840\" cy=\"1200\""))
        #expect(page.contains("<polygon points=\"1160,511 "))
    }

    @Test("The day before the first entry is shown where an episode was on it", arguments: [2, 10])
    func dayBefore(hours: Int64) throws {
        let page = try SampleCourse(
            .init(regimen: "morphine MR 30 mg bd", background: 2, episodes: [(7, hours)]),
            .init(background: 2)
        ).page()
        #expect(page.contains(">28 Feb</text>") == (hours == 10))
        #expect(page.contains(">1 Mar</text>") && page.contains(">2 Mar</text>"))
    }

    @Test("A team's own threshold is drawn with the published ones")
    func threshold() throws {
        let policy = DosingPolicy(omeddThresholds: [try OMEDD(canonicalValue: Rational(80))])
        let lines = PageText(try SampleCourse(Self.controlled).page(policy)).lines
        #expect(lines.contains("more than 80 mg a day [the team's own]"))
    }

    @Test("Without entries there is no page")
    func empty() throws {
        #expect(HTMLReport(tables: try Shipped.tables).course([]) == "")
    }
}
