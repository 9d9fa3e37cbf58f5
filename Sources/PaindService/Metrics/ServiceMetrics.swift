import DoseLedger
import PainDosing

/// What the service has done since its start, in numbers; nothing of a patient.
struct ServiceMetrics {
    /// What is so at the moment of writing.
    struct Present {
        /// Nil where the ledger can't be read now.
        var counts: LedgerCounts?
        /// Files that were noticed in `incoming` and not claimed.
        var waiting: Int
        /// Claimed files whose commit failed.
        var unrecorded: Int
        /// Rows of the ledger that were found to be damaged.
        var damaged: Int
        var tables: String
        var defaultSet: String
    }

    private let startedAt: Int64
    private var entries: [AssessmentOutcome: Int] = [:]
    private var alerts: [AlertSeverity: Int] = [:]
    private var rejected: [String: Int] = [:]
    private var duplicates = 0
    private var reassessed = 0
    private var commits = CommitTimes()
    private var lastCommitAt: Int64?
    private var failures: [Failure: Int] = [:]

    /// What went wrong and is tried again.
    enum Failure: String, CaseIterable {
        case ledger
        case outbox
    }

    init(startedAt: Int64) {
        self.startedAt = startedAt
    }

    /// Counts a batch that was committed.
    mutating func committed(
        _ files: [Arrival], _ batch: CommittedBatch, took duration: Duration, at now: Int64
    ) {
        for (file, arrival) in zip(files, batch.arrivals) where !arrival.wasKnown {
            switch file.disposition {
            case .growing, .entry: break
            case .rejected(let code, _): rejected[code, default: 0] += 1
            case .assessed where arrival.outcome == .duplicate: duplicates += 1
            case .assessed(let diary):
                entries[diary.isStopped ? .stopped : .computed, default: 0] += 1
                for alert in diary.alerts { alerts[alert.severity, default: 0] += 1 }
            }
        }
        reassessed += batch.reassessments.count
        commits.note(duration)
        lastCommitAt = now
    }

    mutating func failed(_ failure: Failure) { failures[failure, default: 0] += 1 }

    /// Everything in the OpenMetrics text format.
    func text(_ present: Present) -> String {
        var text = OpenMetricsText()
        counters(&text)
        text.family(
            "paind_commit_seconds", .histogram, unit: "seconds",
            "How long it took to record a batch durably.", commits.samples)
        gauges(&text, present)
        return text.finished
    }

    private func counters(_ text: inout OpenMetricsText) {
        text.family(
            "paind_entries", .counter, "New entries, by whether a dose was computed.",
            AssessmentOutcome.allCases.map {
                .init(labels: ["outcome": $0.rawValue], value: "\(entries[$0] ?? 0)")
            })
        text.family(
            "paind_alerts", .counter, "Alerts of new entries.",
            AlertSeverity.allCases.map {
                .init(labels: ["severity": $0.rawValue], value: "\(alerts[$0] ?? 0)")
            })
        text.family(
            "paind_rejected_files", .counter, "Files that brought no entry, by reason.",
            rejected.sorted { $0.key < $1.key }.map {
                .init(labels: ["reason": $0.key], value: "\($0.value)")
            })
        text.family(
            "paind_duplicate_files", .counter, "Files whose entry was recorded before.",
            [.init(value: "\(duplicates)")])
        text.family(
            "paind_reassessed_entries", .counter,
            "Answers given anew, since an entry came late or replaced another.",
            [.init(value: "\(reassessed)")])
        text.family(
            "paind_failures", .counter, "Steps that failed and are tried again.",
            Failure.allCases.map {
                .init(labels: ["step": $0.rawValue], value: "\(failures[$0] ?? 0)")
            })
    }

    private func gauges(_ text: inout OpenMetricsText, _ present: Present) {
        func gauge(
            _ name: String, unit: String? = nil, _ help: String, _ value: (some BinaryInteger)?
        ) {
            text.family(name, .gauge, unit: unit, help, value.map { [.init(value: "\($0)")] } ?? [])
        }
        gauge("paind_waiting_files", "Files noticed and not claimed.", present.waiting)
        gauge(
            "paind_unrecorded_files", "Claimed files that wait for the ledger.", present.unrecorded)
        gauge(
            "paind_pending_steps", "Reports, records or moves left to do.", present.counts?.pending)
        gauge(
            "paind_damaged_rows", "Rows of the ledger that are not what was recorded.",
            present.damaged)
        gauge("paind_ledger_entries", "Entries in the ledger.", present.counts?.entries)
        gauge(
            "paind_ledger_stops", "Entries whose valid answer is a safety stop.",
            present.counts?.stops)
        gauge(
            "paind_ledger_queries", "Entries whose valid answer is an open question.",
            present.counts?.queries)
        gauge(
            "paind_ledger_cautions",
            "Entries whose valid answer has a caution, and neither stop nor query.",
            present.counts?.cautions)
        gauge(
            "paind_last_commit_timestamp_seconds", unit: "seconds",
            "When a batch was recorded last, since 1970.", lastCommitAt)
        gauge(
            "paind_start_timestamp_seconds", unit: "seconds", "When the service began, since 1970.",
            startedAt)
        text.family(
            "paind_build_info", .gauge, "The version of the method.",
            [.init(labels: ["engine": DosingSetup.engineVersion], value: "1")])
        text.family(
            "paind_tables_info", .gauge, "The tables in force.",
            [
                .init(
                    labels: ["sha256": present.tables, "default_set": present.defaultSet],
                    value: "1")
            ])
    }
}
