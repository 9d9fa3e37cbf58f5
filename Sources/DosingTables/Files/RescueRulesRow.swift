import PainDosing
import Quantities
import TableText

/// `rescue` of `breakthrough.yaml`: which opioid is the rescue, how often and how many.
enum RescueRulesRow {
    /// The rules; nil after a fault.
    static func read(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> RescueRules? {
        let alternatives = reader.requiredList("alternatives") {
            alternative(&$0, in: catalogue)
        }
        let times = reader.requiredList("times") { self.times(&$0, in: catalogue) }
        if let last = times.last, last.scope != OpioidScope() {
            reader.fault("the last row of 'times' has to be for every opioid")
        }
        let roundDoses = reader.mapping("roundDoses") { reader -> [Mass]? in
            let numbers = reader.ascending("milligrams")
            let source = reader.source(in: catalogue)
            let evidence = reader.evidence()
            guard let numbers, source != nil, evidence != nil else { return nil }
            // A positive number is always a mass.
            return numbers.compactMap { try? Mass.milligrams($0) }
        }
        guard let roundDoses else { return nil }
        return RescueRules(
            alternatives: alternatives.joined().map(\.self), times: times, roundDoses: roundDoses)
    }

    /// One alternative for each route of the row.
    private static func alternative(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> [RescueAlternative]? {
        let opioid = reader.opioid(in: catalogue)
        let forms = reader.forms(opioid: opioid, in: catalogue)
        let source = reader.source(in: catalogue)
        let evidence = reader.evidence()
        guard let forms, let source, let evidence else { return nil }
        return forms.map { RescueAlternative(form: $0, source: source, evidence: evidence) }
    }

    private static func times(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> RescueTimes? {
        let opioid = reader.optionalOpioid(in: catalogue)
        let route = reader.optionalWord("route", of: Route.self)
        let hours = reader.whole("everyHours", in: 1...24)
        let most = reader.whole("maximumPerDay", in: 1...24)
        let call = reader.whole("callAfter", in: 1...24)
        let within = reader.whole("callWithinHours", in: 1...24)
        let source = reader.source(in: catalogue)
        let callSource = reader.source(in: catalogue, key: "callSource")
        let evidence = reader.evidence()
        guard let hours, let most, let call, let within, let source, let callSource,
            let evidence
        else { return nil }
        return RescueTimes(
            scope: OpioidScope(opioid: opioid, route: route), everyHours: hours,
            maximumPerDay: most, callAfter: call, callWithinHours: within, source: source,
            callSource: callSource, evidence: evidence)
    }
}
