import PainDosing
import Quantities
import TableText

/// A row of `policies` in `titration.yaml`.
enum TitrationPolicyRow {
    /// The policy; nil after a fault.
    static func read(_ reader: inout NodeReader, in catalogue: Catalogue) -> TitrationPolicy? {
        let id = reader.identifier("id")
        let title = reader.text("title")
        let rescues = reader.optionalWhole("rescuesFrom", in: 1...24)
        let countsPain = reader.flag("persistentPain")
        let incident = reader.word("incidentDoses", of: IncidentDoses.self)
        let byRescue = reader.flag("byRescue")
        let percents = reader.list("percent") { percent(&$0) }
        let source = reader.source(in: catalogue)
        let evidence = reader.evidence()
        guard let id, let title, let countsPain, let incident, let byRescue, let source,
            let evidence
        else { return nil }
        let scores = percents.map(\.painFrom)
        if zip(scores, scores.dropFirst()).contains(where: { $0 >= $1 }) {
            reader.fault("'percent' has to go from the lowest 'painFrom' up, none twice")
        }
        if let first = scores.first, first.value > 0 {
            reader.fault("'percent' has to begin with 'painFrom: 0'")
        }
        return TitrationPolicy(
            id: TitrationPolicyID(id), title: title, rescuesFrom: rescues,
            countsPersistentPain: countsPain, incidentDoses: incident, raisesByRescue: byRescue,
            percents: percents, source: source, evidence: evidence)
    }

    private static func percent(_ reader: inout NodeReader) -> PercentIncrease? {
        let score = TitrationFile.score("painFrom", &reader)
        let lowest = reader.percentage("lowest")
        let highest = reader.percentage("highest")
        guard let score, let lowest, let highest else { return nil }
        if lowest > highest { reader.fault("'lowest' has to be no more than 'highest'") }
        return PercentIncrease(painFrom: score, lowest: lowest, highest: highest)
    }
}
