import Foundation
import Testing

@testable import DiarySpool

@Suite("Waiting at the drop folder")
struct WaitTests {
    let fixture: SpoolFixture
    let spool: Spool

    init() throws {
        fixture = try SpoolFixture()
        spool = try fixture.open()
    }

    @Test("Nothing to do ends with the time limit")
    func timeout() throws {
        #expect(try spool.wait(timeout: .milliseconds(20)) == .timeout)
    }

    @Test("Another thread can stop, reload and rescan")
    func waker() throws {
        let waker = spool.waker
        // A thread of its own: waits of other tests may occupy all threads of the task pool.
        Thread.detachNewThread { waker.stop() }
        #expect(try spool.wait(timeout: .seconds(10)) == .stop)
        waker.reload()
        waker.rescan()
        waker.reload()
        #expect(try spool.wait(timeout: .seconds(10)) == [.reload, .rescan])
        #expect(try spool.wait(timeout: .zero) == .timeout)
    }

    @Test("A waker that outlives its spool rings in vain")
    func outliving() throws {
        let waker = try SpoolFixture().open().waker
        waker.stop()
    }

    @Test("A reload lists the folder anew")
    func reloadLists() throws {
        let fixture = try SpoolFixture()
        let blind = try fixture.open(watching: false)
        try fixture.write("{}", name("a.json"))
        blind.waker.reload()
        #expect(try blind.wait(timeout: .seconds(10)) == [.files, .reload])
    }

    @Test("A wait beyond what the system can count is cut short, not refused")
    func endless() throws {
        spool.waker.stop()
        #expect(try spool.wait(timeout: .seconds(1_000_000_000)) == .stop)
    }
}
