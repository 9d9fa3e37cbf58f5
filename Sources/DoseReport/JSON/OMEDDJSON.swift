import PainDosing
import Quantities
import StrictJSON

extension JSONObject {
    /// `table`, `omedd` and `components` of an answer.
    mutating func set(_ answer: OMEDDAnswer, uncounted: [JSONValue] = []) {
        set("table", .table(answer.table, sha256: answer.tablesSHA256))
        set("omedd", .omedd(answer))
        set("components", .array(answer.components.map { .component($0) } + uncounted))
    }
}

extension JSONValue {
    /// An item that was read and that no table has a figure for: it is no part of the sum.
    static func uncounted(_ item: RegimenItem) -> JSONValue {
        var object = JSONObject(asWritten: item)
        // A daily dose that can't be kept exactly was refused before.
        if let amount = try? item.dailyAmount { object.set("dailyDose", daily: amount) }
        return .object(object)
    }

    static func omedd(_ answer: OMEDDAnswer) -> JSONValue {
        var object = JSONObject()
        object.set("mgPerDay", number: answer.omedd.milligramsPerDay, exactKey: "exact")
        object.set("low", number: answer.low.milligramsPerDay)
        object.set("high", number: answer.high.milligramsPerDay)
        object.set(
            "byTable",
            .array(
                answer.byTable.map { point in
                    var entry = JSONObject()
                    entry.set("table", .string(point.table.name))
                    entry.set(
                        "mgPerDay", number: point.omedd.milligramsPerDay, exactKey: "exact")
                    return .object(entry)
                }))
        return .object(object)
    }

    fileprivate static func component(_ component: OMEDDComponent) -> JSONValue {
        var object = JSONObject(asWritten: component.item)
        object.set("dailyDose", daily: component.dailyAmount)
        if let factor = component.factor {
            object.set("factor", number: factor.value)
            if component.isDivided { object.set("operation", .string("divide")) }
        } else if component.item.form.opioid == .morphine {
            object.set("factor", .integer(1))
        }
        object.set("mgPerDay", number: component.omedd.milligramsPerDay, exactKey: "exact")
        object.set("low", number: component.low.milligramsPerDay)
        object.set("high", number: component.high.milligramsPerDay)
        object.set("table", .string(component.table.name))
        object.set("source", .string(component.source?.key ?? "definition of OMEDD"))
        if !component.evidence.isVerified { object.set("verified", .bool(false)) }
        return .object(object)
    }
}
