import PainDosing

extension HTMLReport {
    /// What must be read before any figure, most urgent first, as a list under headings.
    func alerts(_ entry: CourseEntry) -> Markup {
        let urgent = entry.alerts.filter { $0.severity != .info }
        return .section("alerts", "Alerts", class: "part") {
            if let words = entry.header.standing.words {
                Markup.paragraph("refused") { words }
            }
            if urgent.isEmpty {
                element("p") { "No stop, no caution." }
            } else {
                list(urgent)
            }
            if let settlement = entry.refusal?.settlement { element("p") { settlement } }
            if let refusal = entry.refusal, !refusal.onBoard.isEmpty {
                element("h3") { "On board" }
                element("ul", ["class": "plain alerts", "role": "list"]) {
                    for advice in refusal.onBoard { onBoard(advice) }
                }
            }
        }
    }

    /// What is good to know beside the figures, and what could not be checked.
    func notes(_ entry: CourseEntry) -> Markup {
        let notes = entry.alerts.filter { $0.severity == .info }
        let unchecked = entry.assessment.flatMap { UncheckedWords.line($0.unchecked) }
        guard !notes.isEmpty || !entry.header.ignored.isEmpty || unchecked != nil else {
            return .nothing
        }
        return .section("notes", "Notes", class: "part") {
            if !notes.isEmpty { list(notes) }
            for part in entry.header.ignored {
                element("p") { "Ignored: \(part)" }
            }
            if let unchecked { Markup.paragraph("soft") { unchecked } }
        }
    }

    private func list(_ alerts: [Alert]) -> Markup {
        element("ul", ["class": "plain alerts", "role": "list"]) {
            for alert in alerts { item(alert) }
        }
    }

    private func item(_ alert: Alert) -> Markup {
        element("li", ["class": "alert \(alert.severity.rawValue)"]) {
            element("h3") {
                element("span", ["class": "kind"]) { kind(alert.severity) }
                " \(alert.message)"
            }
            cite(alert.source)
            if let question = alert.question { Markup.paragraph("action") { question } }
            if let action = alert.action { Markup.paragraph("action") { action } }
        }
    }

    private func onBoard(_ advice: OnBoardAdvice) -> Markup {
        element("li", ["class": "alert stop"]) {
            element("strong") { FormWords.item(advice.item) }
            cite(advice.source, evidence: advice.evidence)
            Markup.paragraph("action") { advice.text }
        }
    }

    private func kind(_ severity: AlertSeverity) -> String {
        switch severity {
        case .info: "Note"
        case .caution: "CAUTION"
        case .query: "QUERY"
        case .stop: "STOP"
        }
    }
}
