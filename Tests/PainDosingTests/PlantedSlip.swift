import PainDosing
import Quantities
import ShippedEngine
import TestSupport

/// A slip as reports of harm describe it, written into one reading of a plausible course.
enum PlantedSlip: String, CaseIterable {
    case tenfold = "tenfold dose"
    case tenth = "a tenth of the dose"
    case otherDrug = "another drug, milligram for milligram"
    case hourForDay = "a day's rate as an hour's"
    case secondPatch = "a second patch, the first left on"
    case besidePatch = "tablets beside a patch"
    case patchBeside = "a patch beside tablets"
    case weakToStrong = "a weak opioid replaced at a jump"
    case twiceAsOften = "twice as often"
    case halfAsOften = "once for twice"
    case stopped = "nothing written"
    case copiedRow = "the same line twice"
    case largeRescue = "a rescue dose by millilitres of a concentrate"

    /// The readings with the slip in one of them and in those that repeat its regimen; nil where this
    /// course has no place for it.
    func planted(
        in readings: [WardReading], using random: inout SeededGenerator
    ) throws -> (readings: [WardReading], at: Int)? {
        let places = readings.indices.dropFirst().filter { index in
            readings[index].saysRegimen && readings[index].regimen == readings[index - 1].regimen
        }
        for place in places.shuffled(using: &random) {
            var slipped = readings
            if self == .largeRescue {
                guard let dose = readings[place].rescues.first, dose >= 5 else { continue }
                // 20 mg in 1 mL, so that the millilitres of a 2 mg/mL solution give ten times as much.
                slipped[place].rescues[0] = dose * 10
                return (slipped, place)
            }
            guard let regimen = self.regimen(readings[place].regimen),
                (try? regimen.flatMap { try Shipped.regimen($0) }) != nil
            else { continue }
            for later in slipped.indices.suffix(from: place) {
                guard readings[later].regimen == readings[place].regimen else { break }
                slipped[later].regimen = regimen
            }
            return (slipped, place)
        }
        return nil
    }

    /// What the slip makes of a regimen; nil where it can't happen.
    private func regimen(_ written: [String]) -> [String]? {
        guard let first = written.first else { return nil }
        let rest = written.dropFirst()
        func changed(_ line: String?) -> [String]? { line.map { [$0] + rest } }
        switch self {
        case .tenfold: return changed(Line(first)?.times(10))
        case .tenth: return changed(Line(first)?.divided(by: 10))
        case .otherDrug:
            let pairs = [
                ("morphine MR", "hydromorphone MR"), ("morphine MR", "oxycodone MR"),
                ("oxycodone MR", "morphine MR"), ("hydromorphone MR", "morphine MR"),
                ("CSCI morphine", "CSCI oxycodone"),
            ]
            let pair = pairs.first { first.hasPrefix($0.0 + " ") }
            return changed(pair.map { $0.1 + first.dropFirst($0.0.count) })
        case .hourForDay:
            return first.hasPrefix("CSCI")
                ? changed(first.replacing("mg/24h", with: "mg/h")) : nil
        case .secondPatch: return first.contains("patch") ? written + [first] : nil
        case .besidePatch:
            return first.hasPrefix("fentanyl patch") ? written + ["morphine MR 30 mg bd"] : nil
        case .patchBeside:
            return first.contains(" MR ") ? written + ["fentanyl patch 25 mcg/h"] : nil
        case .weakToStrong:
            return first.hasPrefix("tramadol") || first.hasPrefix("codeine")
                ? ["morphine MR 60 mg bd"] : nil
        case .twiceAsOften:
            return first.hasSuffix(" bd") ? changed(first.replacing(" bd", with: " qds")) : nil
        case .halfAsOften:
            return first.hasSuffix(" bd") ? changed(first.replacing(" bd", with: " od")) : nil
        case .stopped: return []
        case .copiedRow: return [first] + written
        case .largeRescue: return nil
        }
    }

    /// A line whose dose is a whole number of milligrams.
    private struct Line {
        private let words: [String]
        private let place: Int
        private let dose: Int

        init?(_ line: String) {
            words = line.split(separator: " ").map(String.init)
            guard let place = words.firstIndex(where: { Int($0) != nil }),
                let dose = Int(words[place]), words[place + 1].hasPrefix("mg")
            else { return nil }
            self.place = place
            self.dose = dose
        }

        func times(_ factor: Int) -> String { with("\(dose * factor)") }

        func divided(by divisor: Int) -> String? {
            dose % divisor == 0
                ? with("\(dose / divisor)") : "\(with("\(dose / divisor).\(dose % divisor)"))"
        }

        private func with(_ dose: String) -> String {
            var words = words
            words[place] = dose
            return words.joined(separator: " ")
        }
    }
}
