public import Quantities

/// The key of a rapid-onset opioid product, such as `effentora-eu`.
public struct RapidOnsetProductID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The `id` of the product in `Tables/breakthrough.yaml`.
    public let name: String

    /// The key as written; whether the tables hold it is not checked.
    public init(_ name: String) {
        self.name = name
    }

    /// The key as written.
    public var description: String { name }

    /// Compares by the key's characters.
    public static func < (left: RapidOnsetProductID, right: RapidOnsetProductID) -> Bool {
        left.name < right.name
    }
}

/// A rapid-onset opioid (ROO) product with the limits of its label.
public struct RapidOnsetProduct: Hashable, Sendable {
    /// The key of the product.
    public let id: RapidOnsetProductID
    /// Brand and form, such as "Effentora (fentanyl buccal tablet, EU)".
    public let title: String
    /// The brand name, as printed on the pack.
    public let brand: String
    /// Where the product is or was sold.
    public let markets: [ProductMarket]
    /// Whether it is shown only to who asks for it by name, since its label was not read.
    public let isByNameOnly: Bool
    /// The opioid, route and formulation.
    public let form: OpioidForm
    /// Every strength, or strength of one spray, smallest first.
    public let strengths: [Mass]
    /// The doses of the labelled titration path, first the start dose; empty where they were not
    /// read, and then no dose of the product is given.
    public let titration: [Mass]
    /// The largest single dose.
    public let maximumDose: Mass
    /// Minutes until the same episode may be treated once more; nil where the label forbids it.
    public let repeatAfterMinutes: Int?
    /// Hours until the next episode may be treated.
    public let minimumIntervalHours: Int
    /// Episodes that may be treated in one day.
    public let maximumEpisodesPerDay: Int
    /// Micrograms of this product for 1 mg of oral morphine in proportional dosing; nil if unsourced.
    public let proportional: ProportionalEquivalence?
    /// Start doses of the label for patients who come from another product; all others begin at its own.
    public let switchStarts: [SwitchStart]
    /// The label that the limits come from.
    public let source: SourceID
    /// How well the weakest figure of the row is known.
    public let evidence: Evidence
    /// A remark on the label that the reader should see.
    public let note: String?
    /// When the label forbids this product or warns of it, besides what holds for all.
    public let contraindications: [Contraindication]

    /// A product as its label describes it; `titration` starts at the labelled dose.
    public init(
        id: RapidOnsetProductID, title: String, brand: String, markets: [ProductMarket],
        isByNameOnly: Bool = false, form: OpioidForm,
        strengths: [Mass], titration: [Mass], maximumDose: Mass, repeatAfterMinutes: Int?,
        minimumIntervalHours: Int, maximumEpisodesPerDay: Int,
        proportional: ProportionalEquivalence?, switchStarts: [SwitchStart] = [],
        source: SourceID, evidence: Evidence, note: String?,
        contraindications: [Contraindication] = []
    ) {
        self.contraindications = contraindications
        self.id = id
        self.title = title
        self.brand = brand
        self.markets = markets
        self.isByNameOnly = isByNameOnly
        self.form = form
        self.strengths = strengths
        self.titration = titration
        self.maximumDose = maximumDose
        self.repeatAfterMinutes = repeatAfterMinutes
        self.minimumIntervalHours = minimumIntervalHours
        self.maximumEpisodesPerDay = maximumEpisodesPerDay
        self.proportional = proportional
        self.switchStarts = switchStarts
        self.source = source
        self.evidence = evidence
        self.note = note
    }

    /// The countries in which the product is or was sold.
    public var countries: Set<Country> {
        markets.reduce(into: []) { $0.formUnion($1.countries) }
    }

    /// What is known of the product in a country; nil where it was never sold, as far as is known.
    public func market(in country: Country) -> ProductMarket? {
        markets.first { $0.countries.contains(country) }
    }
}

/// Whether a product can be had.
public enum MarketStatus: String, CaseIterable, Hashable, Sendable {
    /// It is sold.
    case marketed
    /// It is no longer made or sold; what is left may still be used up.
    case withdrawn
}

/// Where a product is or was sold.
public struct ProductMarket: Hashable, Sendable {
    /// The countries that this holds for.
    public let countries: Set<Country>
    /// Whether it can be had there.
    public let status: MarketStatus
    /// The last day of production of what is withdrawn, as `2024-09-30`; nil where it is not known.
    public let until: String?
    /// The list or notice that says so.
    public let source: SourceID
    /// How well the status is known.
    public let evidence: Evidence

    /// The status in some countries; that `until` is a day is not checked.
    public init(
        countries: Set<Country>, status: MarketStatus, until: String? = nil, source: SourceID,
        evidence: Evidence
    ) {
        self.countries = countries
        self.status = status
        self.until = until
        self.source = source
        self.evidence = evidence
    }
}

/// A condition in which a rapid-onset product is forbidden or warned of; to be ruled out at the bedside.
public struct Contraindication: Hashable, Sendable {
    /// The condition, and what follows from it, in words.
    public let text: String
    /// The label.
    public let source: SourceID
    /// How well the line is known.
    public let evidence: Evidence

    /// One line of a label.
    public init(text: String, source: SourceID, evidence: Evidence) {
        self.text = text
        self.source = source
        self.evidence = evidence
    }
}

/// A labelled start dose for a patient who comes from another rapid-onset product; not an equivalence.
public struct SwitchStart: Hashable, Sendable {
    /// The product that is left.
    public let from: RapidOnsetProductID
    /// The single dose of it that is in use.
    public let dose: Mass
    /// Where the new product starts.
    public let start: Mass
    /// The label.
    public let source: SourceID
    /// How well the line is known.
    public let evidence: Evidence

    /// One line of a label's table of start doses.
    public init(
        from: RapidOnsetProductID, dose: Mass, start: Mass, source: SourceID, evidence: Evidence
    ) {
        self.from = from
        self.dose = dose
        self.start = start
        self.source = source
        self.evidence = evidence
    }
}

/// A published pair of oral morphine and transmucosal fentanyl for proportional dosing.
public struct ProportionalEquivalence: Hashable, Sendable {
    /// The oral morphine of the pair; above zero.
    public let oralMorphine: Mass
    /// The transmucosal fentanyl of the pair, for this product only; above zero.
    public let rapidOnset: Mass
    /// The publication of the pair.
    public let source: SourceID
    /// How well the pair is known.
    public let evidence: Evidence

    /// A published pair; it leads from morphine to the product and is not to be reversed.
    public init(oralMorphine: Mass, rapidOnset: Mass, source: SourceID, evidence: Evidence) {
        self.oralMorphine = oralMorphine
        self.rapidOnset = rapidOnset
        self.source = source
        self.evidence = evidence
    }
}

/// A published ratio of oral morphine and transmucosal fentanyl that makes no dose here, but is shown
/// beside the one that does.
public struct PublishedRatio: Hashable, Sendable {
    /// The oral morphine for `rapidOnset`, as a window where a window is printed; above zero.
    public let oralMorphine: ClosedRange<Mass>
    /// The transmucosal fentanyl of the pair; above zero.
    public let rapidOnset: Mass
    /// What it is published for, such as "sublingual and nasal, Norway".
    public let scope: String
    /// The publication of the ratio.
    public let source: SourceID
    /// How well the ratio is known.
    public let evidence: Evidence

    /// A published ratio; it leads from morphine to fentanyl and is not to be reversed.
    public init(
        oralMorphine: ClosedRange<Mass>, rapidOnset: Mass, scope: String, source: SourceID,
        evidence: Evidence
    ) {
        self.oralMorphine = oralMorphine
        self.rapidOnset = rapidOnset
        self.scope = scope
        self.source = source
        self.evidence = evidence
    }
}

/// What a publication says of the first rapid-onset dose.
public struct FirstDoseAdvice: Hashable, Sendable {
    /// The advice, in one sentence.
    public let text: String
    /// The publication.
    public let source: SourceID
    /// How well the line is known.
    public let evidence: Evidence

    /// A line of advice.
    public init(text: String, source: SourceID, evidence: Evidence) {
        self.text = text
        self.source = source
        self.evidence = evidence
    }
}
