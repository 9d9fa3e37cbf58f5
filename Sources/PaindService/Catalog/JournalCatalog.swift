import DoseReport
public import PainDosing
import SystemdClient

/// The journal's catalog of alerts, for `journalctl -x`: one entry for each alert code.
public enum JournalCatalog {
    /// The catalog file for the alerts of these tables.
    public static func alerts(_ tables: TableSet) -> String {
        let entries = AlertExplanation.all(tables).map { entry($0, sources: tables.sources) }
        return """
            # What the alerts of paind mean; shown by "journalctl -x".
            # Made from the tables by "make catalog"; do not edit. The number of an alert is
            # printf 'paincalc alert %s' CODE | sha256sum | cut -c1-32

            """ + entries.joined()
    }

    private static func entry(
        _ alert: AlertExplanation, sources: [SourceID: Source]
    ) -> String {
        var paragraphs = [
            alert.meaning, "What to do: " + alert.action, consequence(alert),
        ]
        if let source = alert.source {
            let citation = sources[source]?.citation ?? "not in the source list"
            let mark =
                alert.evidence.isVerified ? "" : " The limit has yet to be checked against it."
            paragraphs.append("Source: \(source), \(citation).\(mark)")
        }
        return """

            -- \(MessageID(alert: alert.code))
            Subject: \(title(alert.severity)) \(alert.code) for patient @PAIND_PATIENT@
            Defined-By: paind

            \(paragraphs.map(wrapped).joined(separator: "\n\n"))

            """
    }

    private static func title(_ severity: AlertSeverity) -> String {
        switch severity {
        case .info: "Note"
        case .caution: "Caution"
        case .query: "Question"
        case .stop: "Safety stop"
        }
    }

    private static func consequence(_ alert: AlertExplanation) -> String {
        switch alert.severity {
        case .info:
            "This is a note. It goes with the figures of the report @PAIND_REPORT@ and changes none "
                + "of them."
        case .caution:
            "This is a caution. The figures of the report @PAIND_REPORT@ stand, but do not act on "
                + "them before this is settled. The prescriber decides."
        case .query:
            "This is a question: review now. No dose is given until a person has settled it; do not "
                + "work one out by other means. \(QueryWords.settlement(of: [alert.code])) The "
                + "report @PAIND_REPORT@ shows the entry."
        case .stop:
            "This is a safety stop. No dose is given; do not work one out by other means. Call the "
                + "prescriber. The report @PAIND_REPORT@ names every stop."
        }
    }

    /// The words on lines of at most 80 characters.
    private static func wrapped(_ text: String) -> String {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, last.count + word.count < 80 {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines.joined(separator: "\n")
    }
}
