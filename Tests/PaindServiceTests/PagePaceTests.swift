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
        pace.pagesWritten(from: start, to: start, isWhole: true)
        pace.overviewWritten(from: start, to: start)
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
        pace.pagesWritten(from: after(5), to: end, isWhole: false)
        #expect(pace.rest(at: end) == .milliseconds(24))
        #expect(!pace.isDue(at: end.advanced(by: .milliseconds(23)), isQuiet: true))
        #expect(pace.rest(at: rested) == .zero)
        #expect(pace.isDue(at: rested, isQuiet: true))
        #expect(!pace.isDue(at: after(9), isQuiet: false))
        #expect(pace.isDue(at: after(11), isQuiet: false))
    }

    @Test(
        "The overview has a turn of its own: after the last page, and once an interval before that")
    func overview() {
        var pace = pace()
        #expect(!pace.isOverviewNext)
        pace.pagesWritten(from: start, to: start, isWhole: false)
        #expect(pace.isOverviewNext)
        pace.overviewWritten(from: start, to: start)
        pace.pagesWritten(from: after(4), to: after(4), isWhole: false)
        #expect(!pace.isOverviewNext)
        pace.pagesWritten(from: after(4), to: after(4), isWhole: true)
        #expect(pace.isOverviewNext)
        #expect(pace.rest(at: after(4)) == .zero)
        pace.overviewWritten(from: after(4), to: after(4))
        #expect(pace.rest(at: after(9)) == nil)
    }

    @Test("After a page that took long, the overview follows within the interval")
    func longPage() {
        var pace = pace()
        pace.pagesWritten(from: start, to: after(3), isWhole: false)
        #expect(pace.isOverviewNext)
        #expect(pace.rest(at: after(3)) == .seconds(5))
    }

    @Test("An answer between the last page and the overview is not forgotten")
    func answerBeforeOverview() {
        var pace = pace()
        pace.pagesWritten(from: start, to: start, isWhole: true)
        pace.want(at: after(1))
        pace.overviewWritten(from: after(1), to: after(1))
        #expect(pace.rest(at: after(1)) == .zero)
        #expect(pace.isDue(at: after(1), isQuiet: true))
    }

    @Test("An answer after long quiet does not hold up the files that follow it")
    func firstOfBurst() {
        var pace = pace()
        pace.pagesWritten(from: start, to: start, isWhole: true)
        pace.overviewWritten(from: start, to: start)
        pace.want(at: after(100))
        pace.want(at: after(104))
        #expect(!pace.isDue(at: after(104), isQuiet: false))
        #expect(pace.isDue(at: after(105), isQuiet: false))
        #expect(pace.isDue(at: after(100), isQuiet: true))
    }

    @Test("A failed turn is tried again after the interval, also with nothing new")
    func failed() {
        var pace = pace()
        pace.pagesWritten(from: start, to: start, isWhole: false)
        pace.failed(at: after(1))
        #expect(pace.rest(at: after(2)) == .seconds(4))
        #expect(!pace.isDue(at: after(5), isQuiet: true))
        #expect(pace.isDue(at: after(6), isQuiet: true))
        pace.pagesWritten(from: after(6), to: after(6), isWhole: true)
        pace.overviewWritten(from: after(6), to: after(6))
        pace.failed(at: after(7))
        #expect(pace.rest(at: after(7)) == .seconds(5))
    }

    @Test("An old overview is written again, but nobody wakes for it")
    func old() {
        var pace = pace()
        pace.pagesWritten(from: start, to: start, isWhole: true)
        pace.overviewWritten(from: start, to: start)
        #expect(pace.isDue(at: after(900), isQuiet: true))
        #expect(!pace.isDue(at: after(900), isQuiet: false))
        #expect(pace.rest(at: after(900)) == nil)
    }
}
