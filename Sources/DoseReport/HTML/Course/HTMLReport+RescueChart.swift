import PainDosing
import Quantities

extension HTMLReport {
    /// The rescue doses of each day by what they were taken for.
    func rescueChart(_ picture: CoursePicture) -> Markup {
        let chart = "rescue"
        let title = "Rescue doses by day"
        let subtitle =
            "by what they were taken for, in the 24 hours before the day's last entry"
        guard picture.days.contains(where: { $0.rescues != nil }) else {
            return ChartFigure(
                title: title, subtitle: subtitle, words: words(picture),
                numbers: rescueTable(picture)
            ).markup
        }
        let limits = rescueLimits(picture)
        let highest = picture.days.compactMap(\.rescues?.total).max() ?? 0
        let steps = AxisSteps(
            reaching: max(Rational(highest), limits.map(\.value).max() ?? .zero))
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
        plot.limits(limits, on: up)
        return ChartFigure(
            title: title, subtitle: subtitle,
            image: plot.image(
                id: chart, title: title, description: words(picture),
                patterns: RescueKind.allCases.map(\.fill)),
            legend: RescueKind.allCases.map {
                .init(sample: $0.fill.sample(of: chart), words: $0.words)
            } + limits.map { .limit($0) },
            numbers: rescueTable(picture)
        ).markup
    }

    private func rescueLimits(_ picture: CoursePicture) -> [ChartLimit] {
        let rules = tables.titration
        let review = rules.reviewRescuesAbove
        var limits = [
            ChartLimit(
                value: Rational(review.value), label: "over \(review.value)",
                words: "review now above \(review.value) [\(review.source)]", style: .dotted)
        ]
        let policy = rules.policy(picture.policy ?? rules.standard)
        if let policy, let count = policy.rescuesFrom {
            limits.append(
                ChartLimit(
                    value: Rational(count), label: "raise \(count)",
                    words: "a raise from \(count) that count [\(policy.source)]"))
        }
        return limits.sorted { $0.value < $1.value }
    }

    private func words(_ picture: CoursePicture) -> String {
        let counts = picture.days.compactMap(\.rescues?.total)
        guard let last = counts.last, let high = counts.max() else {
            return ["No rescue doses are counted.", stops(picture)].compactMap(\.self)
                .joined(separator: " ")
        }
        return "Rescue doses in 24 hours: last \(last), at most \(high)."
    }

    private func rescueTable(_ picture: CoursePicture) -> Markup {
        .table(
            caption: "Rescue doses in 24 hours, by what they were taken for",
            heads: [momentHead("Last entry of the day", picture), "All"]
                + RescueKind.allCases.map(\.words),
            rows: picture.days.compactMap { day in
                day.recordedAt.map { recordedAt in
                    let kinds = RescueKind.allCases.map { kind in
                        Markup(day.rescues.map { "\(kind.count(in: $0))" } ?? "–")
                    }
                    return [moment(recordedAt, below: picture), Markup(total(day))] + kinds
                }
            })
    }

    private func total(_ day: CourseDay) -> String {
        if case .stopped(let refusal) = day.dose { return refusal.mark }
        return day.rescues.map { "\($0.total)" } ?? "not recorded"
    }
}
