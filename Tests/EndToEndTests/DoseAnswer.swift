import PainDosing
import Quantities
import ShippedEngine
import StrictJSON
import Testing

/// What `paincalc rotate` or `breakthrough` printed, as far as the tests ask.
struct DoseAnswer {
    /// One unit or volume that a dose is made of.
    struct Unit {
        let title: String
        let strength: Rational
        let unit: String
        let millilitres: Rational?
    }

    /// A dose with its form.
    struct Dose {
        let opioid: String
        let route: String
        let formulation: String
        /// Milligrams or micrograms an hour: of a day for a regular dose, each time for a rescue.
        let amount: Rational
        let units: [Unit]

        var words: String {
            let parts = units.map { unit in
                let volume = unit.millilitres.map { "\($0.decimal().text) mL of " } ?? ""
                return "\(volume)\(unit.strength.decimal().text) \(unit.unit)"
            }
            return "\(opioid) \(formulation) \(route) \(amount.decimal().text) "
                + "(\(parts.joined(separator: " + ")))"
        }
    }

    let arguments: [String]
    let result: BuiltTool.Result
    /// Nothing where the output is no JSON, as after a usage error.
    let json: JSONValue?

    init(_ arguments: [String]) throws {
        self.arguments = arguments
        result = try BuiltTool.run(BuiltTool.paincalc.path, arguments + ["--json"])
        json = try? result.json()
    }

    /// The command as a user would type it.
    var command: String {
        "paincalc "
            + arguments.map { $0.contains(" ") ? "\"\($0)\"" : $0 }.joined(separator: " ")
    }

    /// What came, in short.
    var words: String {
        guard isAnswered else {
            return "exit \(result.status): " + (result.errors + alertWords).prefix(300)
        }
        let options = options.map { "\($0["title"]?.text ?? "") \(number($0["dose"]) ?? .zero)" }
        return [
            proposal.map { "proposal \($0.words) every \(everyHours ?? 0) h" },
            rescue.map { "rescue \($0.words)" },
            options.isEmpty ? nil : "options \(options.joined(separator: ", "))",
        ].compactMap(\.self).joined(separator: "; ")
    }

    var isAnswered: Bool { result.status == 0 && json != nil }

    /// The codes of the alerts, with their severity.
    var codes: [String: String] {
        var codes: [String: String] = [:]
        for alert in json?["alerts"]?.elements ?? [] {
            codes[alert["code"]?.text ?? ""] = alert["severity"]?.text
        }
        return codes
    }

    /// The sentences of all alerts.
    var alertWords: String {
        (json?["alerts"]?.elements ?? []).flatMap { [$0["message"]?.text, $0["action"]?.text] }
            .compactMap(\.self).joined(separator: " ")
    }

    /// The regular opioid after a rotation.
    var proposal: Dose? {
        guard let proposal = json?["proposal"], let form = json?["to"] else { return nil }
        return dose(form, number(proposal["perDay"]), proposal["products"])
    }

    var everyHours: Int? { json?["proposal"]?["every"]?.numberText.flatMap { Int($0) } }

    /// The immediate-release dose; nil also where no product gives it.
    var rescue: Dose? {
        guard let rescue = json?["rescue"] ?? json?["immediateRelease"] else { return nil }
        return dose(rescue, number(rescue["dose"]), rescue["products"])
    }

    var options: [JSONValue] { json?["options"]?.elements ?? [] }

    /// The option of a brand.
    func option(_ brand: String) -> JSONValue? {
        options.first { $0["title"]?.text?.contains(brand) ?? false }
    }

    func number(_ value: JSONValue?) -> Rational? {
        value?.numberText.flatMap { try? Rational(decimal: $0) }
    }

    private func dose(_ form: JSONValue, _ amount: Rational?, _ products: JSONValue?) -> Dose? {
        guard let amount, let opioid = form["opioid"]?.text, let route = form["route"]?.text,
            let formulation = form["formulation"]?.text
        else { return nil }
        let units = (products?.elements ?? []).map { unit in
            Unit(
                title: unit["title"]?.text ?? unit["product"]?.text ?? "",
                strength: number(unit["strength"]) ?? .zero, unit: unit["unit"]?.text ?? "",
                millilitres: number(unit["millilitres"]))
        }
        return Dose(
            opioid: opioid, route: route, formulation: formulation, amount: amount, units: units)
    }
}

extension DoseAnswer.Unit {
    /// Whether the unit is of a product line with this brand.
    func isOfLine(branded brand: String) throws -> Bool {
        try Shipped.tables.products.contains { $0.brands.contains(brand) && $0.title == title }
    }

    /// A concentrate by mouth, or an ampoule that is too strong for less than a millilitre.
    func isTooStrong(for dose: DoseAnswer.Dose) throws -> ChartQuestion.Forbidden? {
        guard unit == "mg/mL", let millilitres else { return nil }
        if dose.route == "oral" {
            let bound = ["morphine": 20, "oxycodone": 10][dose.opioid]
            return bound.map { strength >= Rational($0) } ?? false ? .concentrate : nil
        }
        let bound = dose.opioid == "alfentanil" ? try Rational(1, over: 2) : Rational(10)
        return strength > bound && millilitres < .one ? .strongAmpoule : nil
    }
}

extension DoseAnswer.Dose {
    /// Whether a measured dose is one that no measure gives: under 0.2 mL, or 6.6, 13.3 or 14 mg.
    ///
    /// From 2.5 mg up charts have halves of a milligram, from 10 mg up steps of 2.5 mg.
    var isUnmeasurable: Bool {
        get throws {
            let volumes = units.compactMap(\.millilitres)
            guard !volumes.isEmpty else { return false }
            if try volumes.contains(where: { try $0 < Rational(1, over: 5) }) { return true }
            let halves = try Rational(5, over: 2)
            guard formulation != "infusion", amount > halves else { return false }
            let step = amount > Rational(10) ? halves : try Rational(1, over: 2)
            return try !amount.divided(by: step).isWhole
        }
    }
}

extension ChartQuestion.Window {
    /// Whether an amount lies in the window.
    func contains(_ amount: Rational) throws -> Bool {
        let ends = try text.split(separator: " to ").map { try Rational(decimal: String($0)) }
        guard ends.count == 2 else { return false }
        return ends[0] <= amount && amount <= ends[1]
    }
}
