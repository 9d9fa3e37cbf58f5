import PainDosing
import Quantities
import StrictJSON

extension JSONObject {
    /// The members of a rotation answer.
    mutating func set(_ answer: RotationAnswer) {
        var from = JSONObject()
        from.set(answer.from)
        set("from", .object(from))
        set("to", .form(answer.to))
        var equianalgesic = JSONObject()
        equianalgesic.set("perDay", daily: answer.equianalgesic, exactKey: "exact")
        equianalgesic.set("table", .string(answer.table.name))
        equianalgesic.set(
            "byTable",
            .array(
                answer.byTable.map { point in
                    var entry = JSONObject()
                    entry.set("table", .string(point.table.name))
                    entry.set("perDay", daily: point.amount, exactKey: "exact")
                    entry.set("considered", .bool(point.isConsidered))
                    return .object(entry)
                }))
        set("equianalgesic", .object(equianalgesic))
        set("reductionPercent", number: answer.reduction.percent)
        var window = JSONObject()
        window.set("lowest", number: answer.reductionWindow.lowerBound.percent)
        window.set("highest", number: answer.reductionWindow.upperBound.percent)
        set("reductionWindow", .object(window))
        set(
            "adjustments",
            .array(
                answer.adjustments.map { adjustment in
                    var entry = JSONObject()
                    entry.set("kind", .string(adjustment.kind.rawValue))
                    entry.set("lowersByPercent", number: adjustment.lowersBy.percent)
                    entry.set("source", .string(adjustment.source.key))
                    return .object(entry)
                }))
        set("proposal", answer.proposal.map { .proposal($0) })
        set("rescue", answer.rescue.map { .rescue($0) })
        set(
            "timetable",
            .array(
                answer.timetable.map {
                    .object(["text": .string($0.text), "source": .string($0.source.key)])
                }))
    }
}

extension JSONValue {
    /// A dose with its interval and its units.
    static func proposal(_ proposal: DoseProposal) -> JSONValue {
        var object = JSONObject()
        object.set("perDay", daily: proposal.perDay, exactKey: "exact")
        switch proposal.perDose {
        case .mass(let mass): object.set("perDose", number: mass.milligrams)
        case .rate(let rate): object.set("perDose", number: rate.microgramsPerHour)
        }
        object.set("every", .integer(proposal.everyHours))
        object.set("everyUnit", .string("hours"))
        object.set("products", .products(proposal.dispensed))
        return .object(object)
    }

    /// The units of a dispensable dose.
    static func products(_ dose: DispensableDose) -> JSONValue {
        .array(
            dose.units.map { unit in
                var object = JSONObject()
                object.set("product", .string(dose.line.title))
                let micrograms = dose.line.form.formulation.isDosedInMicrograms(
                    dose.line.form.opioid)
                switch unit.strength.labelled {
                case .mass(let mass):
                    object.set("strength", mass: mass, inMicrograms: micrograms)
                    object.set("unit", .string(micrograms ? "microgram" : "mg"))
                case .rate(let rate):
                    object.set("strength", number: rate.microgramsPerHour)
                    object.set("unit", .string("microgram/hour"))
                case .concentration(let mass):
                    object.set("strength", number: mass.milligrams)
                    object.set("unit", .string("mg/mL"))
                }
                if let drawnUp = unit.drawnUp {
                    object.set("drawnUp", number: drawnUp.milligrams)
                }
                if let label = unit.strength.label { object.set("label", .string(label)) }
                if let millilitres = unit.millilitres {
                    object.set("millilitres", number: millilitres)
                } else {
                    object.set("count", .integer(unit.count))
                }
                return .object(object)
            })
    }

    static func rescue(_ rescue: RescueDose) -> JSONValue {
        var object = JSONObject()
        object.set("opioid", .string(rescue.form.opioid.name))
        object.set("route", .string(rescue.form.route.rawValue))
        object.set("formulation", .string(rescue.form.formulation.rawValue))
        object.set("dose", number: rescue.each.milligrams)
        object.set("unit", .string("mg"))
        object.set("ratioDose", number: rescue.largest.milligrams, exactKey: "exact")
        object.set("lowest", number: rescue.smallest.milligrams)
        object.set("share", .string(rescue.share.description))
        object.set("everyHours", .integer(rescue.everyHours))
        object.set("maximumPerDay", .integer(rescue.maximumPerDay))
        object.set(
            "callAfter",
            .object([
                "doses": .integer(rescue.callAfter), "hours": .integer(rescue.callWithinHours),
                "source": .string(rescue.callSource.key),
            ]))
        object.set("timesSource", .string(rescue.timesSource.key))
        object.set("products", .products(rescue.dispensed))
        object.set("source", .string(rescue.source.key))
        return .object(object)
    }
}
