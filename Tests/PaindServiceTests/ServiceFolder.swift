import DiarySpool
import DoseLedger
import Foundation
import PainDosing
import SystemPackage
import SystemdClient
import Synchronization
import Testing

@testable import PaindService

/// A sink that keeps what it is sent, for tests that look at records.
final class KeptRecords: JournalSink {
    private let records = Mutex<[JournalRecord]>([])
    private let refused = Mutex<(id: MessageID, sent: Int)?>(nil)

    func send(_ record: JournalRecord) throws {
        let isRefused = refused.withLock { refused in
            guard let (id, sent) = refused, id == record.messageID else { return false }
            refused = sent > 0 ? (id, sent - 1) : nil
            return sent == 0
        }
        guard !isRefused else { throw SystemdError.journalRefused(errno: EIO) }
        records.withLock { $0.append(record) }
    }

    /// Refuses one record of a kind: the next, or the one after so many that it takes.
    func refuseOnce(_ event: ServiceEvent, after sent: Int = 0) {
        refused.withLock { $0 = (event.messageID, sent) }
    }

    /// The records of one kind, in order.
    func of(_ event: ServiceEvent) -> [JournalRecord] {
        all.filter { $0.messageID == event.messageID }
    }

    /// The records of single alerts, in order.
    var alerts: [JournalRecord] {
        all.filter { $0.values(.event) == [ServiceEvent.alert] }
    }

    /// Every record, in order.
    var all: [JournalRecord] { records.withLock { $0 } }
}

extension JournalRecord {
    /// The values of a field, in order.
    func values(_ field: ServiceField) -> [String] {
        fields.filter { $0.name == field.name }.map(\.value)
    }
}

/// A whole service in a temporary folder, whose loop runs on a thread of the test.
final class ServiceFolder {
    /// 2026-03-03T00:00:00Z, after every sample.
    static let now: Int64 = 1_772_496_000

    let root: URL
    let records = KeptRecords()

    init() throws {
        root = FileManager.default.temporaryDirectory.appending(path: "paind-\(UUID().uuidString)")
        for name in ["spool", "state"] {
            try FileManager.default.createDirectory(
                at: root.appending(path: name), withIntermediateDirectories: true)
        }
    }

    deinit {
        // The system empties its temporary folder in any case.
        try? FileManager.default.removeItem(at: root)
    }

    var configuration: ServiceConfiguration {
        let base = FilePath(root.path())
        return ServiceConfiguration(
            spool: SpoolLayout(root: base.appending("spool")),
            limits: SpoolLimits(settle: .milliseconds(50)),
            ledger: base.appending("state").appending("ledger.sqlite"),
            reports: base.appending("state").appending("reports"),
            journal: JournalSettings(fileNames: .plain))
    }

    /// What a killed service left in work, by name; nobody else may have the spool.
    func leftovers() throws -> [SpoolFile] {
        try Spool(layout: configuration.spool, creating: true).leftovers()
    }

    func url(_ path: String) -> URL { root.appending(path: path) }

    func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: url(path).path())
    }

    func text(_ path: String) throws -> String {
        try String(contentsOf: url(path), encoding: .utf8)
    }

    /// Puts a file into the drop folder the way a careful writer does.
    func drop(_ text: String, as name: String) throws {
        let folder = url("spool/incoming")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let temporary = folder.appending(path: ".\(name).tmp")
        try Data(text.utf8).write(to: temporary)
        try FileManager.default.moveItem(at: temporary, to: folder.appending(path: name))
    }

    /// The same for a name of any bytes.
    func drop(_ bytes: [UInt8], as name: [UInt8]) throws {
        let folder = url("spool/incoming")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let temporary = folder.appending(path: ".\(UUID().uuidString).tmp")
        try Data(bytes).write(to: temporary)
        let path = Array(folder.path().utf8) + [UInt8(ascii: "/")] + name + [0]
        try #require(rename(temporary.path(), path.map { CChar(bitPattern: $0) }) == 0)
    }

    /// The names in a folder as the bytes that they are, in order.
    func names(_ path: String) throws -> [[UInt8]] {
        let folder = try #require(opendir(url(path).path()))
        defer { closedir(folder) }
        var names: [[UInt8]] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
        }
        return names.sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// Runs the loop until `isDone`, or ten seconds have passed, then stops it.
    func run(
        _ configuration: ServiceConfiguration? = nil,
        clock: ServiceClock = ServiceClock { ServiceFolder.now },
        reload: @escaping @Sendable () throws(ServiceFailure) -> ServiceConfiguration,
        until isDone: (SpoolWaker) -> Bool
    ) throws {
        let (configuration, records) = (configuration ?? self.configuration, records)
        let started = DispatchSemaphore(value: 0)
        let ended = DispatchSemaphore(value: 0)
        let state = LoopState()
        Thread.detachNewThread {
            do {
                let loop = try SpoolLoop(
                    configuration, journal: records, clock: clock, reload: reload)
                state.waker.withLock { $0 = loop.waker }
                started.signal()
                try loop.run()
            } catch {
                state.failure.withLock { $0 = "\(error)" }
                started.signal()
            }
            ended.signal()
        }
        started.wait()
        let waker = try #require(state.waker.withLock { $0 }, "\(state.failure.withLock { $0 })")
        let end = Date.now.addingTimeInterval(10)
        var isFinished = false
        while !isFinished, Date.now < end {
            isFinished = isDone(waker)
            // A look now and then at what other threads do, bounded by the ten seconds.
            if !isFinished { usleep(5_000) }
        }
        waker.stop()
        #expect(ended.wait(timeout: .now() + 10) == .success)
        #expect(isFinished, "what was waited for did not happen within ten seconds")
        #expect(state.failure.withLock { $0 } == "")
    }

    func run(until isDone: (SpoolWaker) -> Bool) throws {
        let configuration = configuration
        try run(reload: { () throws(ServiceFailure) in configuration }, until: isDone)
    }
}

/// What the loop's thread tells the test.
private final class LoopState: Sendable {
    let waker = Mutex<SpoolWaker?>(nil)
    let failure = Mutex("")
}
