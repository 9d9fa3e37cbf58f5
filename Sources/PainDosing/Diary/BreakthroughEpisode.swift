public import Quantities

/// One episode of breakthrough cancer pain (BTcP); nil is not known.
public struct BreakthroughEpisode: Hashable, Sendable {
    /// When it began.
    public let at: Instant
    /// The pain at its worst, on the numeric rating scale.
    public let peak: PainScore?
    /// What set it off.
    public let trigger: EpisodeTrigger?
    /// The rescue dose taken for it; counts as a dose taken.
    ///
    /// Nil when none is recorded.
    public let rescue: TakenDose?
    /// The pain 30 minutes after the rescue dose.
    public let after30Minutes: PainScore?

    /// An episode of which all but the time may be unknown.
    public init(
        at: Instant, peak: PainScore? = nil, trigger: EpisodeTrigger? = nil,
        rescue: TakenDose? = nil, after30Minutes: PainScore? = nil
    ) {
        self.at = at
        self.peak = peak
        self.trigger = trigger
        self.rescue = rescue
        self.after30Minutes = after30Minutes
    }

    /// The share of the peak by which the pain fell within 30 minutes; below 0 where it rose, nil
    /// where a score is not known or the peak is 0.
    var fall: Rational? {
        get throws(QuantityError) {
            guard let peak, let after30Minutes, peak.value > 0 else { return nil }
            return try Rational(
                Int128(peak.value - after30Minutes.value), over: Int128(peak.value))
        }
    }
}
