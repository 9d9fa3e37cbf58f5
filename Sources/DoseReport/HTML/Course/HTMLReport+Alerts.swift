import PainDosing

extension HTMLReport {
    /// What must be read before any figure, most urgent first, as a list under headings.
    func alerts(_ entry: CourseEntry) -> Markup {
        let unchecked = entry.assessment.flatMap { UncheckedWords.line($0.unchecked) }
        return .section("alerts", "Alerts", class: "part") {
            if let replacement = entry.header.replacedBy {
                Markup.paragraph("refused") {
                    "This entry is replaced by entry \(replacement.short); use that one."
                }
            }
            if entry.alerts.isEmpty {
                element("p") { "No stop, no caution." }
            } else {
                element("ul", ["class": "plain alerts", "role": "list"]) {
                    for alert in entry.alerts { item(alert) }
                }
            }
            for part in entry.header.ignored {
                element("p") { "Ignored: \(part)" }
            }
            if let unchecked { Markup.paragraph("soft") { unchecked } }
        }
    }

    private func item(_ alert: Alert) -> Markup {
        element("li", ["class": "alert \(alert.severity.rawValue)"]) {
            element("h3") {
                element("span", ["class": "kind"]) { kind(alert.severity) }
                " \(alert.message)"
            }
            cite(alert.source)
            if let action = alert.action { Markup.paragraph("action") { action } }
        }
    }

    private func kind(_ severity: AlertSeverity) -> String {
        switch severity {
        case .info: "Note"
        case .caution: "CAUTION"
        case .stop: "STOP"
        }
    }
}
