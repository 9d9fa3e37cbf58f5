public import PainDosing
public import Quantities

/// Turns the words of a regimen into items, with the drugs and products of the tables.
public protocol RegimenReading: Sendable {
    /// The opioid that a whole name, brand or code stands for, a code being written `rxnorm:7052` or
    /// `atc:N02AA01`; nil for any other text.
    func knownOpioid(_ name: String) -> OpioidID?

    /// Whether a whole name is that of a product which holds a second drug, such as co-codamol.
    func isCombinedProduct(_ name: String) -> Bool

    /// Whether a whole name is that of a drug which the tables list among those that are no opioids.
    func isOtherDrug(_ name: String) -> Bool

    /// One or more items in shorthand, separated by `;`.
    ///
    /// - Throws: `RegimenError`.
    func items(_ shorthand: String) throws(RegimenError) -> [RegimenItem]

    /// A single dose taken, such as `5 mg`, with the second ingredient of a combined product;
    /// formulation and route may be left out where the drug leaves no choice.
    ///
    /// - Throws: `RegimenError`.
    func dose(
        opioid: String, formulation: String?, route: String?, dose: String
    ) throws(RegimenError) -> (form: OpioidForm, mass: Mass, companion: Companion?)

    /// One item from its parts; `frequency` is nil for a patch or an infusion.
    ///
    /// - Throws: `RegimenError`.
    func item(
        opioid: String, formulation: String?, route: String?, dose: String, frequency: String?
    ) throws(RegimenError) -> RegimenItem
}
