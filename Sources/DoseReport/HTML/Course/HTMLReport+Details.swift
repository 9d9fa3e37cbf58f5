import PainDosing
import Quantities

extension HTMLReport {
    /// What the decision rests on, and the arithmetic.
    func details(_ assessment: Assessment) -> Markup {
        Markup([
            assessment.titration.map { evidence($0) } ?? .nothing,
            arithmetic(assessment.trace),
        ])
    }

    /// The opioids of the last 24 hours, each with what it comes to.
    func regimen(_ answer: OMEDDAnswer) -> Markup {
        .section("regimen", "Regimen, with the rescue doses of the last 24 hours") {
            Markup.table(
                caption: "Each opioid as oral morphine in 24 hours",
                heads: ["Opioid", "In 24 hours", "OMEDD", "All tables", "By"],
                rows: answer.components.map { component in
                    [
                        Markup(FormWords.item(component.item)),
                        Markup(DoseWords.amount(component.dailyAmount)),
                        Markup(DoseWords.omedd(component.omedd)),
                        Markup(spread(component.low, component.high)),
                        Markup(origin(component)),
                    ]
                } + [
                    [
                        "Together", "", Markup(DoseWords.omedd(answer.omedd)),
                        Markup(spread(answer.low, answer.high)), Markup(answer.table.name),
                    ]
                ])
            Markup.folded("By table") { byTable(answer.byTable) }
        }
    }

    /// The least and the greatest of all tables, once where they agree.
    func spread(_ low: OMEDD, _ high: OMEDD) -> String {
        low == high ? DoseWords.omedd(low) : "\(DoseWords.omedd(low)) to \(DoseWords.omedd(high))"
    }

    private func origin(_ component: OMEDDComponent) -> String {
        "\(component.table), \(component.source?.key ?? "by definition")"
            + (component.evidence.mark)
    }

    private func byTable(_ points: [TableOMEDD]) -> Markup {
        let groups = Dictionary(grouping: points, by: \.omedd).sorted { $0.key < $1.key }
        return .table(
            caption: "The whole regimen by each table that knows every item",
            heads: ["OMEDD", "Tables"],
            rows: groups.map { omedd, points in
                [
                    Markup(DoseWords.omedd(omedd)),
                    Markup(points.map(\.table.name).joined(separator: ", ")),
                ]
            })
    }

    private func evidence(_ answer: TitrationAnswer) -> Markup {
        guard !answer.evidence.isEmpty else { return .nothing }
        return .section("evidence", "What the decision rests on") {
            Markup.table(
                caption: "What the diary says, and what it is held against",
                heads: ["Finding", "Found", "Held against", "Source"],
                rows: answer.evidence.map { line in
                    [
                        Markup(TitrationWords.fact(line.fact)),
                        Markup(TitrationWords.value(line.value)),
                        Markup(TitrationWords.limit(line) ?? "–"),
                        Markup(line.source?.key ?? "–"),
                    ]
                })
        }
    }

    private func arithmetic(_ trace: [TraceStep]) -> Markup {
        guard !trace.isEmpty else { return .nothing }
        return .section("arithmetic", "How it was computed") {
            Markup.folded(trace.count == 1 ? "1 step" : "All \(trace.count) steps") {
                element("ol") {
                    for step in trace {
                        element("li") {
                            TraceWords.sentence(step)
                            if let origin = TraceWords.cite(step) { cite(origin) }
                        }
                    }
                }
            }
        }
    }
}
