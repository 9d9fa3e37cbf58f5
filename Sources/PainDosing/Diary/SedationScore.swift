/// How sedated the patient is, on a named scale.
public struct SedationScore: Hashable, Sendable {
    /// The scale.
    public let scale: SedationScale
    /// The step of the scale.
    ///
    /// POSS: 1 to 4, and 0 for S (asleep, easy to rouse). RASS-PAL: -5 to 4.
    public let score: Int

    /// Nil for a score that the scale does not have.
    public init?(scale: SedationScale, score: Int) {
        guard SedationScore.scores(of: scale).contains(score) else { return nil }
        self.scale = scale
        self.score = score
    }

    /// The scores of a scale.
    public static func scores(of scale: SedationScale) -> ClosedRange<Int> {
        switch scale {
        case .poss: 0...4
        case .rassPAL: -5...4
        }
    }
}
