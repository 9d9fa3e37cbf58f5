/// Rescue doses of 24 hours by what they were taken for.
public struct RescueTally: Hashable, Sendable {
    /// How many were taken for each trigger; one that is missing here had none.
    public let byTrigger: [EpisodeTrigger: Int]
    /// How many have no trigger recorded, those among them that the regimen only counts.
    public let withoutTrigger: Int

    /// All of them.
    public var total: Int { byTrigger.values.reduce(withoutTrigger, +) }
}

extension DiaryCourse {
    /// The rescue doses of the 24 hours before an entry, as its assessment counts them; nil where
    /// none of these hours' entries says anything of any.
    public func rescueDoses(before recorded: RecordedEntry) -> RescueTally? {
        let picture = DiaryPicture(of: recorded, in: self)
        guard picture.saysRescueDoses else { return nil }
        let triggers = picture.listedDoses.map(\.value.trigger)
        let counted = picture.countedItems.reduce(0) { sum, item in
            if case .taken(_, let count) = item.amount { sum + count } else { sum }
        }
        return RescueTally(
            byTrigger: triggers.compactMap(\.self).reduce(into: [:]) { $0[$1, default: 0] += 1 },
            withoutTrigger: counted + triggers.count { $0 == nil })
    }
}

extension DiaryPicture {
    /// Whether the entries of the last 24 hours say anything of rescue doses, if only that none was
    /// taken.
    var saysRescueDoses: Bool {
        !countedItems.isEmpty
            || entries(hours: 24).contains { $0.entry.episodes != nil || $0.entry.taken != nil }
    }
}
