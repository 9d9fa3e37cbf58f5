import PainDosing
import Quantities

/// One patient on the overview.
struct WardLine {
    /// The most reasons told, but for stops and queries, which are told all; the patient's page has
    /// the rest.
    private static let mostReasons = 2

    let patient: WardPatient
    let now: Instant

    /// The patient as an item of a list.
    var item: Markup {
        element("li", ["class": "patient"]) {
            element("div") {
                element("h3") { name }
                element("p") {
                    "Last entry \(age), "
                    moment(patient.recordedAt)
                }
            }
            element("div") {
                if let decision { element("p") { element("strong") { decision } } }
                for reason in patient.reasons.prefix(told) { element("p") { reason } }
                if patient.reasons.count > told {
                    Markup.paragraph("soft") { "And \(patient.reasons.count - told) more." }
                }
            }
            element("div", ["class": "now"]) {
                element("p") { dose }
                sparkline
            }
        }
    }

    private var told: Int {
        patient.urgency >= .query ? patient.reasons.count : WardLine.mostReasons
    }

    private var name: Markup {
        guard let page = patient.page else { return Markup(patient.patient) }
        return element("a", ["href": page]) { patient.patient }
    }

    private var age: String { ElapsedTime(from: patient.recordedAt.instant, to: now).words }

    private var decision: String? {
        if patient.urgency == .query {
            return "REVIEW NOW: no dose is given until the question is settled"
        }
        if let decision = patient.decision {
            return decision.words.prefix(1).uppercased() + decision.words.dropFirst()
        }
        return patient.urgency == .stop ? "No dose is given" : nil
    }

    private var dose: String {
        guard let last = patient.trend.last, let omedd = last else { return "OMEDD not computed" }
        return "OMEDD \(DoseWords.omedd(omedd))"
    }

    private var sparkline: Markup {
        Sparkline(
            id: "trend-\(patient.patient)", title: "OMEDD of patient \(patient.patient) by day",
            values: patient.trend.map { $0?.milligramsPerDay }
        ).image { "\(DoseWords.number($0)) mg" }
    }
}
