import PainDosing
import Quantities
import StrictJSON
import Testing

@Suite("The questions of a ward, by the program itself")
struct ChartQuestionTests {
    @Test("Each is answered or refused as a pharmacist expects", arguments: ChartQuestion.all)
    func question(_ question: ChartQuestion) throws {
        let answer = try DoseAnswer(question.commandLine)
        for fault in try question.faults(of: answer) {
            Issue.record("\(question.id): \(fault). \(answer.command) gave \(answer.words)")
        }
    }

    @Test("All questions are here, each once, but q47, whose dose would have to be rounded up")
    func count() {
        #expect(ChartQuestion.all.count == 46)
        #expect(Set(ChartQuestion.all.map(\.id)).count == 46)
    }
}

extension ChartQuestion: CustomTestStringConvertible {
    var testDescription: String { id }

    /// What a pharmacist would say against an answer.
    func faults(of answer: DoseAnswer) throws -> [String] {
        var faults: [String] = []
        switch kind {
        case .refused(let words):
            let said = (answer.result.errors + answer.alertWords).lowercased()
            if answer.isAnswered { faults.append("a dose came where a refusal was due") }
            if !words.contains(where: { said.contains($0.lowercased()) }) {
                faults.append("none of \(words) is said")
            }
        case .answered:
            guard answer.isAnswered else { return ["no answer came"] }
            faults += try targetFaults(answer) + rescueFaults(answer) + firstDoseFaults(answer)
            faults += wordFaults(answer)
        }
        for code in forbidden where try isMet(code, in: answer) {
            faults.append("forbidden: \(code.rawValue)")
        }
        return faults
    }

    private func targetFaults(_ answer: DoseAnswer) throws -> [String] {
        guard let target else { return [] }
        guard let proposal = answer.proposal else { return ["no dose is proposed"] }
        var faults: [String] = []
        let route: Route =
            switch target.formulation {
            case .patch: .transdermal
            case .infusion: .subcutaneous
            default: .oral
            }
        if proposal.opioid != target.opioid || proposal.route != route.rawValue
            || proposal.formulation != target.formulation.rawValue
        {
            faults.append(
                "expected \(target.opioid) \(target.formulation.rawValue) \(route.rawValue)")
        }
        if !(answer.everyHours.map { target.hours.contains($0) } ?? false) {
            faults.append("expected every \(target.hours) hours")
        }
        if !(try target.perDay.contains(proposal.amount)) {
            faults.append("expected \(target.perDay) a day or hour")
        }
        return faults
    }

    private func rescueFaults(_ answer: DoseAnswer) throws -> [String] {
        guard let rescue else { return [] }
        guard let dose = answer.rescue else { return ["no rescue dose"] }
        var faults: [String] = []
        if !rescue.opioids.contains(dose.opioid) {
            faults.append("expected a rescue of \(rescue.opioids)")
        }
        if let route = rescue.route, dose.route != route.rawValue {
            faults.append("expected the rescue by the \(route.rawValue) route")
        }
        if let window = rescue.dose, try !window.contains(dose.amount) {
            faults.append("expected a rescue of \(window)")
        }
        let times = answer.json?["rescue"] ?? answer.json?["immediateRelease"]
        for key in ["everyHours", "maximumPerDay", "callAfter"] where times?[key] == nil {
            faults.append("the rescue has no \(key)")
        }
        return faults
    }

    private func firstDoseFaults(_ answer: DoseAnswer) throws -> [String] {
        guard let firstDose else { return [] }
        guard let option = answer.option(firstDose.brand), let dose = answer.number(option["dose"])
        else { return ["no first dose of \(firstDose.brand)"] }
        var faults: [String] = []
        if try !firstDose.dose.contains(dose) { faults.append("expected \(firstDose.dose)") }
        if option["maxPerDay"]?.numberText != "\(firstDose.episodes)" {
            faults.append("expected at most \(firstDose.episodes) episodes a day")
        }
        return faults
    }

    private func wordFaults(_ answer: DoseAnswer) -> [String] {
        guard let first = words.first else { return [] }
        let said = answer.alertWords.lowercased()
        let others = words.dropFirst()
        guard said.contains(first), others.isEmpty || others.contains(where: { said.contains($0) })
        else { return ["the alerts don't say \(first) and one of \(Array(others))"] }
        return []
    }

    private func isMet(_ code: Forbidden, in answer: DoseAnswer) throws -> Bool {
        let doses = [answer.proposal, answer.rescue].compactMap(\.self)
        switch code {
        case .concentrate, .strongAmpoule:
            return try doses.contains { dose in
                try dose.units.contains { try $0.isTooStrong(for: dose) == code }
            }
        case .unmeasurable: return try doses.contains { try $0.isUnmeasurable }
        case .otherLine:
            if let line = target?.line, let proposal = answer.proposal {
                return try !proposal.units.allSatisfy { try $0.isOfLine(branded: line) }
            }
            guard let brand = firstDose?.brand else { return false }
            return !answer.options.allSatisfy { $0["title"]?.text?.contains(brand) ?? false }
        case .otherDrugRescue:
            let named = [target?.opioid] + sources
            guard let rescue = answer.rescue, !named.contains(rescue.opioid) else { return false }
            return !answer.alertWords.contains("rescue")
        case .morphineRenal: return isMorphineForKidneys(doses, answer)
        case .crossToleranceSameDrug:
            return answer.number(answer.json?["reductionPercent"]).map { $0 != .zero } ?? false
        case .rapidOnsetFirst:
            guard !answer.options.isEmpty else { return false }
            return answer.rescue == nil || answer.json?["eligible"]?.flag != true
        case .combinedTarget: return answer.proposal != nil
        case .methadoneFactor: return doses.contains { $0.opioid == "methadone" }
        }
    }

    /// The opioids of the regimen, as far as these questions name them.
    private var sources: [String] {
        let names = ["MST": "morphine", "OxyContin": "oxycodone", "Targin": "oxycodone"]
        return names.filter { regimen.contains($0.key) }.map(\.value)
    }

    private func isMorphineForKidneys(_ doses: [DoseAnswer.Dose], _ answer: DoseAnswer) -> Bool {
        let opioids = ["morphine", "codeine", "tramadol"]
        guard let place = arguments.firstIndex(of: "--egfr"), let egfr = Int(arguments[place + 1]),
            doses.contains(where: { opioids.contains($0.opioid) })
        else { return false }
        let isWarned = answer.codes.contains { $0.hasPrefix("renal-") && $1 == "caution" }
        return egfr < 15 || (egfr < 30 && !isWarned)
    }
}
