import PainDiary
import PainDosing
import Quantities
import StrictJSON

/// What came of a question: the proposed doses, or the reasons for none.
struct GateAnswer {
    var doses: [ProposedDose] = []
    /// The stops and queries of a refusal; empty where there is an answer.
    var refusal: [Alert] = []
    /// The alerts beside an answer.
    var alerts: [Alert] = []
}

/// One question about a patient, as a command could ask it.
struct GateQuestion {
    /// Which dose is asked for.
    enum Kind {
        case rotation(to: OpioidForm)
        case breakthrough(PainPicture, product: RapidOnsetProductID? = nil)
        /// The diary so far; the last entry is assessed.
        case assessment([RecordedEntry])
    }

    let kind: Kind
    let items: [RegimenItem]
    let facts: PatientFacts
    let policy: DosingPolicy

    /// What the engine says.
    func answer(of engine: DosingEngine) throws -> GateAnswer {
        switch kind {
        case .rotation(let form):
            try GateAnswer(
                engine.rotation(of: items, to: RotationTo(form: form), facts: facts),
                doses: \.proposed, alerts: \.alerts)
        case .breakthrough(let pain, let product):
            try GateAnswer(
                engine.breakthrough(for: items, pain: pain, facts: facts, product: product),
                doses: { $0.proposed(beside: items) }, alerts: \.alerts)
        case .assessment(let entries):
            if let last = entries.last {
                try GateAnswer(
                    engine.assessment(of: last, in: DiaryCourse(entries)),
                    doses: { $0.proposed(beside: items) }, alerts: \.alerts)
            } else {
                GateAnswer()
            }
        }
    }

    /// The command that asks it, or why it can't be typed; a diary is written out for a file.
    var command: String {
        do {
            return try typed()
        } catch {
            return "no command, since \(error)"
        }
    }

    private func typed() throws -> String {
        var words: [String]
        switch kind {
        case .rotation(let form):
            words = ["rotate", RegimenLine.text(items), "--to", RegimenLine.text(form)]
        case .breakthrough(let pain, let product):
            words = ["breakthrough", RegimenLine.text(items)]
            for (option, value) in [
                ("--background", pain.background?.value), ("--goal", pain.goal?.value),
                ("--peak", pain.peak?.value), ("--episodes", pain.episodes),
            ] {
                if let value { words += [option, String(value)] }
            }
            if let product { words += ["--product", product.name] }
        case .assessment(let entries):
            let diaries = try entries.map { try NativeDiary.encode($0.entry).text() }
            return "paincalc assess" + siteWords + " of " + diaries.joined(separator: " and ")
        }
        return "paincalc " + (words + facts.commandArguments).shellText + siteWords
    }

    private var siteWords: String {
        let site = policy.country == .unitedKingdom ? "" : " --site \(policy.country.rawValue)"
        let tables = policy.spread == .conservative ? "" : " --spread \(policy.spread.rawValue)"
        let first =
            policy.firstDose == .proportional ? "" : " --first-dose \(policy.firstDose.rawValue)"
        let stock = policy.formulary.concentrates.isEmpty ? "" : " # stocks concentrates"
        return site.lowercased() + tables + first + stock
    }
}

extension GateAnswer {
    fileprivate init<Value>(
        _ outcome: Outcome<Value>, doses: (Value) -> [ProposedDose], alerts: (Value) -> [Alert]
    ) {
        switch outcome {
        case .computed(let value): self.init(doses: doses(value), alerts: alerts(value))
        case .stopped(let refusal): self.init(refusal: refusal.alerts)
        }
    }
}
