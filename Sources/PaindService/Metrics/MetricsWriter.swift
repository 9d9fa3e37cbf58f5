import DiarySpool
import DoseLedger

/// Counts what the loop does and writes it now and then, where the configuration asks for it.
struct MetricsWriter {
    private let file: MetricsFile?
    private var metrics: ServiceMetrics
    private var pace: Pace
    /// Whether the last attempt failed, which was told.
    private var hasFailed = false

    init(_ settings: MetricsSettings?, startedAt: Int64) {
        file = settings.map { MetricsFile($0.file) }
        metrics = ServiceMetrics(startedAt: startedAt)
        pace = Pace(every: .seconds(settings?.seconds ?? 0))
    }

    mutating func committed(
        _ files: [Arrival], _ batch: CommittedBatch, took duration: Duration, at now: Int64
    ) {
        metrics.committed(files, batch, took: duration, at: now)
        pace.want()
    }

    mutating func failed(_ failure: ServiceMetrics.Failure) {
        metrics.failed(failure)
        pace.want()
    }

    /// How long the loop may sleep before a change is to be written.
    ///
    /// Without a change it may sleep on: the file is written again when the loop wakes for another
    /// reason, so that its age tells that the service lives.
    var rest: Duration { file == nil ? .seconds(86_400) : pace.rest(at: .now) ?? .seconds(86_400) }

    /// Whether the file is wanted and was not written for long enough.
    var isTime: Bool { file != nil && pace.isRested(at: .now) }

    /// Writes the file; a failure is told once, and tried again after the interval.
    mutating func write(_ present: ServiceMetrics.Present, _ announcer: Announcer) {
        guard let file else { return }
        do throws(DirectoryWriterError) {
            try file.write(metrics.text(present))
            hasFailed = false
            pace.done(at: .now)
        } catch {
            if !hasFailed { announcer.deferred("The metrics could not be written: \(error)") }
            hasFailed = true
            pace.done(at: .now, again: true)
        }
    }
}
