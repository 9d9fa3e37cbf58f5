import PainDosing
import Quantities
import TableText

/// `rotation.yaml`: reductions for cross-tolerance, targets that are refused, and the timetable.
enum RotationFile {
    /// The rules; nil after a fault.
    static func read(
        _ document: TextDocument, in catalogue: Catalogue, faults: inout [TextFault]
    ) -> RotationRules? {
        NodeReader.read(document.root, file: document.file, faults: &faults) { reader in
            let rules = reader.requiredList("crossTolerance") { crossTolerance(&$0, in: catalogue) }
            let adjustments = reader.list("adjustments") { self.adjustment(&$0, in: catalogue) }
            let refusals = reader.list("refusals") { refusal(&$0, in: catalogue) }
            let timetable = reader.list("timetable") { time(&$0, in: catalogue) }
            let across = rules.filter { !$0.rule.isNewRoute }
            refuseRepeated(across.map { ($0.rule.target, $0.line) }, &reader)
            refuseRepeated(refusals.joined().map { ($0.refusal.target, $0.line) }, &reader)
            if !rules.isEmpty, !across.contains(where: { $0.rule.target == nil }) {
                reader.fault("one rule of 'crossTolerance' has to be for every other target")
            }
            return RotationRules(
                crossTolerance: rules.map(\.rule), adjustments: adjustments,
                refusals: refusals.joined().map(\.refusal), timetable: timetable)
        }
    }

    private static func crossTolerance(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> (rule: CrossToleranceRule, line: Int)? {
        let opioid = reader.optionalOpioid(in: catalogue)
        let route = reader.optionalWord("route", of: Route.self)
        if opioid == nil, route != nil { reader.fault("a route needs an opioid beside it") }
        let isNewRoute = reader.optionalFlag("newRoute") ?? false
        let countries = Set(reader.words("countries", of: Country.self) ?? [])
        let standard = reader.percentage("standard")
        let lowest = reader.percentage("lowest")
        let highest = reader.percentage("highest")
        let source = reader.source(in: catalogue)
        let evidence = reader.evidence()
        let note = reader.optionalText("note")
        guard let standard, let lowest, let highest, let source, let evidence else { return nil }
        if !(lowest <= standard && standard <= highest) {
            reader.fault("the reductions have to be lowest <= standard <= highest")
        }
        let rule = CrossToleranceRule(
            target: opioid.map { RotationTarget(opioid: $0, route: route) },
            isNewRoute: isNewRoute, countries: countries, standard: standard, lowest: lowest,
            highest: highest, source: source, evidence: evidence, note: note)
        return (rule, reader.line)
    }

    private static func adjustment(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> RotationAdjustment? {
        let kind = reader.word("kind", of: AdjustmentKind.self)
        let opioid = reader.optionalOpioid(in: catalogue)
        let route = reader.optionalWord("route", of: Route.self)
        if opioid == nil, route != nil { reader.fault("a route needs an opioid beside it") }
        let condition = reader.mapping("when") { adjustmentCondition(&$0) }
        let lowersBy = reader.percentage("lowerBy")
        let source = reader.source(in: catalogue)
        let evidence = reader.evidence()
        guard let kind, let condition, let lowersBy, let source, let evidence else { return nil }
        return RotationAdjustment(
            kind: kind, target: opioid.map { RotationTarget(opioid: $0, route: route) },
            condition: condition, lowersBy: lowersBy, source: source, evidence: evidence)
    }

    private static func adjustmentCondition(
        _ reader: inout NodeReader
    ) -> AdjustmentCondition? {
        var found: [AdjustmentCondition] = []
        if reader.has("eGFRBelow"), let rate = reader.positive("eGFRBelow") {
            found.append(.renalBelow(rate))
        }
        if reader.has("childPugh"), let grade = reader.word("childPugh", of: ChildPugh.self) {
            found.append(.hepaticAtLeast(grade))
        }
        for (key, condition) in [("frail", AdjustmentCondition.frail), ("toxic", .toxic)]
        where reader.has(key) {
            let isTrue = reader.value(key, expected: "write true") { $0 == "true" ? true : nil }
            if isTrue != nil { found.append(condition) }
        }
        if found.count == 1 { return found.first }
        reader.fault("'when' needs one condition, found \(found.count)")
        return nil
    }

    /// One refusal for each route that the row lists.
    private static func refusal(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> [(refusal: RotationRefusal, line: Int)]? {
        let opioid = reader.opioid(in: catalogue)
        let routes = reader.words("route", of: Route.self)
        let reason = reader.text("reason")
        let instead = reader.text("instead")
        let source = reader.source(in: catalogue)
        let evidence = reader.evidence()
        guard let opioid, let routes, let reason, let instead, let source, let evidence else {
            return nil
        }
        let targets: [Route?] = routes.isEmpty ? [nil] : routes
        return targets.map { route in
            let refusal = RotationRefusal(
                target: RotationTarget(opioid: opioid, route: route), reason: reason,
                instead: instead, source: source, evidence: evidence)
            return (refusal, reader.line)
        }
    }

    private static func time(
        _ reader: inout NodeReader, in catalogue: Catalogue
    ) -> SwitchingTime? {
        let from = reader.optionalWord("from", of: Formulation.self)
        let fromOpioid = reader.optionalOpioid(in: catalogue, key: "fromOpioid")
        let to = reader.optionalWord("to", of: Formulation.self)
        let toOpioid = reader.optionalOpioid(in: catalogue, key: "toOpioid")
        let text = reader.text("text")
        let source = reader.source(in: catalogue)
        let evidence = reader.evidence()
        guard let text, let source, let evidence else { return nil }
        return SwitchingTime(
            from: from, fromOpioid: fromOpioid, to: to, toOpioid: toOpioid, text: text,
            source: source, evidence: evidence)
    }

    private static func refuseRepeated(
        _ targets: [(RotationTarget?, line: Int)], _ reader: inout NodeReader
    ) {
        var seen: Set<RotationTarget?> = []
        for (target, line) in targets where !seen.insert(target).inserted {
            reader.fault("there are two rows for the same target", line: line)
        }
    }
}
