import PainDosing
import Quantities

/// What the charts of a course show, the same on paper and on a terminal.
///
/// Entries that were replaced, withdrawn or set aside do not count. A day is that of the clock which the entry was written
/// by, and the day's last entry stands for it: OMEDD and rescue doses are those of the 24 hours before.
struct CoursePicture {
    /// The most days shown, up to that of the latest entry: four weeks.
    static let mostDays = 28

    /// The entry that the decision is about.
    let latest: CourseEntry
    /// The entries of the days shown that count, earliest first.
    let entries: [CourseEntry]
    /// Every day from the first entry shown to the latest, without a gap; the day before the first
    /// entry too where that tells of an episode then.
    let days: [CourseDay]
    /// The episodes of these days whose peak is known, by time; each once, though several entries
    /// may list it.
    let peaks: [(at: Instant, score: PainScore)]
    /// The kinds of opioid that the days' OMEDD is made of, background
    /// first, then in the order of their first use.
    let series: [DoseSeries]
    /// How many entries count and are too old to be shown.
    let olderEntries: Int

    /// Nil without entries.
    ///
    /// - Parameter entries: the patient's entries with their answers, earliest first.
    init?(_ all: [CourseEntry]) {
        let current = all.filter(\.header.counts)
        guard let latest = all.latest else { return nil }
        let counting = current.isEmpty ? [latest] : current
        let lastDay = MomentWords.day(latest.entry.recordedAt)
        let entries = counting.filter {
            let day = MomentWords.day($0.entry.recordedAt)
            return day > lastDay - CoursePicture.mostDays && day <= lastDay
        }
        let course = DiaryCourse(
            counting.map { RecordedEntry(id: $0.header.entry, entry: $0.entry) })
        let byDay = Dictionary(grouping: entries) { MomentWords.day($0.entry.recordedAt) }
        let firstEntryDay = byDay.keys.min() ?? lastDay
        let peaks = CoursePicture.peaks(of: entries, from: firstEntryDay - 1)
        let firstDay = min(peaks.first?.day ?? firstEntryDay, firstEntryDay)
        self.latest = latest
        self.entries = entries
        days = (firstDay...lastDay).map { CourseDay(day: $0, last: byDay[$0]?.last, in: course) }
        self.peaks = peaks.map { ($0.at, $0.score) }
        let series = days.reduce(into: [DoseSeries]()) { series, day in
            for part in day.parts where !series.contains(part.series) { series.append(part.series) }
        }
        self.series = series.filter(\.isBackground) + series.filter { !$0.isBackground }
        olderEntries = counting.count - entries.count
    }

    private static func peaks(
        of entries: [CourseEntry], from firstDay: Int
    ) -> [(at: Instant, score: PainScore, day: Int)] {
        var seen: Set<BreakthroughEpisode> = []
        var peaks: [(at: Instant, score: PainScore, day: Int)] = []
        for entry in entries {
            for episode in entry.entry.episodes ?? [] where seen.insert(episode).inserted {
                let offset = entry.entry.recordedAt.offsetMinutes
                guard let score = episode.peak,
                    let local = LocalInstant(episode.at, offsetMinutes: offset)
                else { continue }
                let day = MomentWords.day(local)
                if day >= firstDay { peaks.append((episode.at, score, day)) }
            }
        }
        return peaks.sorted { ($0.at, $0.score) < ($1.at, $1.score) }
    }

    /// The background pain that the patient calls acceptable, as last said.
    var goal: PainScore? { entries.reversed().lazy.compactMap(\.entry.pain.goal).first }

    /// The clock that all entries shown were written by; nil where they differ.
    var clock: String? {
        let clocks = Set(entries.map { MomentWords.clock($0.entry.recordedAt) })
        return clocks.count == 1 ? clocks.first : nil
    }

    /// The titration policy of the latest entry that has a decision.
    var policy: TitrationPolicyID? {
        entries.reversed().lazy.compactMap { $0.assessment?.titration?.policy }.first
    }
}

extension CourseEntry {
    /// The answer; nil after a stop.
    var assessment: Assessment? {
        guard case .computed(let assessment) = outcome else { return nil }
        return assessment
    }

    /// Why there is no answer; nil where there is one.
    var refusal: Refusal? {
        guard case .stopped(let refusal) = outcome else { return nil }
        return refusal
    }

    /// What to do with the background opioid; nil where none was decided, or after a stop.
    var decision: TitrationOutcome? {
        switch outcome {
        case .computed(let assessment): assessment.titration?.outcome
        case .stopped(let refusal): refusal.decision
        }
    }

    /// The alerts of the answer or of the stop, most urgent first.
    var alerts: [Alert] {
        switch outcome {
        case .computed(let assessment): assessment.alerts
        case .stopped(let refusal): refusal.alerts
        }
    }
}
