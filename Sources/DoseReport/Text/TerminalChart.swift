import PainDosing
import Quantities

/// A patient's course in plain characters, a line for each day: pain, OMEDD and rescue doses.
public struct TerminalChart: Sendable {
    /// The narrowest chart, in columns.
    public static let narrowest = 60
    /// The widest, beyond which bars are no easier to compare.
    public static let widest = 160

    private let width: Int
    private let hasColour: Bool

    /// A chart of so many columns, from `narrowest` to `widest`; colours are for a terminal that shows them.
    public init(width: Int, hasColour: Bool) {
        self.width = min(max(width, TerminalChart.narrowest), TerminalChart.widest)
        self.hasColour = hasColour
    }

    /// The chart with the meaning of its signs; empty without entries.
    ///
    /// - Parameter entries: the patient's entries with their answers, earliest first.
    public func course(_ entries: [CourseEntry]) -> String {
        guard let picture = CoursePicture(entries) else { return "" }
        let rows = picture.days.map { row($0, picture) }
        let doseWidth = rows.map(\.dose.count).max() ?? 0
        let rescueWidth = max(rows.map(\.rescues.count).max() ?? 0, "rescue".count)
        // Day, two bars around the pain, dose, rescue doses, and the gaps between them.
        let room = width - 6 - 2 - 13 - 2 - doseWidth - 2 - 2 - rescueWidth
        let scale = Scale(picture, columns: max(room, 8))
        let dose = padded("OMEDD", to: doseWidth + 2 + scale.columns)
        var lines = ["\(padded("day", to: 6))  0 pain   10   \(dose)  rescue"]
        for row in rows {
            let bar = coloured(padded(scale.bar(row.day, picture.series), to: scale.columns), .bar)
            lines.append(
                "\(padded(row.name, to: 6))  |\(coloured(row.pain, .pain))|  "
                    + "\(padded(row.dose, to: doseWidth, onTheRight: true))  \(bar)  \(row.rescues)"
            )
        }
        lines = lines.map { $0.trimmingTrailingSpaces }
        return lines.joined(separator: "\n") + "\n\n" + legend(picture, scale) + "\n"
    }

    // MARK: One day

    private struct Row {
        let day: CourseDay
        let name: String
        let pain: String
        let dose: String
        let rescues: String
    }

    private func row(_ day: CourseDay, _ picture: CoursePicture) -> Row {
        Row(
            day: day, name: MomentWords.shortDay(day.day), pain: pain(day.day, picture),
            dose: dose(day), rescues: rescues(day))
    }

    /// Eleven columns for NRS 0 to 10.
    private func pain(_ day: Int, _ picture: CoursePicture) -> String {
        var columns = Array(repeating: Character(" "), count: 11)
        if let goal = picture.goal { columns[goal.value] = ":" }
        for entry in picture.entries where MomentWords.day(entry.entry.recordedAt) == day {
            if let score = entry.entry.pain.background { columns[score.value] = "o" }
        }
        let offset = picture.latest.entry.recordedAt.offsetMinutes
        for peak in picture.peaks {
            guard let local = LocalInstant(peak.at, offsetMinutes: offset),
                MomentWords.day(local) == day
            else { continue }
            columns[peak.score.value] = columns[peak.score.value] == "o" ? "@" : "^"
        }
        return String(columns)
    }

    private func dose(_ day: CourseDay) -> String {
        switch day.dose {
        case .noEntry: ""
        case .notRecorded: "?"
        case .stopped(let refusal): refusal.mark
        case .computed(let answer): DoseWords.omedd(answer.omedd)
        }
    }

    /// A letter for each dose, or their number where there are many.
    private func rescues(_ day: CourseDay) -> String {
        guard let tally = day.rescues else {
            if case .computed = day.dose { return "?" }
            return ""
        }
        guard tally.total > 0 else { return "0" }
        let letters = RescueKind.allCases.map { kind in
            let count = kind.count(in: tally)
            return count > 9
                ? "\(count)\(kind.letter)" : String(repeating: kind.letter, count: count)
        }
        return "\(tally.total) " + letters.joined()
    }

    // MARK: Bars

    /// How many milligrams a column stands for.
    private struct Scale {
        let columns: Int
        let end: Rational
        private let places: LinearScale

        init(_ picture: CoursePicture, columns: Int) {
            self.columns = columns
            let highest = picture.days.compactMap(\.omedd).max() ?? .none
            end = AxisSteps(reaching: highest.milligramsPerDay).end
            places = LinearScale(from: .zero, at: 0, to: end, at: columns)
        }

        /// The parts of a day's OMEDD, each in its own character.
        func bar(_ day: CourseDay, _ series: [DoseSeries]) -> String {
            day.parts.reduce(into: "") { bar, part in
                let index = series.firstIndex(of: part.series) ?? 0
                let length = places.place(part.omedd.milligramsPerDay)
                bar += String(repeating: TerminalChart.fill(index), count: length)
            }
        }
    }

    private static func fill(_ index: Int) -> String {
        let fills = ["#", "+", "=", "%", "*", "-", "."]
        return fills[index % fills.count]
    }

    // MARK: Words

    private func legend(_ picture: CoursePicture, _ scale: Scale) -> String {
        let goal = picture.goal.map { "   : goal \($0.value)" } ?? ""
        // Without a bar, as after a stop, no number of milligrams is said.
        let bars =
            picture.series.isEmpty ? "" : "; the bars end at \(DoseWords.number(scale.end)) mg"
        var lines = [
            "pain    o background   ^ peak of an episode   @ both\(goal)",
            "OMEDD   mg of oral morphine in the 24 hours before the day's last entry" + bars,
        ]
        lines += picture.series.enumerated().map { index, series in
            "        \(TerminalChart.fill(index)) \(series.words)"
        }
        lines.append(
            "rescue  "
                + RescueKind.allCases.map { "\($0.letter) \($0.words)" }.joined(separator: "   "))
        if picture.olderEntries > 0 {
            lines.append(
                "Not shown: \(picture.olderEntries) entries of more than "
                    + "\(CoursePicture.mostDays) days before the latest.")
        }
        return lines.joined(separator: "\n")
    }

    private enum Colour: String {
        case pain = "36"
        case bar = "34"
    }

    private func coloured(_ text: String, _ colour: Colour) -> String {
        hasColour ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
    }

    private func padded(_ text: String, to width: Int, onTheRight: Bool = false) -> String {
        let blanks = String(repeating: " ", count: max(0, width - text.count))
        return onTheRight ? blanks + text : text + blanks
    }
}

extension RescueKind {
    fileprivate var letter: String {
        switch self {
        case .spontaneous: "s"
        case .incident: "i"
        case .endOfDose: "e"
        case .notRecorded: "x"
        }
    }
}

extension String {
    fileprivate var trimmingTrailingSpaces: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
