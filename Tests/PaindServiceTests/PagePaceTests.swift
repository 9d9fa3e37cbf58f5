import Testing

@testable import PaindService

@Suite("When pages are written")
struct PagePaceTests {
    let start = SuspendingClock().now

    func after(_ seconds: Int) -> SuspendingClock.Instant {
        start.advanced(by: .seconds(seconds))
    }

    func pace() -> PagePace {
        PagePace(every: .seconds(5), oldest: .seconds(900), at: start)
    }

    @Test("At once after a start, then not before the interval is over")
    func quiet() {
        var pace = pace()
        #expect(pace.rest(at: start) == .zero)
        #expect(pace.isDue(at: start, isQuiet: true))
        pace.turned(from: start, to: start, isDone: true)
        pace.overviewWritten(at: start)
        // Nothing new: nobody wakes.
        #expect(pace.rest(at: after(899)) == nil)
        #expect(!pace.isDue(at: after(899), isQuiet: true))
        pace.want(at: after(2))
        #expect(pace.rest(at: after(2)) == .seconds(3))
        #expect(!pace.isDue(at: after(4), isQuiet: true))
        #expect(pace.isDue(at: after(5), isQuiet: true))
    }

    @Test(
        "What is left over goes on after a rest while no file waits, and once an interval while some do"
    )
    func burst() {
        var pace = pace()
        let end = after(5).advanced(by: .milliseconds(6))
        let rested = end.advanced(by: .milliseconds(24))
        #expect(!pace.isDue(at: after(4), isQuiet: false))
        #expect(pace.isDue(at: after(5), isQuiet: false))
        pace.turned(from: after(5), to: end, isDone: false)
        #expect(pace.rest(at: end) == .milliseconds(24))
        #expect(!pace.isDue(at: end.advanced(by: .milliseconds(23)), isQuiet: true))
        #expect(pace.rest(at: rested) == .zero)
        #expect(pace.isDue(at: rested, isQuiet: true))
        #expect(!pace.isDue(at: after(9), isQuiet: false))
        #expect(pace.isDue(at: after(11), isQuiet: false))
        #expect(pace.isOverviewRested(at: after(5)))
        pace.overviewWritten(at: after(5))
        #expect(!pace.isOverviewRested(at: after(9)))
    }

    @Test("An answer after long quiet does not hold up the files that follow it")
    func firstOfBurst() {
        var pace = pace()
        pace.turned(from: start, to: start, isDone: true)
        pace.want(at: after(100))
        pace.want(at: after(104))
        #expect(!pace.isDue(at: after(104), isQuiet: false))
        #expect(pace.isDue(at: after(105), isQuiet: false))
        #expect(pace.isDue(at: after(100), isQuiet: true))
    }

    @Test("A failed turn is tried again after the interval, also with nothing new")
    func failed() {
        var pace = pace()
        pace.turned(from: start, to: start, isDone: false)
        pace.failed(at: after(1))
        #expect(pace.rest(at: after(2)) == .seconds(4))
        #expect(!pace.isDue(at: after(5), isQuiet: true))
        #expect(pace.isDue(at: after(6), isQuiet: true))
        pace.turned(from: after(6), to: after(6), isDone: true)
        pace.failed(at: after(7))
        #expect(pace.rest(at: after(7)) == .seconds(5))
    }

    @Test("An old overview is written again, but nobody wakes for it")
    func old() {
        var pace = pace()
        pace.turned(from: start, to: start, isDone: true)
        pace.overviewWritten(at: start)
        #expect(pace.isDue(at: after(900), isQuiet: true))
        #expect(!pace.isDue(at: after(900), isQuiet: false))
        #expect(pace.rest(at: after(900)) == nil)
    }
}
