public import Quantities

/// What a word of a drug chart may mean; one word may have several meanings.
public enum ChartMeaning: String, CaseIterable, Hashable, Sendable {
    // Units.
    case milligram, microgram, gram, millilitre, percent, hour, minute, day, week
    // Routes.
    case oral, tube, subcutaneous, intravenous, intramuscular, sublingual, buccal, nasal, rectal
    case transdermal, spinal
    // Release and form.
    case modified, immediate, tablet, capsule, sachet, ampoule, injection, suppository, liquid, drop
    case piece, patch, sublingualTablet, buccalTablet, film, lozenge, spray, nasalSpray
    // How often.
    case onceDaily, twiceDaily, threeTimesDaily, fourTimesDaily, twiceWeekly, weekly, alternateDays
    case everyThirdDay, everyFourthDay, everySeventhDay, every, hourly, times, perDay, perWeek
    case morning, noon, afternoon, evening, night
    // As needed, and how many were taken.
    case asNeeded, limit, taken
    // Pumps.
    case pump, driver, venousPump, patientPump, continuous, basal, bolus, over
    // What can't be computed without a question.
    case stopped, changed, or
    // Between the other words.
    case and, rangeTo, half, one, two, three, four
    /// Says nothing about the dose; the list is closed.
    case skip
    /// The maker of a generic product.
    case company
}

/// The words of drug charts in one language.
public struct ChartVocabulary: Hashable, Sendable {
    /// ISO 639 code.
    public let language: String
    /// Where charts are written in it.
    public let countries: Set<Country>
    /// The words of each meaning, as they are written.
    public let words: [ChartMeaning: [String]]
    /// Generic names of opioids.
    public let names: [OpioidID: [String]]
    /// Opioids that no table has a figure for.
    public let otherOpioids: [String]
    /// Drugs that are no opioids, by their English generic names.
    public let otherDrugs: [String: [String]]

    /// The words of one language.
    public init(
        language: String, countries: Set<Country>, words: [ChartMeaning: [String]],
        names: [OpioidID: [String]], otherOpioids: [String], otherDrugs: [String: [String]]
    ) {
        self.language = language
        self.countries = countries
        self.words = words
        self.names = names
        self.otherOpioids = otherOpioids
        self.otherDrugs = otherDrugs
    }
}

/// What the number of a brand's strength counts.
public enum ChartStrengthUnit: String, CaseIterable, Hashable, Sendable {
    case milligram = "mg"
    case microgram
    case microgramPerHour = "microgram/h"
    case milligramPerMillilitre = "mg/mL"
}

/// One strength of a brand as printed, the opioid first.
public struct ChartStrength: Hashable, Sendable {
    /// The opioid in the unit of the brand.
    public let opioid: Rational
    /// The second drug of a combined product in milligrams.
    public let companion: Rational?

    /// A strength; the unit stands with the brand.
    public init(opioid: Rational, companion: Rational? = nil) {
        self.opioid = opioid
        self.companion = companion
    }
}

/// What one brand name holds in one country.
public struct ChartBrand: Hashable, Sendable {
    /// As printed first, then other ways to write it.
    public let names: [String]
    /// The country whose charts mean this by the name.
    public let country: Country
    /// The opioid.
    public let opioid: OpioidID
    /// The form; an injection may run in a pump as well.
    public let formulation: Formulation
    /// The English name of the second drug of a combined product.
    public let companion: String?
    /// Smallest first; empty where none is known.
    public let strengths: [ChartStrength]
    /// What the strengths count.
    public let unit: ChartStrengthUnit
    /// Hours between doses or patches, the label's first, then others in use; empty where it varies.
    public let hours: [Int]
    /// What one drop holds, in milligrams.
    public let milligramsPerDrop: Rational?
    /// Where the row was found.
    public let source: SourceID
    /// False where it is from memory and has yet to be checked.
    public let evidence: Evidence

    /// A brand of a country.
    public init(
        names: [String], country: Country, opioid: OpioidID, formulation: Formulation,
        companion: String?, strengths: [ChartStrength], unit: ChartStrengthUnit, hours: [Int],
        milligramsPerDrop: Rational?, source: SourceID, evidence: Evidence
    ) {
        self.names = names
        self.country = country
        self.opioid = opioid
        self.formulation = formulation
        self.companion = companion
        self.strengths = strengths
        self.unit = unit
        self.hours = hours
        self.milligramsPerDrop = milligramsPerDrop
        self.source = source
        self.evidence = evidence
    }
}

/// The words and brands of drug charts, each file read when it is first asked for.
public struct ChartTables: Sendable {
    private let languages: [DeferredTable<ChartVocabulary>]
    private let products: [Country: DeferredTable<[ChartBrand]>]

    /// What the files of `Tables/vocabulary` and `Tables/products` give; empty for older tables.
    public init(
        vocabularies: [DeferredTable<ChartVocabulary>] = [],
        brands: [Country: DeferredTable<[ChartBrand]>] = [:]
    ) {
        languages = vocabularies
        products = brands
    }

    /// Every language, in the order of the files.
    public var vocabularies: [ChartVocabulary] { languages.map(\.value) }

    /// The countries whose brands are known.
    public var countries: [Country] { products.keys.sorted() }

    /// The brands of a country; none where no list is known.
    public func brands(of country: Country) -> [ChartBrand] { products[country]?.value ?? [] }
}
