import Synchronization

@testable import SystemdClient

/// A sink that keeps its records, or refuses them all.
final class RecordingSink: JournalSink {
    private let kept = Mutex<[JournalRecord]>([])
    private let refuses: Bool

    init(refuses: Bool = false) {
        self.refuses = refuses
    }

    var records: [JournalRecord] { kept.withLock { $0 } }

    func send(_ record: JournalRecord) throws {
        if refuses { throw SystemdError.journalRefused(errno: 11) }
        kept.withLock { $0.append(record) }
    }
}
