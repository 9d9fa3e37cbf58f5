import PainDosing
import Quantities

/// The days of a course along the lower edge of a chart.
struct DayAxis {
    private let days: [CourseDay]
    private let left: Int
    private let width: Int

    init(_ days: [CourseDay], of plot: Plot) {
        self.days = days
        left = plot.left
        width = plot.innerWidth
    }

    /// Where the room of a day begins; the one after the last is the right end.
    func start(_ index: Int) -> Int { left + width * index / days.count }

    func middle(_ index: Int) -> Int { (start(index) + start(index + 1)) / 2 }

    /// The bar in the room of a day.
    func bar(_ index: Int) -> (x: Int, width: Int) {
        let room = start(index + 1) - start(index)
        let bar = min(room * 7 / 10, 600)
        return (middle(index) - bar / 2, bar)
    }

    /// Places the moments between the first day's midnight and the last one's, by one clock.
    func times(offsetMinutes: Int) -> LinearScale {
        let midnight = { (day: Int) in Rational(day * 86_400 - offsetMinutes * 60) }
        let (first, last) = (days.first?.day ?? 0, days.last?.day ?? 0)
        return LinearScale(
            from: midnight(first), at: left, to: midnight(last + 1), at: left + width)
    }

    /// Writes the days below the axis, the latest among them: at most six, half of them on a phone.
    func label(_ plot: inout Plot) {
        let stride = (days.count + 5) / 6
        let labelled = Swift.stride(from: days.count - 1, through: 0, by: -stride)
        for (number, index) in labelled.enumerated() {
            plot.text(
                middle(index), plot.bottom + 230, MomentWords.shortDay(days[index].day),
                anchor: "middle", class: number % 2 == 0 ? "label" : "label minor")
        }
    }
}
