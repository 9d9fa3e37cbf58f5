import PainDosing

extension TextReport {
    func medicationLines(_ answer: OMEDDAnswer) -> [String] {
        var lines = [
            "OMEDD \(DoseWords.omedd(answer.omedd)) of oral morphine per day  "
                + "(\(answer.table); all tables: \(DoseWords.omedd(answer.low)) to "
                + "\(DoseWords.omedd(answer.high)))"
        ]
        for component in answer.components {
            let verified = component.isVerified ? "" : ", not yet verified"
            lines.append(
                "  \(FormWords.item(component.item)): \(DoseWords.omedd(component.omedd))  "
                    + "[\(component.table), \(component.source?.key ?? "by definition")\(verified)]")
        }
        if answer.byTable.count > 1 {
            let points = answer.byTable.map { "\($0.table) \(DoseWords.omedd($0.omedd))" }
            lines.append("By table: " + points.joined(separator: ", "))
        }
        lines.append("Tables \(answer.tablesSHA256.prefix(12))")
        return lines
    }
}
