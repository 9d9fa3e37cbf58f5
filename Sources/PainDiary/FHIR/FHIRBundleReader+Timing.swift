import StrictJSON

extension FHIRBundleReader {
    /// How often, in the words of the shorthand; nil where a fault was noted.
    mutating func frequency(_ timing: JSONNode) -> JSONValue? {
        guard let object = timing.object(keys: ["id", "extension", "repeat", "code"], &faults)
        else { return nil }
        var coded: String?
        for coding in object.node("code")?.elements("coding", &faults) ?? [] {
            guard coding.text("system") == FHIRSystem.timing, let code = coding.element("code"),
                let words = FHIRCode.timings[code.string ?? ""]
            else {
                coding.note(
                    "the timing is not understood; accepted are the codes "
                        + FHIRCode.timings.keys.sorted().joined(separator: ", ")
                        + " of \(FHIRSystem.timing)", &faults)
                return nil
            }
            coded = words
        }
        guard let rhythm = object.node("repeat") else {
            if let coded, !isSaid(coded, in: object.node("code")) { return nil }
            guard let coded else {
                timing.note(
                    "free text is not read as timing; give repeat with frequency, period and "
                        + "periodUnit", &faults)
                return nil
            }
            return timing.saying(coded)
        }
        guard let words = rhythmWords(rhythm) else { return nil }
        guard coded ?? words == words else {
            timing.note("code and repeat say different things; give one of them", &faults)
            return nil
        }
        return isSaid(words, in: object.node("code")) ? rhythm.saying(words) : nil
    }

    /// Whether no text beside a timing says another number of times; one that says none is shown.
    private mutating func isSaid(_ words: String, in code: JSONNode?) -> Bool {
        guard let code, let times = FHIRDosageText(words).times.first else { return true }
        let displays = code.elements("coding", &faults).compactMap { $0.element("display") }
        for text in [code.element("text")].compactMap(\.self) + displays {
            let said = FHIRDosageText(text.string ?? "")
            if said.times.isEmpty || !said.isWhole {
                showUnread(text)
            } else if !said.times.contains(times) {
                text.note(
                    "found \(text.shown), but the timing says \(words); correct one of the two",
                    &faults)
                return false
            }
        }
        return true
    }

    /// Doses at some moments of every day; a frequency beside them has to say as many.
    private mutating func daily(
        _ moments: JSONNode, _ rhythm: JSONNode, _ object: JSONObjectReader
    ) -> String? {
        guard object.node("timeOfDay") == nil || object.node("when") == nil else {
            rhythm.note("timeOfDay and when both say the times; give one of them", &faults)
            return nil
        }
        guard let list = moments.array(most: 24, &faults), !list.isEmpty else { return nil }
        for moment in list {
            let isKnown =
                object.node("when") == nil
                ? moment.string?.wholeMatch(of: /[0-2][0-9]:[0-5][0-9](:[0-5][0-9](\.[0-9]+)?)?/)
                    != nil
                : FHIRCode.momentsOfTheDay.contains(moment.string ?? "")
            guard isKnown else {
                moment.refuse(accepting: "a time such as 08:00:00, or a code such as MORN", &faults)
                return nil
            }
        }
        guard Set(list.compactMap(\.string)).count == list.count else {
            moments.note("a moment of the day stands twice; list each once", &faults)
            return nil
        }
        let unit = object.node("periodUnit")?.string
        let frequency = object.node("frequency")?.wholeDecimal(in: 1...24, &faults)
        let period = object.node("period")?.wholeDecimal(in: 1...168, &faults)
        let isDaily =
            (frequency ?? list.count) == list.count && (period ?? 1) == 1 && (unit ?? "d") == "d"
        guard isDaily else {
            rhythm.note(
                "\(list.count) moments of the day, but frequency \(frequency.map { "\($0)" } ?? "?") "
                    + "per \(period.map { "\($0)" } ?? "?") \(unit ?? "?"); correct one of the two",
                &faults)
            return nil
        }
        return perDay(list.count)
    }

    private func perDay(_ count: Int) -> String {
        switch count {
        case 1: "od"
        case 2: "bd"
        case 3: "tds"
        case 4: "qds"
        default: "\(count) times daily"
        }
    }

    private mutating func rhythmWords(_ rhythm: JSONNode) -> String? {
        let keys = [
            "id", "extension", "frequency", "period", "periodUnit", "timeOfDay", "when",
            "boundsPeriod",
        ]
        guard let object = rhythm.object(keys: keys, &faults) else { return nil }
        if let moments = object.node("timeOfDay") ?? object.node("when") {
            return daily(moments, rhythm, object)
        }
        let frequency = object.required("frequency", &faults)?.wholeDecimal(in: 1...24, &faults)
        let period = object.required("period", &faults)?.wholeDecimal(in: 1...168, &faults)
        let unit = object.required("periodUnit", &faults)?.string
        guard let frequency, let period, let unit else {
            if object.node("periodUnit") != nil, unit == nil {
                rhythm.note("periodUnit is no text", &faults)
            }
            return nil
        }
        switch (frequency, period, unit) {
        case (_, 1, "d"): return perDay(frequency)
        case (1, _, "d"): return "every \(period) days"
        case (1, _, "h"): return "every \(period) h"
        default:
            rhythm.note(
                "found \(frequency) per \(period) \(unit); accepted are n per 1 d, 1 per n h and "
                    + "1 per n d", &faults)
            return nil
        }
    }
}
