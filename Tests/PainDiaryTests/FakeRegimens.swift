import PainDiary
import PainDosing
import Quantities

/// Knows morphine and fentanyl, as far as these tests write them.
struct FakeRegimens: RegimenReading {
    func knownOpioid(_ name: String) -> OpioidID? {
        ["morphine", "fentanyl"].contains(name) ? OpioidID(name) : nil
    }

    func isCombinedProduct(_ name: String) -> Bool { false }

    func isOtherDrug(_ name: String) -> Bool { false }

    func items(_ shorthand: String) throws(RegimenError) -> [RegimenItem] {
        var items: [RegimenItem] = []
        for part in shorthand.split(separator: ";") {
            items.append(try item(part.split(separator: " ").map(String.init)))
        }
        return items
    }

    func dose(
        opioid: String, formulation: String?, route: String?, dose: String
    ) throws(RegimenError) -> (form: OpioidForm, mass: Mass, companion: Companion?) {
        (try form(opioid, formulation ?? "immediate-release", route), try mass(dose), nil)
    }

    func item(
        opioid: String, formulation: String?, route: String?, dose: String, frequency: String?
    ) throws(RegimenError) -> RegimenItem {
        guard let formulation else { throw RegimenError(message: "the formulation is missing") }
        let form = try form(opioid, formulation, route)
        guard let frequency else {
            return RegimenItem(form: form, amount: try continuous(form, dose))
        }
        return RegimenItem(form: form, amount: try amount(mass(dose), frequency))
    }

    /// Reads a line such as `morphine MR 30 mg bd`.
    private func item(_ words: [String]) throws(RegimenError) -> RegimenItem {
        guard words.count >= 5 else {
            throw RegimenError(
                message: "found \"\(words.joined(separator: " "))\"; accepted is a line")
        }
        let formulation = words[1] == "MR" ? "modified-release" : "immediate-release"
        return try item(
            opioid: words[0], formulation: formulation, route: nil, dose: "\(words[2]) \(words[3])",
            frequency: words[4...].joined(separator: " "))
    }

    private func continuous(
        _ form: OpioidForm, _ dose: String
    ) throws(RegimenError) -> RegimenAmount {
        do {
            let number = try Rational(decimal: dose.prefix { $0 != " " })
            return dose.hasSuffix(" mcg/h")
                ? .patch(rate: try .microgramsPerHour(number))
                : .infusion(try .milligramsPerDay(number))
        } catch {
            throw RegimenError(message: "found \"\(dose)\"; accepted is a rate")
        }
    }

    private func amount(_ dose: Mass, _ frequency: String) throws(RegimenError) -> RegimenAmount {
        let times = ["od": 1, "bd": 2, "tds": 3, "qds": 4]
        if let count = times[frequency] { return .scheduled(dose: dose, .timesPerDay(count)) }
        if frequency.hasPrefix("prn x"), let count = Int(frequency.dropFirst(5)) {
            return .taken(dose: dose, count: count)
        }
        if frequency.hasPrefix("every "), let hours = Int(frequency.dropFirst(6).dropLast(2)) {
            return .scheduled(dose: dose, .everyHours(hours))
        }
        if frequency.hasSuffix(" times daily"), let count = Int(frequency.dropLast(12)) {
            return .scheduled(dose: dose, .timesPerDay(count))
        }
        throw RegimenError(message: "found \"\(frequency)\"; accepted is a frequency")
    }

    private func form(
        _ opioid: String, _ formulation: String, _ route: String?
    ) throws(RegimenError) -> OpioidForm {
        guard ["morphine", "fentanyl"].contains(opioid) else {
            throw RegimenError(message: "found \"\(opioid)\"; accepted is a known opioid")
        }
        guard let formulation = Formulation(rawValue: formulation),
            let route = route.map({ Route(rawValue: $0) }) ?? formulation.routes.first
        else { throw RegimenError(message: "accepted is a known form") }
        return OpioidForm(opioid: OpioidID(opioid), route: route, formulation: formulation)
    }

    private func mass(_ text: String) throws(RegimenError) -> Mass {
        do {
            guard text.hasSuffix(" mg") else { throw DecimalError.notADecimal }
            return try .milligrams(Rational(decimal: text.dropLast(3)))
        } catch {
            throw RegimenError(message: "found \"\(text)\"; accepted is a dose such as 5 mg")
        }
    }
}
