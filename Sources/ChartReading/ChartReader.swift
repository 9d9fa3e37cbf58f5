public import PainDiary
public import PainDosing
public import Quantities
import Synchronization

/// Reads regimens as they stand on drug charts of the countries whose words and brands are known.
///
/// The program's own shorthand is read first, word for word as `RegimenShorthand` does; whatever is not
/// plain there is read by the words of `Tables/vocabulary` and the brands of `Tables/products`. Nothing
/// is skipped and nothing guessed: what is not certain is an open point.
public struct ChartReader: RegimenReading {
    private let tables: TableSet
    private let shorthand: RegimenShorthand
    private let country: Country?
    private let known: KnownWords

    /// A reader for the charts of a country; nil reads those of all, and asks where they differ.
    public init(tables: TableSet, country: Country? = nil) {
        self.tables = tables
        self.country = country
        shorthand = RegimenShorthand(tables: tables)
        known = KnownWords(tables, country)
    }

    /// What a regimen says.
    ///
    /// - Throws: `RegimenError` for a text that is empty, too long or no text at all.
    public func reading(_ text: String) throws(RegimenError) -> ReadRegimen {
        if let items = plain(text) { return ReadRegimen(items: items) }
        try Self.check(text)
        return ChartText(text).read(tables, known.lexicon)
    }

    /// The longest regimen that is read, in bytes.
    static let longestText = 2_000

    private static func check(_ text: String) throws(RegimenError) {
        guard text.utf8.count <= longestText else {
            throw RegimenError(
                message: "the regimen has \(text.utf8.count) bytes; at most \(longestText) are read"
            )
        }
        for scalar in text.unicodeScalars {
            let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
            guard isControl, scalar != "\t", scalar != "\n", scalar != "\r" else { continue }
            let code = String(scalar.value, radix: 16, uppercase: true)
            throw RegimenError(
                message:
                    "the character U+\(String(repeating: "0", count: 4 - code.count) + code) can't "
                    + "stand in a regimen")
        }
        guard !text.allSatisfy({ $0.isWhitespace || $0 == ";" || $0 == "," }) else {
            throw RegimenError(
                message:
                    "the regimen is empty; write such as \"morphine MR 30 mg bd; oxycodone IR 5 mg "
                    + "prn x3\"")
        }
    }

    /// The items of the program's own shorthand, if nothing about them is odd; nil for anything else.
    private func plain(_ text: String) -> [RegimenItem]? {
        // What the shorthand can't read is read as a chart.
        guard let items = try? shorthand.items(text) else { return nil }
        return items.allSatisfy { PlainItem(item: $0, tables: tables).isPlain } ? items : nil
    }

    // MARK: RegimenReading

    /// One or more items; what is open is an error here.
    public func items(_ text: String) throws(RegimenError) -> [RegimenItem] {
        let reading = try reading(text)
        if let point = reading.open.first(where: { !$0.isOfRelease }) {
            throw RegimenError(item: point.item, message: point.text)
        }
        guard !reading.items.isEmpty else {
            throw RegimenError(
                message: "no opioid is named: \(reading.setAside.joined(separator: "; "))")
        }
        return reading.items
    }

    /// The opioid that a whole name, brand or code stands for.
    public func knownOpioid(_ name: String) -> OpioidID? {
        shorthand.knownOpioid(name) ?? known.lexicon(ChartText.key(ofWritten: name))?.name?.opioid
    }

    /// Whether a whole name is that of a product which holds a second drug.
    public func isCombinedProduct(_ name: String) -> Bool {
        if shorthand.knownOpioid(name) != nil { return shorthand.isCombinedProduct(name) }
        let brands = known.lexicon(ChartText.key(ofWritten: name))?.name?.brands ?? []
        return brands.contains { $0.companion != nil }
    }

    /// Whether a whole name is that of a drug that is no opioid.
    public func isOtherDrug(_ name: String) -> Bool {
        shorthand.isOtherDrug(name)
            || known.lexicon(ChartText.key(ofWritten: name))?.otherDrug != nil
    }

    /// One dose taken, from structured fields.
    public func dose(
        opioid: String, formulation: String?, route: String?, dose: String
    ) throws(RegimenError) -> (form: OpioidForm, mass: Mass, companion: Companion?) {
        try shorthand.dose(opioid: opioid, formulation: formulation, route: route, dose: dose)
    }

    /// One item from structured fields.
    public func item(
        opioid: String, formulation: String?, route: String?, dose: String, frequency: String?
    ) throws(RegimenError) -> RegimenItem {
        try shorthand.item(
            opioid: opioid, formulation: formulation, route: route, dose: dose, frequency: frequency
        )
    }
}

/// The words and names, put together when a chart first needs them.
private final class KnownWords: Sendable {
    private let made: Mutex<ChartLexicon?> = Mutex(nil)
    private let tables: TableSet
    private let country: Country?

    init(_ tables: TableSet, _ country: Country?) {
        self.tables = tables
        self.country = country
    }

    var lexicon: ChartLexicon {
        made.withLock { made in
            if let made { return made }
            let lexicon = ChartLexicon(tables, country: country)
            made = lexicon
            return lexicon
        }
    }
}
