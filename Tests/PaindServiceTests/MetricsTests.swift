import DiarySpool
import DoseLedger
import Foundation
import PainDosing
import SystemPackage
import SystemdClient
import Testing

@testable import PaindService

@Suite("The metrics of the service")
struct MetricsTests {
    static let present = ServiceMetrics.Present(
        counts: nil, waiting: 3, unrecorded: 1, damaged: 2, tables: "abc", defaultSet: "fpm-2020")

    static func settings(of folder: ServiceFolder) -> ServiceConfiguration {
        var configuration = folder.configuration
        configuration.metrics = MetricsSettings(
            file: FilePath(folder.url("metrics/paind.prom").path()), seconds: 3_600)
        return configuration
    }

    @Test("What the loop did is counted, and written when the service is ready and when it stops")
    func written() throws {
        let folder = try ServiceFolder()
        let settings = Self.settings(of: folder)
        let records = folder.records
        var text = ""
        try folder.run(settings, reload: { () throws(ServiceFailure) in settings }) { _ in
            if text.isEmpty {
                text = (try? folder.text("metrics/paind.prom")) ?? ""
                guard !text.isEmpty else { return false }
                try? folder.drop(SpoolLoopTests.diary(), as: "a.json")
                try? folder.drop("{\"schema\":1}", as: "bad.json")
            }
            return !records.of(.assessed).isEmpty && !records.of(.rejected).isEmpty
        }
        #expect(text.contains("paind_entries_total{outcome=\"computed\"} 0\n"))
        let last = try folder.text("metrics/paind.prom")
        for line in [
            "paind_entries_total{outcome=\"computed\"} 1",
            "paind_alerts_total{severity=\"stop\"} 0",
            "paind_rejected_files_total{reason=\"not-a-diary\"} 1", "paind_ledger_entries 1",
            "paind_pending_steps 0",
            "paind_last_commit_timestamp_seconds \(ServiceFolder.now)",
            "paind_start_timestamp_seconds \(ServiceFolder.now)",
        ] {
            #expect(last.contains(line + "\n"), "\(line)\n\(last)")
        }
        #expect(last.hasSuffix("\n# EOF\n"))
        #expect(!last.contains("P-001"))
    }

    @Test("A folder that can't be written in is told once and stops nothing")
    func unwritable() throws {
        let folder = try ServiceFolder()
        try Data().write(to: folder.url("metrics"))
        let settings = Self.settings(of: folder)
        try folder.drop(SpoolLoopTests.diary(), as: "a.json")
        let records = folder.records
        try folder.run(settings, reload: { () throws(ServiceFailure) in settings }) { _ in
            !records.of(.assessed).isEmpty
        }
        let told = records.of(.deferred).map(\.message)
        #expect(told.count == 1)
        #expect(told.first?.hasPrefix("The metrics could not be written: ") == true)
    }

    @Test("A ledger that can't be read leaves its figures out, and an empty family is none")
    func absent() {
        let text = ServiceMetrics(startedAt: 7).text(Self.present)
        for absent in ["paind_ledger", "paind_pending", "paind_rejected", "paind_last_commit"] {
            #expect(!text.contains(absent))
        }
        #expect(text.contains("paind_tables_info{sha256=\"abc\",default_set=\"fpm-2020\"} 1\n"))
        #expect(text.contains("paind_waiting_files 3\n"))
        #expect(text.contains("paind_damaged_rows 2\n"))
        #expect(text.contains("paind_start_timestamp_seconds 7\n"))
    }

    @Test("Buckets hold those before them, and what is slower than all of them counts in the last")
    func histogram() {
        var times = CommitTimes()
        for milliseconds in [1, 2, 2, 30, 9_000] { times.note(.milliseconds(milliseconds)) }
        var text = OpenMetricsText()
        text.family("t_seconds", .histogram, unit: "seconds", "Times.", times.samples)
        let lines = text.finished.split(separator: "\n")
        for line in [
            "# TYPE t_seconds histogram", "# UNIT t_seconds seconds", "# HELP t_seconds Times.",
            "t_seconds_bucket{le=\"0.001\"} 1", "t_seconds_bucket{le=\"0.002\"} 3",
            "t_seconds_bucket{le=\"0.02\"} 3", "t_seconds_bucket{le=\"0.05\"} 4",
            "t_seconds_bucket{le=\"5.0\"} 4", "t_seconds_bucket{le=\"+Inf\"} 5",
            "t_seconds_sum 9.035", "t_seconds_count 5",
        ] {
            #expect(lines.contains(Substring(line)), "\(line)")
        }
    }

    @Test(
        "Nanoseconds are written as seconds, exactly",
        arguments: [
            (0, "0.0"), (1, "0.000000001"), (1_000_000_000, "1.0"), (12_345_678_900, "12.3456789"),
        ])
    func seconds(nanoseconds: Int64, text: String) {
        #expect(CommitTimes.seconds(nanoseconds) == text)
    }

    @Test("A label can't end its line or its quotes")
    func escaped() {
        var text = OpenMetricsText()
        text.family("a", .gauge, "A \"b\"\\\n", [.init(labels: ["x": "1\"\n\\"], value: "1")])
        #expect(text.finished.contains("a{x=\"1\\\"\\n\\\\\"} 1\n"))
    }

    @Test("Nobody wakes for what has not changed, and nothing is written more often than allowed")
    func pace() {
        var pace = Pace(every: .seconds(10))
        let start = SuspendingClock().now
        func after(_ seconds: Int) -> SuspendingClock.Instant {
            start.advanced(by: .seconds(seconds))
        }
        #expect(pace.rest(at: start) == nil && !pace.isDue(at: start))
        pace.want()
        #expect(pace.rest(at: start) == .zero && pace.isDue(at: start))
        pace.done(at: start)
        #expect(pace.rest(at: after(1)) == nil && !pace.isDue(at: after(99)))
        pace.want()
        #expect(pace.rest(at: after(4)) == .seconds(6) && !pace.isDue(at: after(9)))
        #expect(pace.rest(at: after(40)) == .zero && pace.isDue(at: after(10)))
        pace.done(at: after(10), again: true)
        #expect(pace.rest(at: after(10)) == .seconds(10))
    }
}
