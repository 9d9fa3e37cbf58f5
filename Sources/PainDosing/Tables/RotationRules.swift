public import Quantities

/// The reduction for incomplete cross-tolerance that a source asks for.
public struct CrossToleranceRule: Hashable, Sendable {
    /// The target the rule is for; nil for every target without a rule of its own.
    public let target: RotationTarget?
    public let standard: Percentage
    public let lowest: Percentage
    public let highest: Percentage
    public let source: SourceID
    public let isVerified: Bool
    public let note: String?

    public init(
        target: RotationTarget?, standard: Percentage, lowest: Percentage, highest: Percentage,
        source: SourceID, isVerified: Bool, note: String?
    ) {
        self.target = target
        self.standard = standard
        self.lowest = lowest
        self.highest = highest
        self.source = source
        self.isVerified = isVerified
        self.note = note
    }
}

/// What a rotation rule is about: an opioid, and a route where that matters.
public struct RotationTarget: Hashable, Sendable {
    public let opioid: OpioidID
    public let route: Route?

    public init(opioid: OpioidID, route: Route?) {
        self.opioid = opioid
        self.route = route
    }
}

/// What to do with the clock when one form of opioid replaces another.
public struct SwitchingTime: Hashable, Sendable {
    /// The formulation that is stopped; nil for any.
    public let from: Formulation?
    /// The opioid that is stopped; nil for any.
    public let fromOpioid: OpioidID?
    /// The formulation that is started; nil for any.
    public let to: Formulation?
    /// What to do, in words.
    public let text: String
    public let source: SourceID
    public let isVerified: Bool

    public init(
        from: Formulation?, fromOpioid: OpioidID?, to: Formulation?, text: String,
        source: SourceID, isVerified: Bool
    ) {
        self.from = from
        self.fromOpioid = fromOpioid
        self.to = to
        self.text = text
        self.source = source
        self.isVerified = isVerified
    }
}

/// A target that no rotation is computed for, with what to do instead.
public struct RotationRefusal: Hashable, Sendable {
    public let target: RotationTarget
    public let reason: String
    public let instead: String
    public let source: SourceID
    public let isVerified: Bool

    public init(
        target: RotationTarget, reason: String, instead: String, source: SourceID, isVerified: Bool
    ) {
        self.target = target
        self.reason = reason
        self.instead = instead
        self.source = source
        self.isVerified = isVerified
    }
}

/// How a patient is switched from one opioid to another.
public struct RotationRules: Hashable, Sendable {
    public let crossTolerance: [CrossToleranceRule]
    public let refusals: [RotationRefusal]
    public let timetable: [SwitchingTime]

    public init(
        crossTolerance: [CrossToleranceRule], refusals: [RotationRefusal],
        timetable: [SwitchingTime]
    ) {
        self.crossTolerance = crossTolerance
        self.refusals = refusals
        self.timetable = timetable
    }
}
