public import Quantities

/// When an entry does not fit the patient's last ones, so that no dose is derived from it until a
/// person has confirmed it.
///
/// All sums are oral morphine equivalents of the regular opioids in 24 hours.
public struct DoubtRules: Hashable, Sendable {
    /// The largest rise that is not asked about, by background pain; the first row holds from 0 on.
    public let rises: [RiseBound]
    /// A rise of no more than this is never asked about, whatever share it is.
    public let smallRise: SourcedLimit<OMEDD>
    /// The most that is started at once where the last entry says that no opioid is taken.
    public let start: SourcedLimit<OMEDD>
    /// A fall by this share or more is asked about.
    public let fall: SourcedLimit<Percentage>
    /// Shares of the former OMEDD within which another drug with the same milligrams is no question.
    public let sameMilligrams: SourcedLimit<ClosedRange<Rational>>
    /// The same dose so many times as often as before, or as seldom, is asked about.
    public let frequency: SourcedLimit<Rational>
    /// What one rescue dose may be.
    public let rescue: RescueDoubt
    /// Hours that a patch may be worn longer than it lasts before it should have been changed.
    public let patchHours: SourcedLimit<Int>
    /// When the same regimen, written again, settles a question.
    public let repeated: RepeatedRegimen

    /// The rules as a whole; `DosingTables` validates them.
    public init(
        rises: [RiseBound], smallRise: SourcedLimit<OMEDD>, start: SourcedLimit<OMEDD>,
        fall: SourcedLimit<Percentage>, sameMilligrams: SourcedLimit<ClosedRange<Rational>>,
        frequency: SourcedLimit<Rational>, rescue: RescueDoubt, patchHours: SourcedLimit<Int>,
        repeated: RepeatedRegimen
    ) {
        self.rises = rises
        self.smallRise = smallRise
        self.start = start
        self.fall = fall
        self.sameMilligrams = sameMilligrams
        self.frequency = frequency
        self.rescue = rescue
        self.patchHours = patchHours
        self.repeated = repeated
    }

    /// The largest rise at a score of background pain; the lowest row where the score is not known.
    func rise(at pain: PainScore?) -> SourcedLimit<Percentage> {
        let rows = rises.filter { row in pain.map { row.painFrom <= $0 } ?? false }
        return (rows.max { $0.painFrom < $1.painFrom } ?? rises[0]).most
    }
}

/// The largest rise from some background pain on.
public struct RiseBound: Hashable, Sendable {
    /// The lowest score of background pain that the row is for.
    public let painFrom: PainScore
    /// The rise, in percent of the last dose, that is not asked about.
    public let most: SourcedLimit<Percentage>

    /// A row; the bound is included in what is not asked about.
    public init(painFrom: PainScore, most: SourcedLimit<Percentage>) {
        self.painFrom = painFrom
        self.most = most
    }
}

/// What one rescue dose may be before it is asked about.
public struct RescueDoubt: Hashable, Sendable {
    /// So many times the rescue dose that the regular opioid gives.
    public let times: Rational
    /// No dose up to this is asked about.
    public let smallest: OMEDD
    /// The publication.
    public let source: SourceID

    /// A bound on rescue doses; both parts have to be passed.
    public init(times: Rational, smallest: OMEDD, source: SourceID) {
        self.times = times
        self.smallest = smallest
        self.source = source
    }
}

/// When a later entry with the same regimen settles a question about a rise, a fall or a frequency.
public struct RepeatedRegimen: Hashable, Sendable {
    /// Hours after the entry that was asked about.
    public let hours: Int
    /// The OMEDD may have risen to no more than so many times what it was.
    public let upToTimes: Rational
    /// The publication.
    public let source: SourceID

    /// A policy on repeated regimens; hours of 1 or more.
    public init(hours: Int, upToTimes: Rational, source: SourceID) {
        self.hours = hours
        self.upToTimes = upToTimes
        self.source = source
    }
}
