import PainDosing
import ShippedEngine

/// The shipped tables without one effect, or without any.
enum EffectMutant {
    /// The tables without the limits of one code; all other rows stay.
    static func tables(without code: String) throws -> TableSet {
        try tables { $0.code != code }
    }

    /// The tables without any limit.
    static var bare: TableSet {
        get throws { try tables { _ in false } }
    }

    private static func tables(keeping isKept: (SafetyLimit) -> Bool) throws -> TableSet {
        let whole = try Shipped.tables
        return TableSet(
            sha256: whole.sha256, sources: whole.sources, opioids: whole.opioids,
            products: whole.products, conversionSets: whole.conversionSets,
            defaultOrder: whole.defaultOrder, rotation: DeferredTable(whole.rotation),
            breakthrough: whole.breakthrough, limits: whole.limits.filter(isKept),
            comedications: whole.comedications, drugSynonyms: whole.drugSynonyms,
            methadone: DeferredTable(whole.methadone), titration: DeferredTable(whole.titration),
            doubts: DeferredTable(whole.doubts),
            boneMetastases: DeferredTable(whole.boneMetastases))
    }

    /// The codes of the limits that act on what is proposed.
    static var codes: Set<String> {
        get throws {
            Set(
                try Shipped.tables.limits.filter { limit in
                    switch limit.effect {
                    case .avoid, .reduce, .query, .stop: true
                    case .caution, .note: false
                    }
                }.map(\.code))
        }
    }
}

/// The directed questions of one published row, and whether an engine keeps it in them.
struct PublishedQuestion {
    let row: PublishedEffect
    let question: GateQuestion
    /// The same of a patient for whom the row is not.
    let usual: GateQuestion

    static func all(of row: PublishedEffect) throws -> [PublishedQuestion] {
        let about = try row.asked(of: row.patient.facts)
        let usual = try row.asked(of: PatientPattern.usualFacts)
        return zip(about, usual).map {
            PublishedQuestion(row: row, question: $0, usual: $1)
        }
    }

    /// The doses of an engine's answer that are against the row.
    func broken(by tables: TableSet) throws -> [ProposedDose] {
        let engine = DosingEngine(tables: tables, policy: question.policy)
        let doses = try question.answer(of: engine).doses
        guard !doses.isEmpty else { return [] }
        let others = try usual.answer(of: engine).doses
        return try doses.filter { try row.rule.isBroken(by: $0, without: others) }
    }

    /// The codes of the acting limits that speak of a dose, or of the patient.
    func acting(on dose: ProposedDose) throws -> Set<String> {
        let tables = try Shipped.tables
        var policy = question.policy
        policy.order =
            tables.defaultOrder
            + tables.conversionSets.map(\.id).filter { !tables.defaultOrder.contains($0) }
        let engine = DosingEngine(tables: tables, policy: policy)
        let alerts: [Alert]
        switch try engine.omedd(of: dose.beside + [dose.item], facts: question.facts) {
        case .computed(let answer): alerts = answer.alerts
        case .stopped(let refusal): alerts = refusal.alerts
        }
        return Set(alerts.map(\.code)).intersection(try EffectMutant.codes)
    }
}
