import Quantities

extension SafetyLimit {
    /// What the limit bounds a proposal to; nil for every other effect.
    var reduction: LimitReduction? {
        if case .reduce(let reduction) = effect { return reduction }
        return nil
    }

    /// The most in 24 hours that it leaves.
    var dailyMaximum: DailyDose? { reduction?.dailyMaximum }

    /// The shortest time between two doses that it leaves, in hours.
    var shortestInterval: Int? { reduction?.everyHours }

    /// Which step of a trace the reduction is.
    var adjustmentKind: AdjustmentKind { condition.adjustmentKind }
}

extension [SafetyLimit] {
    /// Of each kind the limit that leaves the smallest share, in the order of the kinds.
    ///
    /// Kidneys and liver are one kind: what is printed for one of them is not printed for both
    /// together, so that only the larger reduction is taken.
    var strongest: [SafetyLimit] {
        AdjustmentKind.allCases.compactMap { kind in
            filter { $0.adjustmentKind == kind && $0.reduction?.share != nil }
                .min {
                    ($0.reduction?.share?.lowerBound ?? .one)
                        < ($1.reduction?.share?.lowerBound ?? .one)
                }
        }
    }
}

extension LimitCondition {
    fileprivate var adjustmentKind: AdjustmentKind {
        switch self {
        case .frailty, .ageAbove, .cachexia, .weightBelow: .frailty
        case .comedication: .interaction
        case .toxicity, .adverseEffect: .toxicity
        case .all(let parts):
            parts.lazy.map(\.adjustmentKind).first { $0 != .organFunction } ?? .organFunction
        default: .organFunction
        }
    }
}
