import Foundation
import Glibc
import Testing

@testable import DiarySpool

@Suite("What arrives in the drop folder")
struct ArrivalTests {
    let fixture: SpoolFixture

    init() throws {
        fixture = try SpoolFixture()
    }

    @Test("A file renamed into the folder is read at once and counts as complete")
    func renamedIn() throws {
        let spool = try fixture.open(SpoolLimits(settle: .seconds(3600)))
        #expect(!spool.isPolling)
        try fixture.deliver("{}", name("a.json"))
        let files = try spool.nextFiles()
        #expect(files.map(\.name.display) == ["a.json"])
        #expect(files.first?.bytes == Array("{}".utf8))
        #expect(files.first?.isSettled == true)
    }

    @Test("A file written in place is read when it is closed, but is not yet settled")
    func writtenInPlace() throws {
        let spool = try fixture.open(SpoolLimits(settle: .seconds(3600)))
        try fixture.write("{}", name("a.json"))
        let files = try spool.nextFiles()
        #expect(files.map(\.isSettled) == [false])
    }

    @Test("A half-written file that was postponed comes back when it is completed")
    func completedLater() throws {
        let spool = try fixture.open(SpoolLimits(settle: .seconds(3600)))
        try fixture.write("{\"pain\"", name("a.json"))
        let half = try #require(try spool.nextFiles().first)
        spool.postpone(half)
        #expect(try spool.wait(timeout: .zero) == .timeout)
        #expect(try spool.examine().isEmpty)
        try fixture.write("{\"pain\":1}", name("a.json"))
        let whole = try #require(try spool.nextFiles().first)
        #expect(whole.bytes == Array("{\"pain\":1}".utf8))
        #expect(!whole.isSettled)
    }

    @Test("A postponed file that nobody touches comes back once it has settled")
    func settles() throws {
        let spool = try fixture.open(SpoolLimits(settle: .milliseconds(50)))
        try fixture.write("{", name("a.json"))
        let first = try #require(try spool.nextFiles().first)
        #expect(!first.isSettled)
        spool.postpone(first)
        let before = SuspendingClock().now
        let second = try #require(try spool.nextFiles().first)
        #expect(second.isSettled)
        #expect(SuspendingClock().now - before < .seconds(5))
    }

    @Test("An old modification time does not make a file settled")
    func oldModificationTime() throws {
        try fixture.open().outlet.sync()
        try fixture.write("{", name("a.json"))
        let old = timespec(tv_sec: 1_000_000, tv_nsec: 0)
        let path = fixture.path(.incoming, try name("a.json"))
        try #require(utimensat(AT_FDCWD, path, [old, old], 0) == 0)
        let spool = try fixture.open(SpoolLimits(settle: .seconds(3600)))
        #expect(try spool.nextFiles().map(\.isSettled) == [false])
    }

    @Test("A change starts the settling time anew")
    func changeRestartsSettling() throws {
        var moment = SuspendingClock().now
        let spool = try fixture.open(SpoolLimits(settle: .seconds(2)), now: { moment })
        try fixture.write("1", name("a.csv"))
        spool.postpone(try #require(try spool.nextFiles().first))
        moment = moment.advanced(by: .milliseconds(1900))
        try fixture.write("1,2", name("a.csv"))
        let changed = try #require(try spool.nextFiles().first)
        #expect(!changed.isSettled)
        spool.postpone(changed)
        moment = moment.advanced(by: .milliseconds(1900))
        #expect(try spool.examine().isEmpty)
        moment = moment.advanced(by: .milliseconds(100))
        #expect(try spool.examine().map(\.isSettled) == [true])
    }

    @Test(
        "Temporary names are left alone",
        arguments: [".hidden.json", "a.json.tmp", "a.json.part", "a.json~"]
    )
    func temporaryNames(text: String) throws {
        try fixture.open().outlet.sync()
        try fixture.write("{}", name(text))
        let spool = try fixture.open()
        try fixture.write("{}", name(text))
        try fixture.deliver("{}", name("seen.json"))
        #expect(try spool.nextFiles().map(\.name.display) == ["seen.json"])
        #expect(try fixture.names(.incoming) == [text, "seen.json"].sorted())
    }

    @Test("Files that were there before the start are found, in the order of their names")
    func startScan() throws {
        try fixture.open().outlet.sync()
        for text in ["b.json", "a.json", "c.json"] { try fixture.write(text, name(text)) }
        let spool = try fixture.open()
        #expect(try spool.nextFiles().map(\.name.display) == ["a.json", "b.json", "c.json"])
    }

    @Test("Files come oldest event first, and no more than the limit at a time")
    func order() throws {
        let spool = try fixture.open()
        for text in ["b.json", "a.json", "c.json"] { try fixture.deliver(text, name(text)) }
        #expect(try spool.wait(timeout: .seconds(10)) == .files)
        let first = try spool.examine(limit: 2)
        #expect(first.map(\.name.display) == ["b.json", "a.json"])
        for file in first { #expect(try spool.claim(file) == .claimed) }
        #expect(try spool.examine(limit: 2).map(\.name.display) == ["c.json"])
    }

    @Test("A file that is neither claimed nor postponed is offered again")
    func offeredAgain() throws {
        let spool = try fixture.open()
        try fixture.deliver("{}", name("a.json"))
        #expect(try spool.nextFiles().count == 1)
        #expect(try spool.wait(timeout: .zero) == .files)
        #expect(try spool.examine().count == 1)
    }

    @Test("A batch stops at its number of bytes, and always gives one file")
    func batchBytes() throws {
        let spool = try fixture.open(SpoolLimits(batchBytes: 1))
        try fixture.deliver("aaaa", name("a.json"))
        try fixture.deliver("bbbb", name("b.json"))
        #expect(try spool.nextFiles().count == 1)
    }

    @Test("What the kernel's lost events hid is found by a rescan")
    func rescan() throws {
        let spool = try fixture.open(watching: false)
        #expect(spool.isPolling)
        try fixture.write("{}", name("unseen.json"))
        #expect(try spool.examine().isEmpty)
        spool.waker.rescan()
        #expect(try spool.wait(timeout: .seconds(10)) == [.files, .rescan])
        #expect(try spool.examine().map(\.name.display) == ["unseen.json"])
    }

    @Test("Without inotify every wait ends with a listing")
    func polling() throws {
        let spool = try fixture.open(watching: false)
        try fixture.write("{}", name("a.json"))
        #expect(try spool.wait(timeout: .zero) == .files)
    }

    @Test("When more names come than are remembered, all are still found")
    func moreThanRemembered() throws {
        let spool = try fixture.open(SpoolLimits(settle: .milliseconds(50), maximumPending: 3))
        let texts = (1...10).map { "\($0).json" }
        for text in texts { try fixture.deliver(text, name(text)) }
        var found: Set<String> = []
        while found.count < texts.count {
            let files = try spool.nextFiles()
            try #require(!files.isEmpty)
            for file in files {
                #expect(try spool.claim(file) == .claimed)
                #expect(found.insert(file.name.display).inserted)
            }
        }
        #expect(found == Set(texts))
        #expect(try fixture.names(.incoming).isEmpty)
    }

    @Test(
        "What waits at the start comes in the order in which it came, also beyond what is remembered"
    )
    func oldestFirst() throws {
        try fixture.open().outlet.sync()
        let texts = (1...40).map { "\($0 * 7 % 41).json" }
        for text in texts {
            try fixture.deliver(text, name(text))
            // The kernel's clock for files ticks each few milliseconds.
            usleep(10_000)
        }
        let spool = try fixture.open(
            SpoolLimits(settle: .milliseconds(10), batch: 4, maximumPending: 3))
        var found: [String] = []
        while found.count < texts.count {
            let files = try spool.nextFiles()
            try #require(!files.isEmpty)
            for file in files {
                #expect(try spool.claim(file) == .claimed)
                found.append(file.name.display)
            }
        }
        #expect(found == texts)
    }

    @Test("What comes faster than it is taken does not overtake what was turned away")
    func turnedAway() throws {
        let spool = try fixture.open(
            SpoolLimits(settle: .milliseconds(10), batch: 1, maximumPending: 3))
        var (delivered, found): ([String], [String]) = ([], [])
        // Two come for each one that is taken, until thirty have come.
        while found.count < 30 {
            for _ in 0..<2 where delivered.count < 30 {
                delivered.append("\(delivered.count * 7 % 31).json")
                try fixture.deliver("{}", name(delivered[delivered.count - 1]))
                // As above.
                usleep(10_000)
            }
            for file in try spool.nextFiles() {
                #expect(try spool.claim(file) == .claimed)
                found.append(file.name.display)
            }
        }
        #expect(found == delivered)
    }

    @Test(
        "A flood that overflows the kernel's queue loses no file",
        .enabled(if: kernelQueueLength <= 65_536, "would take too many files")
    )
    func overflow() throws {
        let spool = try fixture.open(SpoolLimits(settle: .milliseconds(50)))
        // Each file makes two events, one when it is created and one when it is closed.
        let count = kernelQueueLength / 2 + 500
        for number in 0..<count { try fixture.write("{}", name("\(number).json")) }
        var wakes: SpoolWakes = []
        var claimed = 0
        while claimed < count {
            wakes.formUnion(try spool.wait(timeout: .seconds(10)))
            let files = try spool.examine(limit: 1000)
            for file in files where try spool.claim(file) == .claimed { claimed += 1 }
            try #require(!files.isEmpty || !wakes.contains(.timeout))
        }
        #expect(wakes.contains(.overflow))
        #expect(try fixture.names(.incoming).isEmpty)
    }
}

/// How many events the kernel keeps for one watcher; 16384 on most machines.
private let kernelQueueLength: Int = {
    let path = "/proc/sys/fs/inotify/max_queued_events"
    let text = try? String(contentsOfFile: path, encoding: .utf8)
    return text.flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) } ?? .max
}()
