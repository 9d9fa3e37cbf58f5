import PainDiary
import PainDosing
import Quantities
import Synchronization

/// Reads regimens as another does, and remembers what was read lately: a patient's entries mostly say
/// the same as the one before.
///
/// Equal regimens then share their memory too. Only ASCII is remembered, since other texts can be equal
/// as strings although their bytes differ, and may then be read differently.
final class RememberedRegimens: RegimenReading {
    /// A single dose as it was asked for.
    private struct DoseText: Hashable {
        let opioid: String
        let formulation: String?
        let route: String?
        let dose: String

        private var words: [String] { [opioid, formulation, route, dose].compactMap(\.self) }
        var weight: Int { words.reduce(0) { $0 + $1.utf8.count } }
        var isASCII: Bool { words.allSatisfy(\.isASCII) }
    }

    private typealias Dose = (form: OpioidForm, mass: Mass, companion: Companion?)

    private struct Known {
        var items = RecentlyUsed<String, [RegimenItem]>(capacity: RememberedRegimens.capacity)
        var doses = RecentlyUsed<DoseText, Dose>(capacity: RememberedRegimens.capacity)
    }

    /// Bytes of text that are remembered of each kind; far more than a ward's regimens have.
    private static let capacity = 64 << 10

    private let reading: any RegimenReading
    private let known = Mutex(Known())

    init(_ reading: any RegimenReading) {
        self.reading = reading
    }

    func items(_ shorthand: String) throws(RegimenError) -> [RegimenItem] {
        guard shorthand.isASCII else { return try reading.items(shorthand) }
        if let items = known.withLock({ $0.items.value(of: shorthand) }) { return items }
        let items = try reading.items(shorthand)
        known.withLock { known in
            // Another thread may have read the same meanwhile.
            guard known.items.value(of: shorthand) == nil else { return }
            known.items.remember(items, weight: shorthand.utf8.count, as: shorthand)
        }
        return items
    }

    func dose(
        opioid: String, formulation: String?, route: String?, dose: String
    ) throws(RegimenError) -> (form: OpioidForm, mass: Mass, companion: Companion?) {
        let text = DoseText(opioid: opioid, formulation: formulation, route: route, dose: dose)
        let isASCII = text.isASCII
        if isASCII, let dose = known.withLock({ $0.doses.value(of: text) }) { return dose }
        let read = try reading.dose(
            opioid: opioid, formulation: formulation, route: route, dose: dose)
        guard isASCII else { return read }
        known.withLock { known in
            guard known.doses.value(of: text) == nil else { return }
            known.doses.remember(read, weight: text.weight, as: text)
        }
        return read
    }

    func item(
        opioid: String, formulation: String?, route: String?, dose: String, frequency: String?
    ) throws(RegimenError) -> RegimenItem {
        try reading.item(
            opioid: opioid, formulation: formulation, route: route, dose: dose,
            frequency: frequency)
    }

    func knownOpioid(_ name: String) -> OpioidID? { reading.knownOpioid(name) }

    func isCombinedProduct(_ name: String) -> Bool { reading.isCombinedProduct(name) }

    func isOtherDrug(_ name: String) -> Bool { reading.isOtherDrug(name) }
}

extension String {
    fileprivate var isASCII: Bool { utf8.allSatisfy { $0 < 0x80 } }
}
