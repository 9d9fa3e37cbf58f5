import PainDosing
import Quantities

/// The facts and bounds of the multimodal review in words.
enum ReviewWords {
    static func verdict(_ verdict: ReviewVerdict) -> String {
        switch verdict {
        case .consider: "consider"
        case .notIndicated: "not indicated"
        case .contraindicated: "contraindicated"
        case .unknown: "unknown"
        }
    }

    static func effect(_ effect: ReviewEffect) -> String {
        switch effect {
        case .requires: "required"
        case .excludes: "excludes"
        case .needs: "first"
        case .warns: "warning"
        case .supports: "in favour"
        }
    }

    static func met(_ isMet: Bool?) -> String {
        switch isMet {
        case true: "met"
        case false: "not met"
        case nil: "not known"
        }
    }

    static func mark(_ mark: ReviewMark) -> String {
        switch mark {
        case .recommended: "recommended"
        case .choice: "physician's choice"
        }
    }

    /// A fact with its value and limit, such as "lesion count 2 (limit 1 to 3)".
    static func test(_ reviewed: ReviewedTest) -> String {
        let fact = reviewed.test.fact
        let value = reviewed.value.map { self.value($0, of: fact) } ?? "not known"
        return "\(name(fact)) \(value) (limit \(bound(reviewed.test.bound, of: fact)))"
    }

    static func value(_ value: ReviewValue, of fact: ReviewFact) -> String {
        switch value {
        case .flag(let flag): yesOrNo(flag)
        case .number(let number): self.number(number, of: fact)
        case .atLeast(let number): "at least \(self.number(number, of: fact))"
        case .word(let word): word
        }
    }

    static func bound(_ bound: ReviewBound, of fact: ReviewFact) -> String {
        switch bound {
        case .flag(let flag): yesOrNo(flag)
        case .known: "to be known"
        case .oneOf(let words): words.joined(separator: " or ")
        case .range(let from, let to): range(from, to, of: fact)
        }
    }

    /// A lesion by its place in the entry and what is known of it.
    static func lesion(_ reviewed: ReviewedLesion) -> String {
        guard let index = reviewed.index else { return "metastases that are not described" }
        let lesion = reviewed.lesion
        let diameter = lesion.measures[.diameter].map { "\(DoseWords.number($0)) mm" }
        let parts = [lesion.site?.rawValue, lesion.type?.rawValue, diameter].compactMap(\.self)
        let known = parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
        return "lesion \(index + 1)\(known)"
    }

    static func citation(_ citation: ReviewCitation) -> String {
        let section = citation.section.map { " \($0)" } ?? ""
        return "[\(citation.source)\(section)\(citation.evidence.mark)]"
    }

    private static func yesOrNo(_ flag: Bool) -> String { flag ? "yes" : "no" }

    private static func number(_ number: Rational, of fact: ReviewFact) -> String {
        guard case .number(let unit) = fact.kind, !unit.isEmpty else {
            return DoseWords.number(number)
        }
        return "\(DoseWords.number(number)) \(unit)"
    }

    private static func range(
        _ from: ReviewRangeEnd?, _ to: ReviewRangeEnd?, of fact: ReviewFact
    ) -> String {
        switch (from, to) {
        case (nil, nil): return "any number"
        case (let from?, nil):
            let lowest = number(from.value, of: fact)
            return from.isIncluded ? "\(lowest) or more" : "more than \(lowest)"
        case (nil, let to?):
            let highest = number(to.value, of: fact)
            return to.isIncluded ? "\(highest) or less" : "less than \(highest)"
        case (let from?, let to?):
            let lowest = (from.isIncluded ? "" : "more than ") + DoseWords.number(from.value)
            let highest = number(to.value, of: fact)
            return "\(lowest) to \(to.isIncluded ? "" : "less than ")\(highest)"
        }
    }

    /// The diary's name as words: `cordCompression` is "cord compression".
    private static func name(_ fact: ReviewFact) -> String {
        switch fact {
        case .derived(.egfr): return "eGFR"
        case .flag(.vitaminDAndCalcium): return "vitamin D and calcium"
        case .measure(.haemoglobin): return "haemoglobin"
        case .lesionMeasure(.diameter): return "diameter"
        case .lesionMeasure(.criticalDistance): return "distance"
        default: break
        }
        return fact.name.reduce(into: "") { words, letter in
            words += letter.isUppercase ? " \(letter.lowercased())" : String(letter)
        }
    }
}
