import DoseReport
import PainDosing
import ShippedEngine
import Testing

@Suite("The text report")
struct TextReportTests {
    @Test("No line of it can be misread", arguments: ReportCase.all)
    func safelyWritten(_ example: ReportCase) throws {
        for text in try example.texts(showsTrace: true) {
            let report = text.components(separatedByLine: "Sources").first ?? ""
            for line in report.split(separator: "\n") {
                #expect(String(line).isSafelyWritten, "\(line)")
            }
        }
    }

    @Test("It says once, at the end, whose decision a dose is", arguments: ReportCase.all)
    func footer(_ example: ReportCase) throws {
        for showsTrace in [false, true] {
            for text in try example.texts(showsTrace: showsTrace) {
                #expect(text.hasSuffix("\n\(ReportFooter.decisionSupport)\n"))
                #expect(text.ranges(of: ReportFooter.decisionSupport).count == 1)
                #expect(text.ranges(of: "Decision support").count == 1)
            }
        }
    }

    @Test("Warnings stand before the first dose", arguments: ReportCase.all)
    func warningsFirst(_ example: ReportCase) throws {
        for text in try example.texts(showsTrace: false) {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            let lastWarning = lines.lastIndex { $0.hasPrefix("CAUTION") || $0.hasPrefix("STOP") }
            let firstDose = lines.firstIndex {
                $0.hasPrefix("OMEDD") || $0.hasPrefix("Proposal") || $0.hasPrefix("Rapid-onset")
            }
            if let lastWarning, let firstDose { #expect(lastWarning < firstDose) }
        }
    }

    @Test("Every rounded number is marked, and every exact one is not")
    func rounded() throws {
        let texts = try ReportCase(regimen: "diamorphine CSCI 20 mg/24h", target: "morphine MR")
            .texts(showsTrace: false)
        #expect(texts[0].contains("≈ 66.6667 mg"))
        #expect(!texts[0].replacing("≈ 66.6667", with: "").contains("66.66"))
        let exact = try ReportCase(regimen: "morphine MR 60 mg bd", target: "oxycodone MR")
            .texts(showsTrace: false)
        #expect(exact[0].contains("120 mg"))
        #expect(!exact[0].contains("≈ 120"))
    }

    @Test("A stop shows its reason, what to do instead and what is taken, and no other dose")
    func stop() throws {
        let example = ReportCase(
            regimen: "fentanyl patch 50 mcg/h", target: "morphine MR", isNaive: true)
        let engine = try Shipped.engine()
        for (index, text) in try example.texts(showsTrace: true).enumerated() {
            let alerts = try [
                example.medication(engine).refusalAlerts, example.rotation(engine).refusalAlerts,
                example.breakthrough(engine).refusalAlerts,
            ][index]
            #expect(text.hasPrefix("No dose is given.\n"))
            #expect(!alerts.isEmpty)
            for alert in alerts {
                #expect(text.contains(alert.message))
                #expect(alert.action.map { text.contains($0) } == true)
            }
            let taken = "fentanyl patch 50 micrograms/hour"
            #expect(text.contains("\nRegimen   \(taken)\n"))
            #expect(!text.replacing(taken, with: "").contains(/[0-9] ?(mg|micrograms|mcg)/))
        }
    }

    @Test("The derivation is shown only when asked for, with every source it names")
    func trace() throws {
        let example = ReportCase(regimen: "morphine MR 60 mg bd", target: "oxycodone MR")
        let answer = try #require(example.rotation(Shipped.engine()).value)
        let short = try example.texts(showsTrace: false)[1]
        let long = try example.texts(showsTrace: true)[1]
        #expect(!short.contains("How it was computed"))
        #expect(long.contains("How it was computed"))
        for source in Set(answer.trace.compactMap(\.source)) {
            #expect(long.contains("\(source): "), "\(source) is listed with its citation")
        }
        #expect(long.contains("80 mg/day − 25 % = 60 mg/day"))
    }
}

extension String {
    /// The parts of the text before and after a line.
    fileprivate func components(separatedByLine line: String) -> [String] {
        guard let range = ranges(of: "\n\(line)\n").first else { return [self] }
        return [String(self[..<range.lowerBound]), String(self[range.upperBound...])]
    }
}
