import PainDosing
import Quantities
import ShippedEngine
import TestSupport
import Testing

@Suite("Every proposed dose is one that the program accepts itself")
struct GateTests {
    /// The contradictions that are printed in full; the others are counted.
    private static let mostPrinted = 20

    @Test("Put back as a regimen with the same facts, no proposed dose meets an objection")
    func gate() throws {
        let tables = try Shipped.tables
        let judge = try GateJudge(tables)
        let generator = try GateGenerator(tables)
        let count = PropertyRun.gateCases(short: 2_000)
        var random = PropertyRun.generator("the gate, \(count) questions")
        var tally = GateTally()
        let time = try ContinuousClock().measure {
            for _ in 0..<count {
                let question = try generator.question(using: &random)
                let engine = DosingEngine(tables: tables, policy: question.policy)
                let answer = try question.answer(of: engine)
                tally.count(answer)
                for objection in try judge.contradictions(
                    of: answer.doses, facts: question.facts, policy: question.policy)
                {
                    tally.add(objection, to: question.command)
                }
            }
        }
        tally.print(most: GateTests.mostPrinted, of: count, in: time)
        #expect(tally.total == 0, "\(tally.summary)")
        // A gate that lets nothing through would have no contradictions either.
        #expect(tally.doses * 3 > count, "only \(tally.doses) doses in \(count) answers")
        for role in [ProposedDose.Role.regular, .rescue, .laterRescue, .rapidOnset] {
            #expect((tally.byRole[role] ?? 0) * 33 > count, "\(role) \(tally.byRole)")
        }
    }
}

/// What a run of the gate has found so far.
private struct GateTally {
    private(set) var doses = 0
    private(set) var byRole: [ProposedDose.Role: Int] = [:]
    private var refused = 0
    private var byCode: [String: Int] = [:]
    private var found: [(objection: Contradiction, command: String)] = []

    var total: Int { byCode.values.reduce(0, +) }

    var summary: String {
        byCode.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    }

    mutating func count(_ answer: GateAnswer) {
        doses += answer.doses.count
        if !answer.refusal.isEmpty { refused += 1 }
        for dose in answer.doses { byRole[dose.role, default: 0] += 1 }
    }

    mutating func add(_ objection: Contradiction, to command: String) {
        byCode[objection.code, default: 0] += 1
        found.append((objection, command))
    }

    /// One of each kind first, since a run may hold hundreds of one kind.
    func print(most: Int, of count: Int, in time: Duration) {
        var seen: Set<String> = []
        let first = found.filter { seen.insert($0.objection.code).inserted }
        for (objection, command) in first.prefix(most) {
            Swift.print("contradiction \(objection)\n  \(command)")
        }
        let milliseconds = max(1, time.components.seconds * 1_000)
        Swift.print(
            "gate: \(count) questions, \(refused) refused, \(doses) doses, \(total) "
                + "contradictions, \(Int64(count) * 1_000 / milliseconds) questions/s")
        if total > 0 { Swift.print("by kind: \(summary)") }
    }
}
