import Quantities

/// What does not fit the course, by the code that a confirmation names.
public enum DoubtCode: String, CaseIterable, Hashable, Sendable {
    /// The total rose by more than a planned step.
    case doseJump = "dose-jump"
    /// The total fell to a small part of what it was, or to nothing.
    case doseFall = "dose-fall"
    /// The number stayed and the unit seems not to have: 24 or 1,000 times as much or as little.
    case unitSlip = "unit-slip"
    /// Another drug or route has the same milligrams.
    case sameMilligrams = "same-milligrams"
    /// A patch, modified-release tablet or pump came and none went.
    case addedBeside = "added-beside"
    /// The same dose is written twice as often, or half as often.
    case frequencyChanged = "frequency-changed"
    /// One rescue dose is many times the rescue dose of the regimen.
    case rescueTooLarge = "rescue-too-large"
    /// More of a regular dose was taken than the day and one dose.
    case takenTooMuch = "taken-too-much"
}

/// Something in an entry that does not fit the patient's last ones.
struct Doubt: Hashable, Sendable {
    let code: DoubtCode
    /// What was found, the numbers first.
    let message: String
    /// The likely slip, as a question about what was written.
    let question: String
    let source: SourceID
    /// Whether a later entry that writes the same regimen settles it; else only a person may.
    let isSettledByRepetition: Bool

    init(
        _ code: DoubtCode, _ message: String, question: String, source: SourceID,
        isSettledByRepetition: Bool = false
    ) {
        self.code = code
        self.message = message
        self.question = question
        self.source = source
        self.isSettledByRepetition = isSettledByRepetition
    }

    /// The question that holds every dose back; `hours` says how old the entry is that is asked about.
    func query(hoursOld hours: Int?) -> Alert {
        let since = hours.map { $0 == 0 ? "" : " Asked \($0) hours ago and not settled yet." } ?? ""
        return Alert(
            code: code.rawValue, severity: .query, message: message + since,
            action: "Check drug, dose, unit and how often with the prescriber or the chart. Then "
                + "correct the entry, or confirm it with who decided and why.",
            source: source, question: question)
    }

    /// What stays to be told once a person, or the same regimen again, has settled it.
    func settled(by confirmation: Confirmed) -> Alert {
        Alert(
            code: code.rawValue, severity: .caution,
            message: "Confirmed as meant\(confirmation.words): " + message, source: source)
    }
}

/// Who or what settled a question.
enum Confirmed: Hashable, Sendable {
    /// An entry says so.
    case entry(by: String, reason: String)
    /// The caller of the program says so.
    case caller
    /// A later entry writes the same regimen.
    case repeated

    fileprivate var words: String {
        switch self {
        case .entry(let by, let reason): " by \(by) (\(reason))"
        case .caller: ""
        case .repeated: " by the same regimen in a later entry"
        }
    }
}
