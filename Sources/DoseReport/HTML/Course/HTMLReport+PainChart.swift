import PainDosing
import Quantities

extension HTMLReport {
    /// Background pain and the peaks of the episodes over time, with the limits that they are held
    /// against.
    func painChart(_ picture: CoursePicture) -> Markup {
        let limits = painLimits(picture)
        var plot = Plot()
        let up = LinearScale(from: .zero, at: plot.bottom, to: Rational(10), at: plot.top)
        let axis = DayAxis(picture.days, of: plot)
        let across = axis.times(offsetMinutes: picture.latest.entry.recordedAt.offsetMinutes)
        plot.valueAxis([0, 2, 4, 6, 8, 10].map { (value: "\($0)", y: up.place(Rational($0))) })
        axis.label(&plot)
        plot.limits(limits, on: up)
        let readings = picture.entries.compactMap { entry in
            entry.entry.pain.background.map { score in
                (
                    x: across.place(Rational(entry.entry.recordedAt.instant)),
                    y: up.place(Rational(score.value))
                )
            }
        }
        plot.path(readings, class: "trend")
        for peak in picture.peaks {
            plot.diamond(
                across.place(Rational(peak.at)), up.place(Rational(peak.score.value)), radius: 65,
                class: "peak")
        }
        for reading in readings { plot.circle(reading.x, reading.y, radius: 55, class: "point") }
        return ChartFigure(
            title: "Pain", subtitle: "NRS 0 (none) to 10 (worst imaginable)",
            image: plot.image(id: "pain", title: "Pain over time", description: words(picture)),
            legend: [
                .circle("point", "background pain"), .diamond("peak", "peak of an episode"),
            ] + limits.map { .limit($0) },
            numbers: painTable(picture)
        ).markup
    }

    private func painLimits(_ picture: CoursePicture) -> [ChartLimit] {
        let control = tables.breakthrough.controlledBackground
        // The patient's goal counts where it is the higher one, as in the assessment.
        let controlled = picture.goal.map { max($0, control.value) } ?? control.value
        let origin = controlled == control.value ? control.source.key : "patient's goal"
        let severe = tables.titration.severePain
        return [
            ChartLimit(
                value: Rational(controlled.value), label: "limit \(controlled.value)",
                words: "background pain controlled up to \(controlled.value) [\(origin)]"),
            ChartLimit(
                value: Rational(severe.value.value), label: "severe \(severe.value.value)",
                words: "severe from \(severe.value.value) [\(severe.source)]", style: .dotted),
        ].sorted { $0.value < $1.value }
    }

    private func words(_ picture: CoursePicture) -> String {
        let scores = picture.entries.compactMap(\.entry.pain.background)
        let peaks = picture.peaks.map(\.score)
        var sentences: [String] = []
        if let first = scores.first, let last = scores.last, let low = scores.min(),
            let high = scores.max()
        {
            sentences.append(
                "Background pain: first \(first.value), last \(last.value), between \(low.value) "
                    + "and \(high.value) of 10.")
        } else {
            sentences.append("Background pain is not recorded.")
        }
        if let low = peaks.min(), let high = peaks.max() {
            sentences.append(
                "\(peaks.count == 1 ? "1 episode" : "\(peaks.count) episodes") with a peak, "
                    + "between \(low.value) and \(high.value) of 10.")
        }
        return sentences.joined(separator: " ")
    }

    private func painTable(_ picture: CoursePicture) -> Markup {
        let score = { (score: PainScore?) in Markup(score.map { "\($0.value)" } ?? "not recorded") }
        return .table(
            caption: "Pain at each entry, NRS 0 to 10",
            heads: [
                momentHead("Entry", picture), "Background", "Worst", "Peaks of the episodes listed",
            ],
            rows: picture.entries.map { entry in
                [
                    moment(entry.entry.recordedAt, below: picture),
                    score(entry.entry.pain.background),
                    score(entry.entry.pain.worst), Markup(peaks(entry.entry.episodes)),
                ]
            })
    }

    private func peaks(_ episodes: [BreakthroughEpisode]?) -> String {
        guard let episodes else { return "not recorded" }
        guard !episodes.isEmpty else { return "no episode" }
        return episodes.map { $0.peak.map { "\($0.value)" } ?? "?" }.joined(separator: ", ")
    }
}

extension Rational {
    /// The seconds since 1970.
    fileprivate init(_ moment: Instant) { self.init(Int(moment.secondsSince1970)) }
}
