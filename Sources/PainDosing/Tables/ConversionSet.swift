public import Quantities

/// The key of a conversion set, such as `fpm-2020`.
public struct ConversionSetID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The name of the set's file in `Tables/conversion/`, without its ending.
    public let name: String

    /// The key as written; whether the tables hold it is not checked.
    public init(_ name: String) {
        self.name = name
    }

    /// The key as written.
    public var description: String { name }

    /// Compares by the key's characters.
    public static func < (left: ConversionSetID, right: ConversionSetID) -> Bool {
        left.name < right.name
    }
}

/// What the authors of a conversion set made it for.
public enum ConversionPurpose: String, CaseIterable, Hashable, Sendable {
    /// A scale to compare and to alert; its authors say that it is not for converting a patient.
    case exposure
    /// Made for switching a patient from one opioid to another.
    case conversion
}

/// The published figures of one source, whole and unblended.
public struct ConversionSet: Hashable, Sendable {
    /// The key of the set.
    public let id: ConversionSetID
    /// What a pharmacist calls it.
    public let title: String
    /// The publication, as it is to be cited.
    public let citation: String
    /// Where it can be read, if an address is known.
    public let url: String?
    /// The year of the edition; nil where the copy that was read carries none.
    public let year: Int?
    /// Where the source is in use, such as `UK (Scotland)`.
    public let region: String
    /// For which patients and which switches its authors made it, with their reservations.
    public let scope: String
    /// Whether it may lead to a dose or only to an OMEDD for comparison.
    public let purpose: ConversionPurpose
    /// Whether a rotation under the conservative policy is capped by this set as well.
    public let isConsidered: Bool
    /// The published lines; between two forms there is one way or none.
    public let rows: [ConversionRow]
    /// Forms that the source names and gives no factor for, with the reason.
    public let exclusions: [ConversionExclusion]
    /// Pairs that the source prints and that the rows have to give; the tests ask for each.
    public let examples: [ConversionExample]

    /// The figures of one source; they are never blended with those of another.
    public init(
        id: ConversionSetID, title: String, citation: String, url: String?, year: Int?,
        region: String, scope: String, purpose: ConversionPurpose, isConsidered: Bool,
        rows: [ConversionRow], exclusions: [ConversionExclusion],
        examples: [ConversionExample] = []
    ) {
        self.id = id
        self.title = title
        self.citation = citation
        self.url = url
        self.year = year
        self.region = region
        self.scope = scope
        self.purpose = purpose
        self.isConsidered = isConsidered
        self.rows = rows
        self.exclusions = exclusions
        self.examples = examples
    }
}

/// A pair that a source prints: so much of one form equals so much of another.
public struct ConversionExample: Hashable, Sendable {
    /// The form that is converted.
    public let from: ConversionForm
    /// How much of it in a day, or an hour.
    public let amount: DailyAmount
    /// The form that it becomes.
    public let to: ConversionForm
    /// The smallest amount printed.
    public let lowest: DailyAmount
    /// The largest amount printed; the same where the source prints one.
    public let highest: DailyAmount

    /// A printed pair.
    public init(
        from: ConversionForm, amount: DailyAmount, to: ConversionForm, lowest: DailyAmount,
        highest: DailyAmount
    ) {
        self.from = from
        self.amount = amount
        self.to = to
        self.lowest = lowest
        self.highest = highest
    }
}

/// An opioid by a route, and by certain formulations where the source tells them apart.
public struct ConversionForm: Hashable, Sendable {
    /// The opioid.
    public let opioid: OpioidID
    /// The route.
    public let route: Route
    /// The formulations the row is limited to; nil for all that the route allows.
    public let formulations: Set<Formulation>?

    /// A form; without `formulations`, every one that the route allows.
    public init(opioid: OpioidID, route: Route, formulations: Set<Formulation>? = nil) {
        self.opioid = opioid
        self.route = route
        self.formulations = formulations
    }

    /// Morphine by mouth, the reference of OMEDD.
    public static let oralMorphine = ConversionForm(opioid: .morphine, route: .oral)

    /// Whether the row speaks of this form.
    public func covers(_ form: OpioidForm) -> Bool {
        opioid == form.opioid && route == form.route
            && (formulations?.contains(form.formulation) ?? true)
    }
}

/// A form that a source names without giving a figure.
public struct ConversionExclusion: Hashable, Sendable {
    /// The form that is left without a figure.
    public let form: ConversionForm
    /// Why, in the words of the source.
    public let reason: String
    /// The publication.
    public let source: SourceID

    /// A form without a figure; no row of the set may convert from it.
    public init(form: ConversionForm, reason: String, source: SourceID) {
        self.form = form
        self.reason = reason
        self.source = source
    }
}

/// One published line: how an amount of one form becomes an amount of another.
public struct ConversionRow: Hashable, Sendable {
    /// The form that the amount is converted from.
    public let from: ConversionForm
    /// The form that the result is in.
    public let to: ConversionForm
    /// The factor, the bands or the printed steps.
    public let rule: ConversionRule
    /// Whether the source allows the way back as well.
    public let isReversible: Bool
    /// The publication that prints the line.
    public let source: SourceID
    /// How well the figure is known.
    public let evidence: Evidence
    /// A remark of the source that the reader should see.
    public let note: String?

    /// A published line from `from` to `to`; read backwards only if `isReversible`.
    public init(
        from: ConversionForm, to: ConversionForm, rule: ConversionRule, isReversible: Bool,
        source: SourceID, evidence: Evidence, note: String?
    ) {
        self.from = from
        self.to = to
        self.rule = rule
        self.isReversible = isReversible
        self.source = source
        self.evidence = evidence
        self.note = note
    }
}

/// How one amount becomes another.
public enum ConversionRule: Hashable, Sendable {
    /// A factor, or a published window of factors.
    case factor(FactorRange)
    /// A factor that depends on the whole daily amount of the form converted from.
    case bands([DoseBand<FactorRange>])
    /// A printed amount for each range of the amount converted from, such as a patch strength.
    case steps([DoseBand<DailyAmount>])
}

/// One factor, or the ends of a published window; both above zero, `lowest` not above `highest`.
public struct FactorRange: Hashable, Sendable {
    /// The smallest factor; above zero.
    public let lowest: ConversionFactor
    /// The largest factor; not below `lowest`, and in the same units.
    public let highest: ConversionFactor

    /// A published window of factors, both ends included.
    public init(lowest: ConversionFactor, highest: ConversionFactor) {
        self.lowest = lowest
        self.highest = highest
    }

    /// A single factor.
    public init(_ factor: ConversionFactor) {
        self.init(lowest: factor, highest: factor)
    }

    /// Whether the source gives one figure only.
    public var isSingle: Bool { lowest == highest }
}

/// A published multiplier together with the units that it joins.
public struct ConversionFactor: Hashable, Sendable {
    /// The multiplier as published: so many `to` units for one `from` unit; above zero.
    public let value: Rational
    /// The unit that the amount converted from must be in.
    public let from: FactorUnit
    /// The unit that the result is in.
    public let to: FactorUnit

    /// So many `to` units for one `from` unit; the value has to be above zero.
    public init(_ value: Rational, from: FactorUnit, to: FactorUnit) {
        self.value = value
        self.from = from
        self.to = to
    }
}

/// The units in which sources print their factors.
public enum FactorUnit: String, CaseIterable, Hashable, Sendable {
    /// Milligrams in 24 hours.
    case milligrams = "mg"
    /// Micrograms in 24 hours.
    case micrograms = "mcg"
    /// Micrograms per hour, of a patch or an infusion.
    case microgramsPerHour = "mcg/h"
}

/// An amount of one form over a day: a mass, or the rate of a patch.
public enum DailyAmount: Hashable, Sendable {
    case mass(DailyDose)
    case rate(MassRate)
}

/// A range of amounts with what holds in it; the ranges of one row do not overlap, and leave a hole only
/// where their source prints nothing.
public struct DoseBand<Content: Hashable & Sendable>: Hashable, Sendable {
    /// The lower edge.
    public let lower: DailyAmount
    /// The upper edge; nil for no end.
    public let upper: DailyAmount?
    /// Which of the edges belong to the range.
    public let edge: BandEdge
    /// What holds in the range, such as a factor or a printed amount.
    public let content: Content

    /// A range; `edge` says which of its ends are included.
    public init(lower: DailyAmount, upper: DailyAmount?, edge: BandEdge, content: Content) {
        self.lower = lower
        self.upper = upper
        self.edge = edge
        self.content = content
    }
}

/// Which edges of a range belong to it.
public enum BandEdge: Hashable, Sendable {
    /// `lower <= amount < upper`: printed as "60-134, 135-224".
    case lowerIncluded
    /// `lower < amount <= upper`: printed as "> 0-20, > 20-40".
    case upperIncluded
    /// `lower <= amount <= upper`: printed as "6-7" with nothing beside it, or as one amount alone.
    case bothIncluded
}
