/// What makes the parts of a diary entry contradict each other.
///
/// Indices count from 0.
public enum DiaryEntryFault: Hashable, Sendable {
    /// An episode begins after the entry was recorded.
    case episodeInFuture(episode: Int)
    /// The rescue dose of an episode is taken after the entry was recorded.
    case rescueInFuture(episode: Int)
    /// A dose is taken after the entry was recorded.
    case doseInFuture(taken: Int)
    /// The patch is put on after the entry was recorded.
    case patchInFuture
    /// The rescue dose of an episode is the same as that of an earlier one.
    case rescueListedTwice(episode: Int, earlierEpisode: Int)
    /// A dose is the same as an earlier one of the list.
    case doseListedTwice(taken: Int, earlierTaken: Int)
    /// A dose is the same as the rescue dose of an episode.
    case doseListedAsRescue(taken: Int, episode: Int)
    /// The regimen counts rescue doses, and doses are listed one by one as well.
    case rescueCountedTwice(regimen: Int)
    /// There are more episodes than are read.
    case tooManyEpisodes(Int)
    /// There are more doses than are read.
    case tooManyDoses(Int)
    /// There are more regimen items than are read.
    case tooManyRegimenItems(Int)
    /// There are more confirmations than are read.
    case tooManyConfirmations(Int)
    /// A question of an entry is confirmed twice.
    case confirmedTwice(confirmation: Int, earlierConfirmation: Int)
    /// The entry both replaces and withdraws an earlier one.
    case replacesAndWithdraws
    /// The entry withdraws an earlier one and says something of the patient as well, in these parts.
    case withdrawsAndSays([String])
}

extension DiaryEntryFault: CustomStringConvertible {
    /// One sentence.
    public var description: String {
        switch self {
        case .episodeInFuture:
            "the episode begins after the entry was recorded; correct one of the times"
        case .rescueInFuture:
            "the rescue dose is taken after the entry was recorded; correct one of the times"
        case .doseInFuture:
            "the dose is taken after the entry was recorded; correct one of the times"
        case .patchInFuture:
            "the patch is put on after the entry was recorded; correct one of the times"
        case .rescueListedTwice(_, let earlier):
            "the rescue dose is listed twice: also at episodes[\(earlier)]; "
                + "list each dose once, or one dose of the sum"
        case .doseListedTwice(_, let earlier):
            "the dose is listed twice: also at taken[\(earlier)]; "
                + "list each dose once, or one dose of the sum"
        case .doseListedAsRescue(_, let episode):
            "the dose is listed twice: also as the rescue dose of episodes[\(episode)]; "
                + "list each dose once"
        case .rescueCountedTwice:
            "rescue doses would be counted twice: the regimen counts them, and taken or episodes "
                + "list them one by one; keep one of the two"
        case .tooManyEpisodes(let count):
            "found \(count) episodes; accepted are at most \(DiaryEntry.mostEpisodes)"
        case .tooManyDoses(let count):
            "found \(count) doses taken; accepted are at most \(DiaryEntry.mostTaken)"
        case .tooManyRegimenItems(let count):
            "found \(count) regimen items; accepted are at most \(DiaryEntry.mostRegimenItems)"
        case .tooManyConfirmations(let count):
            "found \(count) confirmations; accepted are at most \(DiaryEntry.mostConfirmations)"
        case .confirmedTwice(_, let earlier):
            "the question is confirmed twice: also at confirms[\(earlier)]; keep one"
        case .replacesAndWithdraws:
            "the entry both replaces and withdraws; keep replaces where it says what is right, "
                + "withdraws where the earlier entry never happened"
        case .withdrawsAndSays(let parts):
            "an entry that withdraws says nothing else of the patient, but "
                + "\(parts.joined(separator: ", ")) \(parts.count == 1 ? "is" : "are") given; write "
                + "an entry of its own for that"
        }
    }
}
