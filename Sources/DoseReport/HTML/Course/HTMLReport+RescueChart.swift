import PainDosing
import Quantities

extension HTMLReport {
    /// The rescue doses of each day by what they were taken for.
    func rescueChart(_ picture: CoursePicture) -> Markup {
        let chart = "rescue"
        let limits = rescueLimits(picture)
        let highest = picture.days.compactMap(\.rescues?.total).max() ?? 0
        let steps = AxisSteps(
            reaching: Rational(max(highest, limits.map(\.count).max() ?? 0) + 1))
        var plot = Plot()
        let up = LinearScale(from: .zero, at: plot.bottom, to: steps.end, at: plot.top)
        let axis = DayAxis(picture.days, of: plot)
        plot.valueAxis(steps.labels.map { (value: DoseWords.number($0), y: up.place($0)) })
        axis.label(&plot)
        for (index, day) in picture.days.enumerated() {
            let bar = axis.bar(index)
            var count = 0
            for kind in RescueKind.allCases {
                let base = up.place(Rational(count))
                count += day.rescues.map { kind.count(in: $0) } ?? 0
                let top = up.place(Rational(count))
                plot.bar(
                    x: bar.x, y: top, width: bar.width, height: base - top, fill: kind.fill,
                    of: chart)
            }
            mark(day, at: axis.middle(index), &plot)
        }
        for limit in limits {
            plot.threshold(at: up.place(Rational(limit.count)), limit.label, class: limit.style)
        }
        return ChartFigure(
            title: "Rescue doses by day",
            subtitle: "by what they were taken for, in the 24 hours before the day's last entry",
            image: plot.image(
                id: chart, title: "Rescue doses by day", description: words(picture),
                patterns: RescueKind.allCases.map(\.fill)),
            legend: RescueKind.allCases.map {
                .init(sample: $0.fill.sample(of: chart), words: $0.words)
            } + limits.map { .line($0.style, $0.words) },
            numbers: rescueTable(picture)
        ).markup
    }

    private struct RescueLimit {
        let count: Int
        let label: String
        let words: String
        let style: String
    }

    private func rescueLimits(_ picture: CoursePicture) -> [RescueLimit] {
        let rules = tables.titration
        let policy = rules.policy(picture.policy ?? rules.standard)
        let raise = policy.flatMap { policy in
            policy.rescuesFrom.map { count in
                RescueLimit(
                    count: count, label: "raise from \(count)",
                    words: "a raise from \(count) that count [\(policy.source)]",
                    style: "threshold")
            }
        }
        let review = rules.reviewRescuesAbove
        return [raise].compactMap(\.self) + [
            RescueLimit(
                count: review.value, label: "review above \(review.value)",
                words: "review now above \(review.value) [\(review.source)]", style: "limit")
        ]
    }

    private func words(_ picture: CoursePicture) -> String {
        let counts = picture.days.compactMap(\.rescues?.total)
        guard let last = counts.last, let high = counts.max() else {
            return "No rescue doses are recorded."
        }
        return "Rescue doses in 24 hours: last \(last), at most \(high)."
    }

    private func rescueTable(_ picture: CoursePicture) -> Markup {
        .table(
            caption: "Rescue doses in 24 hours, by what they were taken for",
            heads: ["Last entry of the day", "All"] + RescueKind.allCases.map(\.words),
            rows: picture.days.compactMap { day in
                day.recordedAt.map { recordedAt in
                    let kinds = RescueKind.allCases.map { kind in
                        Markup(day.rescues.map { "\(kind.count(in: $0))" } ?? "–")
                    }
                    return [moment(recordedAt), Markup(total(day))] + kinds
                }
            })
    }

    private func total(_ day: CourseDay) -> String {
        if case .stopped = day.dose { return "STOP, no dose" }
        return day.rescues.map { "\($0.total)" } ?? "not recorded"
    }
}
