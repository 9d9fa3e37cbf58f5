import PainDosing

/// What a rescue dose was taken for, as the charts tell them apart.
enum RescueKind: CaseIterable {
    case spontaneous
    case incident
    case endOfDose
    case notRecorded

    var words: String {
        switch self {
        case .spontaneous: "spontaneous pain"
        case .incident: "incident pain"
        case .endOfDose: "end of a dose"
        case .notRecorded: "trigger not recorded"
        }
    }

    /// How many of a day's doses are of this kind.
    func count(in tally: RescueTally) -> Int {
        switch self {
        case .spontaneous: tally.byTrigger[.spontaneous] ?? 0
        case .incident: tally.byTrigger[.incident] ?? 0
        case .endOfDose: tally.byTrigger[.endOfDose] ?? 0
        case .notRecorded: tally.withoutTrigger
        }
    }
}

extension RescueKind {
    var fill: FillPattern {
        switch self {
        case .spontaneous: .solid
        case .incident: .diagonal
        case .endOfDose: .dots
        case .notRecorded: .plain
        }
    }
}
