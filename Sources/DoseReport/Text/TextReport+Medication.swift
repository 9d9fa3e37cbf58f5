public import PainDosing

extension TextReport {
    /// What was read of a regimen as people write it, to stand above the answer; empty where the words
    /// are the program's own.
    public func reading(_ reading: ReadRegimen, uncounted: [RegimenItem] = []) -> String {
        var lines = reading.readAs.map { "Read as   \($0)" }
        lines += reading.setAside.map { "Not read  \($0)" }
        lines += reading.open.map { point in
            "To ask    \(point.words): \(point.text)"
        }
        lines += reading.remarks.map { "Note      \($0)" }
        lines += uncounted.map {
            "NO FIGURE \(FormWords.item($0)): no table in use has one, so the sum leaves it out"
        }
        return lines.isEmpty ? "" : (lines + ["", ""]).joined(separator: "\n")
    }

    func medicationLines(_ answer: OMEDDAnswer, isPartial: Bool = false) -> [String] {
        let head =
            isPartial
            ? "PART of the OMEDD, without what is named above:" : "OMEDD"
        var lines = [
            "\(head) \(DoseWords.omedd(answer.omedd)) of oral morphine per day  "
                + "(\(answer.table); all tables: \(DoseWords.omedd(answer.low)) to "
                + "\(DoseWords.omedd(answer.high)))"
        ]
        for component in answer.components {
            let verified = component.evidence.mark
            lines.append(
                "  \(FormWords.item(component.item)): \(DoseWords.omedd(component.omedd))  "
                    + "[\(component.table), \(component.source?.key ?? "by definition")\(verified)]"
            )
        }
        if !isPartial { lines += byTableLines(answer.byTable) }
        lines.append("Tables \(answer.tablesSHA256.prefix(12))")
        return lines
    }

    /// The sets that know the whole regimen, those that agree on one line.
    private func byTableLines(_ points: [TableOMEDD]) -> [String] {
        guard points.count > 1 else { return [] }
        let groups = Dictionary(grouping: points, by: \.omedd).sorted { $0.key < $1.key }
        guard groups.count > 1 else {
            return ["All \(points.count) tables that know the whole regimen agree."]
        }
        return ["By table"]
            + groups.map { omedd, points in
                "  \(DoseWords.omedd(omedd)): " + points.map(\.table.name).joined(separator: ", ")
            }
    }
}
