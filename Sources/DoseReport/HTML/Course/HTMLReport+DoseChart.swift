import PainDosing
import Quantities

extension HTMLReport {
    /// The OMEDD of each day, its parts stacked, with the thresholds that ask for a second look.
    func doseChart(_ picture: CoursePicture) -> Markup {
        let chart = "omedd"
        let title = "OMEDD by day"
        let subtitle =
            "mg of oral morphine a day; each bar the 24 hours before the day's last entry"
        guard picture.days.contains(where: { $0.omedd != nil }) else {
            return ChartFigure(
                title: title, subtitle: subtitle, words: words(picture),
                numbers: doseTable(picture)
            ).markup
        }
        let thresholds = doseThresholds(picture)
        let highest = picture.days.compactMap(\.omedd).max() ?? .none
        let steps = AxisSteps(
            reaching: max(highest, thresholds.last?.omedd ?? .none).milligramsPerDay)
        var plot = Plot()
        let up = LinearScale(from: .zero, at: plot.bottom, to: steps.end, at: plot.top)
        let axis = DayAxis(picture.days, of: plot)
        plot.valueAxis(
            steps.labels.map { (value: DoseWords.number($0), y: up.place($0)) })
        axis.label(&plot)
        let fills = Dictionary(
            uniqueKeysWithValues: picture.series.enumerated().map {
                ($0.element, FillPattern(index: $0.offset))
            })
        for (index, day) in picture.days.enumerated() {
            let bar = axis.bar(index)
            var y = plot.bottom
            for part in day.parts {
                let height = plot.bottom - up.place(part.omedd.milligramsPerDay)
                y -= height
                plot.bar(
                    x: bar.x, y: y, width: bar.width, height: height,
                    fill: fills[part.series] ?? .plain, of: chart)
            }
            mark(day, at: axis.middle(index), &plot)
        }
        plot.limits(thresholds.map(\.limit), on: up)
        return ChartFigure(
            title: title, subtitle: subtitle,
            image: plot.image(
                id: chart, title: title, description: words(picture),
                patterns: fills.values.sorted { $0.rawValue < $1.rawValue }),
            legend: picture.series.map {
                .init(sample: (fills[$0] ?? .plain).sample(of: chart), words: $0.words)
            } + thresholds.map { .limit($0.limit) },
            numbers: doseTable(picture)
        ).markup
    }

    /// A day that has an entry and no bar says why.
    func mark(_ day: CourseDay, at x: Int, _ plot: inout Plot) {
        switch day.dose {
        case .stopped(let refusal):
            plot.upright(x, plot.bottom - 60, "\(refusal.mark), no dose", class: "mark")
        case .notRecorded: plot.text(x, plot.bottom - 60, "?", anchor: "middle")
        case .noEntry, .computed: break
        }
    }

    private struct DoseThreshold {
        let omedd: OMEDD
        /// Nil for a threshold of the team's own.
        let source: SourceID?
        let care: LimitCare

        var limit: ChartLimit {
            let amount = DoseWords.omedd(omedd)
            let origin = source?.key ?? "the team's own"
            let scope = care == .nonCancer ? ", for pain without cancer" : ""
            return ChartLimit(
                value: omedd.milligramsPerDay, label: amount,
                words: "more than \(amount) a day [\(origin)\(scope)]")
        }
    }

    /// The publications of the thresholds that are drawn.
    func doseThresholdSources(_ picture: CoursePicture) -> [SourceID] {
        doseThresholds(picture).compactMap(\.source)
    }

    /// The thresholds up to the first one above all doses, lowest first.
    private func doseThresholds(_ picture: CoursePicture) -> [DoseThreshold] {
        let limits = tables.limits.compactMap { limit -> DoseThreshold? in
            guard case .omeddAbove(let omedd) = limit.condition else { return nil }
            return DoseThreshold(omedd: omedd, source: limit.source, care: limit.care)
        }
        let own = policy.omeddThresholds.map {
            DoseThreshold(omedd: $0, source: nil, care: .every)
        }
        let all = (limits + own).sorted {
            ($0.omedd, $0.source?.key ?? "") < ($1.omedd, $1.source?.key ?? "")
        }
        guard let highest = picture.days.compactMap(\.omedd).max() else { return [] }
        let reached = all.filter { $0.omedd <= highest }
        return reached + all.dropFirst(reached.count).prefix(1)
    }

    private func words(_ picture: CoursePicture) -> String {
        let doses = picture.days.compactMap(\.omedd)
        var sentences: [String] = []
        if let first = doses.first, let last = doses.last, let high = doses.max() {
            sentences.append(
                "First \(DoseWords.omedd(first)), last computed \(DoseWords.omedd(last)), highest "
                    + "\(DoseWords.omedd(high)).")
        } else {
            sentences.append("No OMEDD was computed.")
        }
        if let stops = stops(picture) { sentences.append(stops) }
        return sentences.joined(separator: " ")
    }

    /// How many days have no dose because of a safety stop or an open question; nil without any.
    func stops(_ picture: CoursePicture) -> String? {
        let refusals = picture.days.compactMap { day -> Refusal? in
            guard case .stopped(let refusal) = day.dose else { return nil }
            return refusal
        }
        let queries = refusals.count(where: \.isQuestion)
        let counts = [
            ("a safety stop", refusals.count - queries), ("an open question", queries),
        ]
        let sentences = counts.filter { $0.1 > 0 }.map { "Days with \($0) and no dose: \($1)." }
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }

    private func doseTable(_ picture: CoursePicture) -> Markup {
        .table(
            caption: "OMEDD by day, mg of oral morphine in 24 hours",
            heads: [momentHead("Last entry of the day", picture), "OMEDD"]
                + picture.series.map(\.words),
            rows: picture.days.compactMap { day in
                day.recordedAt.map { recordedAt in
                    [moment(recordedAt, below: picture), Markup(total(day))]
                        + picture.series.map { Markup(parts(day, $0)) }
                }
            })
    }

    private func total(_ day: CourseDay) -> String {
        switch day.dose {
        case .noEntry: ""
        case .notRecorded: "not recorded"
        case .stopped(let refusal): "\(refusal.mark), no dose"
        case .computed(let answer): DoseWords.omedd(answer.omedd)
        }
    }

    private func parts(_ day: CourseDay, _ series: DoseSeries) -> String {
        let parts = day.parts.filter { $0.series == series }.map { DoseWords.omedd($0.omedd) }
        return parts.isEmpty ? "–" : parts.joined(separator: " + ")
    }
}
