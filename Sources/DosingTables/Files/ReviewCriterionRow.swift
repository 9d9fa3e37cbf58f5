import PainDosing
import Quantities
import TableText

/// One criterion of the review: an effect, words, and one test or several of which one has to be met.
enum ReviewCriterionRow {
    /// The criterion; nil after a fault.
    static func read(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> ReviewCriterion? {
        let effect = reader.word("effect", of: ReviewEffect.self)
        let tests = tests(&reader)
        let text = reader.text("text")
        let citation = citation(&reader, in: catalogue)
        guard let effect, let tests, let text, let citation else { return nil }
        return ReviewCriterion(effect: effect, anyOf: tests, text: text, citation: citation)
    }

    /// The source with the section, and how well the row is known.
    static func citation(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> ReviewCitation? {
        let source = reader.source(in: catalogue)
        let section = reader.optionalText("section")
        let evidence = reader.evidence()
        guard let source, let evidence else { return nil }
        return ReviewCitation(source: source, section: section, evidence: evidence)
    }

    /// A fact with one bound that fits it.
    static func test(_ reader: inout NodeReader) -> ReviewTest? {
        let fact = reader.value(
            "fact", expected: "known are: " + ReviewFact.all.map(\.name).joined(separator: ", ")
        ) { ReviewFact.named($0) }
        guard let fact, let bound = bound(of: fact, &reader) else { return nil }
        return ReviewTest(fact: fact, bound: bound)
    }

    /// `never: true`, one test in the row itself, or the list `anyOf`.
    private static func tests(_ reader: inout NodeReader) -> [ReviewTest]? {
        var found: [String] = []
        for key in ["fact", "anyOf", "never"] where reader.has(key) { found.append(key) }
        guard found.count == 1 else {
            reader.fault("a criterion needs one of: fact, anyOf, never")
            return nil
        }
        switch found[0] {
        case "fact": return test(&reader).map { [$0] }
        case "anyOf": return reader.requiredList("anyOf") { test(&$0) }
        default: return reader.value("never", expected: "write true") { $0 == "true" ? [] : nil }
        }
    }

    private static func bound(
        of fact: ReviewFact, _ reader: inout NodeReader
    ) -> ReviewBound? {
        if reader.has("known") {
            return reader.value("known", expected: "write true") { $0 == "true" ? .known : nil }
        }
        switch fact.kind {
        case .flag: return reader.flag("is").map { .flag($0) }
        case .word(let known): return words(among: known, &reader)
        case .number: return range(&reader)
        }
    }

    private static func words(among known: [String], _ reader: inout NodeReader) -> ReviewBound? {
        guard reader.node("oneOf") != nil else { return nil }
        let found = reader.texts("oneOf")
        for (word, line) in found where !known.contains(word) {
            reader.fault(
                "'oneOf' can't be '\(word)': known are: \(known.joined(separator: ", "))",
                line: line)
        }
        return found.isEmpty ? nil : .oneOf(found.map(\.text))
    }

    private static func range(_ reader: inout NodeReader) -> ReviewBound? {
        let lower = end("atLeast", orElse: "above", &reader)
        let upper = end("atMost", orElse: "below", &reader)
        guard lower != nil || upper != nil else {
            reader.fault("a number needs a bound: atLeast, above, atMost, below or known")
            return nil
        }
        if let lower, let upper, lower.value > upper.value {
            reader.fault("the lower bound is above the upper one")
        }
        return .range(from: lower, to: upper)
    }

    /// The end of a range: the first key includes its number, the second does not.
    private static func end(
        _ included: String, orElse excluded: String, _ reader: inout NodeReader
    ) -> ReviewRangeEnd? {
        switch (reader.has(included), reader.has(excluded)) {
        case (true, true):
            reader.fault("write '\(included)' or '\(excluded)', not both")
            return nil
        case (true, false):
            return reader.number(included).map { ReviewRangeEnd($0, isIncluded: true) }
        case (false, true):
            return reader.number(excluded).map { ReviewRangeEnd($0, isIncluded: false) }
        case (false, false): return nil
        }
    }
}
