public import PainDosing

/// Answers as text for a terminal or a printed sheet: warnings first, then the figures.
public struct TextReport: Sendable {
    /// Whether the whole derivation is shown.
    public let showsTrace: Bool
    let sources: [SourceID: Source]
    private let policy: DosingPolicy

    /// A report that cites the sources of these tables; `showsTrace` adds the whole derivation.
    public init(tables: TableSet, policy: DosingPolicy = DosingPolicy(), showsTrace: Bool) {
        self.showsTrace = showsTrace
        sources = tables.sources
        self.policy = policy
    }

    /// The OMEDD of a regimen.
    ///
    /// - Parameter isPartial: whether something that is taken is not in the sum.
    public func medication(_ outcome: Outcome<OMEDDAnswer>, isPartial: Bool = false) -> String {
        document(outcome) { medicationLines($0, isPartial: isPartial) }
    }

    /// A rotation.
    public func rotation(_ outcome: Outcome<RotationAnswer>) -> String {
        document(outcome) { rotationLines($0) }
    }

    /// The breakthrough doses.
    public func breakthrough(_ outcome: Outcome<BreakthroughAnswer>) -> String {
        document(outcome) { breakthroughLines($0) }
    }

    /// - Parameter settlement: what settles a refusal's open questions; nil without any.
    func document<Answer: ReportedAnswer>(
        _ outcome: Outcome<Answer>,
        settlement: (Refusal) -> String? = { $0.settlementByOption },
        body: (Answer) -> [String]
    ) -> String {
        var lines: [String] = []
        switch outcome {
        case .stopped(let refusal):
            lines += [refusal.isQuestion ? refusal.verdict : "No dose is given.", ""]
            lines += alertLines(refusal.alerts)
            if let settled = settlement(refusal) { lines += ["", settled] }
            lines += regimenLines(refusal)
        case .computed(let answer):
            let unchecked = UncheckedWords.line(answer.unchecked).map { [$0] } ?? []
            let findings = alertLines(answer.alerts) + unchecked
            lines += findings
            if !findings.isEmpty { lines.append("") }
            lines += body(answer)
            if showsTrace {
                lines += [""] + traceLines(answer.trace)
                lines += [""] + sourceLines(answer.trace)
            }
        }
        lines += ["", ReportFooter.site(policy), ReportFooter.decisionSupport, ""]
        return lines.joined(separator: "\n")
    }

    // MARK: Parts

    func alertLines(_ alerts: [Alert]) -> [String] {
        alerts.flatMap { alert in
            let head = alert.code == "no-factor" ? "NO FIGURE" : label(alert.severity)
            let cite = alert.source.map { " [\($0)]" } ?? ""
            return ["\(head)  \(alert.message)\(cite)"]
                + (alert.question.map { ["         \($0)"] } ?? [])
                + (alert.action.map { ["         \($0)"] } ?? [])
        }
    }

    /// What is on board with what to do about it, then whatever else is taken.
    func regimenLines(_ refusal: Refusal) -> [String] {
        let origin = RegimenWords.origin(refusal).map { ["Regimen   \($0)"] } ?? []
        let onBoard = refusal.onBoard.map {
            "On board  \(RegimenWords.onBoard($0)) \(RegimenWords.cite($0))"
        }
        let others = refusal.otherItems.map { "Regimen   \(FormWords.item($0))" }
        let lines = origin + onBoard + others
        return lines.isEmpty ? [] : [""] + lines
    }

    private func label(_ severity: AlertSeverity) -> String {
        switch severity {
        case .info: "Note   "
        case .caution: "CAUTION"
        case .query: "QUERY  "
        case .stop: "STOP   "
        }
    }

    func traceLines(_ trace: [TraceStep]) -> [String] {
        ["How it was computed"]
            + trace.enumerated().map { index, step in
                let cite = TraceWords.cite(step).map { "   \($0)" } ?? ""
                return "  \(index + 1). \(TraceWords.sentence(step))\(cite)"
            }
    }

    func sourceLines(_ trace: [TraceStep]) -> [String] {
        let keys = Set(trace.compactMap(\.source)).sorted()
        guard !keys.isEmpty else { return [] }
        return ["Sources"]
            + keys.map { key in
                let source = sources[key]
                let url = source?.url.map { " \($0)" } ?? ""
                return "  \(key): \(source?.citation ?? "not in the source list")\(url)"
            }
    }
}
