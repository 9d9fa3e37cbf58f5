import Quantities

extension DosingEngine {
    /// What the reader must know about the figures behind an OMEDD.
    func figureAlerts(_ components: [OMEDDComponent], first: ConversionSetID) -> [Alert] {
        var alerts: [Alert] = []
        let others = Set(components.map(\.table)).subtracting([first]).sorted()
        if !others.isEmpty {
            let names = others.map(\.name).joined(separator: ", ")
            alerts.append(
                Alert(
                    code: "tables-mixed", severity: .caution,
                    message: "\(first) does not know every item; figures were also taken from "
                        + "\(names).",
                    action: "Check that each figure suits the patient, or name one table."))
        }
        for component in components {
            let form = component.item.form
            if tables.isSpecialistOnly(form.opioid) {
                alerts.append(
                    Alert(
                        code: "methadone-not-linear", severity: .caution,
                        message: "The equivalence of \(form.opioid) depends on its dose and on the "
                            + "patient; the figure is for comparison only.",
                        action: "Ask a specialist before changing any dose.",
                        source: component.source))
            }
            if tables.isRapidOnset(form) {
                alerts.append(
                    Alert(
                        code: "roo-product-specific", severity: .caution,
                        message: "The figure for \(form.words) holds for exposure only; "
                            + "rapid-onset products are not interchangeable.",
                        source: component.source))
            }
        }
        return alerts + repeated(components.map(\.item))
    }

    /// The caution for each drug, form and dose that stands in a regimen more than once.
    private func repeated(_ items: [RegimenItem]) -> [Alert] {
        var alerts: [Alert] = []
        for (place, item) in items.enumerated()
        where !items.prefix(place).contains(where: { $0.repeats(item) }) {
            let count = items.count { $0.repeats(item) }
            guard count > 1 else { continue }
            let times = count == 2 ? "twice" : "\(count) times"
            alerts.append(
                Alert(
                    code: "same-drug-twice", severity: .caution,
                    message: "\(item.doseWords) of \(item.form.words) stands in the regimen "
                        + "\(times), and all of it is counted.",
                    action: item.form.formulation == .patch
                        ? "Check that each patch is worn now. If the old one was taken off, or one "
                            + "patch is written under two brands, keep one line."
                        : "Check that each is taken. If it is one drug under two brands, or one "
                            + "line written twice, keep one."))
        }
        return alerts
    }

    /// The note that names every row of an answer that is not verified; none where all are.
    ///
    /// - Parameter others: rows that the answer rests on without a step of their own.
    func unverified(
        _ trace: [TraceStep], others: [(subject: String, source: SourceID)] = []
    ) -> [Alert] {
        let steps = trace.filter { !$0.evidence.isVerified }.map { step in
            let origin = [step.table?.name, step.source?.key].compactMap(\.self)
            return "\(step.subject) (\(origin.joined(separator: ", ")))"
        }
        let rows = Set(steps + others.map { "\($0.subject) (\($0.source))" }).sorted()
        guard !rows.isEmpty else { return [] }
        return [
            Alert(
                code: "figure-unverified", severity: .info,
                message: "Not yet verified against the source: "
                    + rows.joined(separator: "; ") + ".",
                action: "Check the figure before relying on it.")
        ]
    }

    /// The stop for an item that no usable set knows, naming the sets that do.
    ///
    /// - Parameter spread: what each set of the tables makes of the item, so that a set whose printed
    ///   range ends below the dose is not named.
    func noFactor(
        for form: OpioidForm, sets: [ConversionSet], purpose: ConversionPurpose?,
        spread: [ClosedRange<OMEDD>?]
    ) -> Alert {
        let asked = sets.map(\.id.name).joined(separator: ", ")
        let knowing = zip(tables.conversionSets, spread).filter { set, range in
            (purpose == nil || set.purpose == purpose) && range != nil
        }.map(\.0)
        let exclusion = sets.lazy.flatMap(\.exclusions).first { $0.form.covers(form) }
        let isOutOfRange = sets.contains { $0.answers(from: form, to: .oralMorphine) }
        var message =
            "No figure for \(form.words)\(isOutOfRange ? ", in this dose," : "") to oral morphine in "
            + "\(asked)."
        if let exclusion { message += " " + exclusion.reason }
        let action =
            knowing.isEmpty
            ? "No table here can answer; ask a specialist or a pharmacist."
            : "Tables that know it: " + knowing.map(\.id.name).joined(separator: ", ") + "."
        return Alert(
            code: "no-factor", severity: .stop, message: message, action: action,
            source: exclusion?.source)
    }

    /// The stop for a derived dose when only exposure scales were named.
    func noUsableSet() -> Alert {
        let named = (policy.namedSet.map { [$0] } ?? policy.order ?? tables.defaultOrder)
            .map(\.name).joined(separator: ", ")
        let usable = tables.conversionSets.filter { $0.purpose == .conversion }
            .map(\.id.name).joined(separator: ", ")
        return Alert(
            code: "exposure-scale", severity: .stop,
            message: "\(named) is a scale to compare exposure; its authors say that it is not for "
                + "converting a patient from one opioid to another.",
            action: "Use a conversion table: \(usable).",
            source: nil)
    }
}

extension TableSet {
    /// Whether the form is a transmucosal fentanyl of the breakthrough table.
    func isRapidOnset(_ form: OpioidForm) -> Bool {
        breakthrough.products.contains { $0.form == form }
    }

    /// Whether every source leaves the opioid to specialists.
    func isSpecialistOnly(_ opioid: OpioidID) -> Bool {
        self.opioid(opioid)?.classes.contains(.specialistOnly) ?? false
    }
}

extension RegimenItem {
    /// One dose or the rate, such as `30 mg`.
    fileprivate var doseWords: String {
        switch amount {
        case .scheduled(let dose, _), .taken(let dose, _):
            "\(dose.milligrams.decimal().text) mg"
        case .patch(let rate): "\(rate.microgramsPerHour.decimal().text) micrograms/hour"
        case .infusion(let daily): "\(daily.milligramsPerDay.decimal().text) mg/24 h"
        }
    }
}
