import Quantities

extension DosingEngine {
    /// What forbids a switch before any number is computed.
    func rotationStops(
        items: [RegimenItem], target: RotationTo, facts: PatientFacts
    ) throws(QuantityError) -> [Alert] {
        var alerts = try stops(items: items + [target.form.probe], facts: facts)
        if items.isEmpty {
            alerts.append(
                Alert(
                    code: "nothing-to-rotate", severity: .stop,
                    message: "The regimen is empty; there is nothing to switch from.",
                    action: "Give the present regimen, or ask how to start an opioid."))
        }
        let isNamed = methadoneScheme(of: target) != nil
        for form in items.map(\.form) where tables.isSpecialistOnly(form.opioid) {
            let printing = tables.conversionSets.filter {
                $0.purpose == .conversion && $0.prints(from: form, to: target.form)
            }
            // A set that prints this very step, named by somebody, is asked for it.
            if let named = policy.namedSet, printing.contains(where: { $0.id == named }) {
                continue
            }
            alerts.append(specialistOnly(from: form.opioid, printing: printing.map(\.id)))
        }
        if !isNamed, tables.isSpecialistOnly(target.form.opioid) {
            alerts.append(specialistOnly(target.form.opioid))
        }
        if isNamed || tables.isSpecialistOnly(target.form.opioid) { return alerts }
        for refusal in tables.rotation.refusals
        where refusal.target.opioid == target.form.opioid
            && (refusal.target.route.map { $0 == target.form.route } ?? true)
        {
            alerts.append(
                Alert(
                    code: "rotation-refused", severity: .stop, message: refusal.reason,
                    action: refusal.instead, source: refusal.source))
        }
        if tables.isRapidOnset(target.form) {
            alerts.append(
                Alert(
                    code: "rotation-to-roo", severity: .stop,
                    message: "\(target.form.words) is for breakthrough pain; no regimen is "
                        + "switched to it.",
                    action: "Choose a background opioid as the target, and ask for the "
                        + "breakthrough dose on its own."))
        }
        return alerts
    }

    /// The stop for an opioid that every source leaves to specialists.
    func specialistOnly(_ opioid: OpioidID) -> Alert {
        let refusal = tables.rotation.refusals.first { $0.target.opioid == opioid }
        return Alert(
            code: "specialist-only", severity: .stop,
            message: refusal?.reason
                ?? "Doses to or from \(opioid) depend on the patient and can't be derived here.",
            action: refusal?.instead ?? "Ask a specialist.", source: refusal?.source)
    }

    /// The stop for a switch away from such an opioid.
    private func specialistOnly(
        from opioid: OpioidID, printing sets: [ConversionSetID]
    ) -> Alert {
        let names = sets.map(\.name).joined(separator: ", ")
        return Alert(
            code: "specialist-only", severity: .stop,
            message:
                "The equivalence of \(opioid) depends on its dose and on the patient; the dose "
                + "of another opioid can't be derived from it by a factor.",
            action: "Ask a specialist in palliative care or pain medicine who is used to \(opioid)."
                + (sets.isEmpty ? "" : " Tables that print this switch, if named: \(names)."),
            source: tables.rotation.refusals.first { $0.target.opioid == opioid }?.source)
    }

    /// The stop when no usable set leads to a form.
    func noWay(from items: [RegimenItem], to form: OpioidForm) -> Alert {
        let forms = items.map(\.form)
        let able = tables.conversionSets.filter { set in
            set.purpose == .conversion
                && (set.answers(from: .oralMorphine, to: form)
                    || forms.allSatisfy { set.prints(from: $0, to: form) })
        }
        return Alert(
            code: "no-factor", severity: .stop,
            message: "No figure leads to \(form.words) in "
                + sets(for: .conversion).map(\.id.name).joined(separator: ", ")
                + ", or the dose lies outside its printed range.",
            action: able.isEmpty
                ? "No table here can answer; ask a specialist or a pharmacist."
                : "Tables that give this direction: "
                    + able.map(\.id.name).joined(separator: ", ") + ".")
    }
}
