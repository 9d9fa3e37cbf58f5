public import PainDosing
public import Quantities

/// Reads a regimen as people write it: `morphine MR 30 mg bd; fentanyl patch 25 mcg/h`.
///
/// Nothing is assumed for a missing unit, frequency, count, route or form: what is not said and has
/// more than one possible meaning is asked for.
///
/// A combined product is named with the strength on its pack: `co-codamol 30/500 2 tablets qds`. The
/// strength is that of one tablet, so that one is meant where no number of tablets is given.
public struct RegimenShorthand: RegimenReading {
    let tables: TableSet
    let names: NameIndex
    private let recent = RecentRegimen()

    /// A reader that knows the names, brands and codes of these tables.
    public init(tables: TableSet) {
        self.tables = tables
        names = NameIndex(tables)
    }

    /// The items of a regimen, in the order written; two equal items stay two items.
    ///
    /// - Throws: `RegimenError` naming the item, the words and what is accepted.
    public func items(_ shorthand: String) throws(RegimenError) -> [RegimenItem] {
        try recent.items(shorthand) { text throws(RegimenError) in try read(text) }
    }

    private func read(_ shorthand: String) throws(RegimenError) -> [RegimenItem] {
        var items: [RegimenItem] = []
        for (index, text) in try RegimenTokens.items(in: shorthand).enumerated() {
            do throws(RegimenError) {
                var parser = RegimenItemParser(tokens: try RegimenTokens.tokens(of: text), self)
                items.append(try parser.item())
            } catch {
                throw error.at(item: index + 1)
            }
        }
        return items
    }

    /// The opioid that a name, brand or code stands for.
    ///
    /// - Throws: `RegimenError` with likely names for an unknown one.
    public func opioid(_ name: String) throws(RegimenError) -> OpioidID {
        guard let known = names(name) else { throw RegimenItemParser.unknownName(name, names) }
        return known.opioid
    }

    /// The opioid that a name, brand or code stands for, if it is one.
    public func knownOpioid(_ name: String) -> OpioidID? { names(name)?.opioid }

    /// Whether a name is that of a combined product, whatever its capitals.
    public func isCombinedProduct(_ name: String) -> Bool {
        names(name)?.lines.contains(where: \.isCombined) ?? false
    }

    /// Whether a name is that of a drug in the lists of other drugs, whatever its capitals.
    public func isOtherDrug(_ name: String) -> Bool {
        let name = name.lowercased()
        return tables.comedications.contains { $0.drugs.contains(name) }
    }

    /// A target of a rotation: drug, route and form without a dose, such as `oxycodone oral MR`.
    ///
    /// A brand leads to its own product lines and interval. Where no form is named, the usual regular
    /// one of the country's products is taken and marked as assumed; a pump without a drug goes on with
    /// the one opioid of the regimen.
    ///
    /// - Parameters:
    ///   - shorthand: the words, such as `Jurnista`, `oxycodone` or `syringe driver`.
    ///   - items: the regimen that is to be replaced.
    ///   - country: the country whose products settle what is usual.
    /// - Throws: `RegimenError`.
    public func target(
        _ shorthand: String, replacing items: [RegimenItem] = [],
        in country: Country = .unitedKingdom
    ) throws(RegimenError) -> RotationTo {
        guard !shorthand.allSatisfy(\.isWhitespace) else { throw RegimenShorthand.oneTarget }
        let texts = try RegimenTokens.items(in: shorthand)
        guard texts.count == 1, let text = texts.first else { throw RegimenShorthand.oneTarget }
        var parser = RegimenItemParser(
            tokens: try RegimenTokens.tokens(of: text), self, isTarget: true)
        return try parser.target(RotationSetting(items: items, country: country))
    }

    private static let oneTarget = RegimenError(
        message: "name one target, such as \"oxycodone MR\"")

    /// The form that an opioid, brand or code is meant in, from structured fields.
    ///
    /// - Throws: `RegimenError`.
    public func form(
        opioid: String, formulation: String?, route: String?
    ) throws(RegimenError) -> OpioidForm {
        guard names(opioid) != nil else { throw RegimenItemParser.unknownName(opioid, names) }
        let text = [opioid, formulation, route].compactMap(\.self).joined(separator: " ")
        let items = try RegimenTokens.items(in: text)
        guard items.count == 1, let item = items.first else {
            throw RegimenError(message: "a field holds more than one item")
        }
        var parser = RegimenItemParser(tokens: try RegimenTokens.tokens(of: item), self)
        return try parser.formAlone()
    }

    /// How many doses in 24 hours words say, such as `bd`, `every 12 h` or `prn x3`.
    ///
    /// - Throws: `RegimenError` for words that say anything else.
    public func dosesPerDay(_ frequency: String) throws(RegimenError) -> Rational {
        let items = try RegimenTokens.items(in: frequency)
        if items.count == 1, let item = items.first {
            var parser = RegimenItemParser(tokens: try RegimenTokens.tokens(of: item), self)
            if let count = parser.dosesPerDay() { return count }
        }
        throw RegimenError(
            message: "\"\(frequency)\" is no frequency; write such as od, bd, tds, qds, q4h, "
                + "every 12 h, or prn x3 for doses taken as needed in 24 hours")
    }

    /// Whether a word is a unit that a dose can be written in.
    public static func isUnit(_ word: String) -> Bool { DoseUnit.words[word.lowercased()] != nil }

    /// The units of doses, as messages list them.
    public static var acceptedUnits: String { DoseUnit.accepted }

    /// One structured regimen item; `frequency` is nil for a patch or an infusion.
    ///
    /// - Throws: `RegimenError`.
    public func item(
        opioid: String, formulation: String?, route: String?, dose: String, frequency: String?
    ) throws(RegimenError) -> RegimenItem {
        try single([opioid, formulation, route, dose, frequency], reads: opioid)
    }

    /// One dose taken, from structured fields.
    ///
    /// - Throws: `RegimenError`.
    public func dose(
        opioid: String, formulation: String?, route: String?, dose: String
    ) throws(RegimenError) -> (form: OpioidForm, mass: Mass, companion: Companion?) {
        let item = try single([opioid, formulation, route, dose, "x1"], reads: opioid)
        guard case .taken(let mass, 1) = item.amount else {
            throw RegimenError(message: "\"\(dose)\" is not a single dose; write such as 5 mg")
        }
        return (item.form, mass, item.companion)
    }

    private func single(
        _ fields: [String?], reads opioid: String
    ) throws(RegimenError) -> RegimenItem {
        // A field that holds the words of another would be read twice or override it.
        guard names(opioid) != nil else {
            throw RegimenItemParser.unknownName(opioid, names)
        }
        let items = try items(fields.compactMap(\.self).joined(separator: " "))
        guard items.count == 1, let item = items.first else {
            throw RegimenError(message: "a field holds more than one item")
        }
        return item
    }
}
