/// How strongly an alert speaks.
public enum AlertSeverity: String, CaseIterable, Hashable, Comparable, Sendable {
    /// Something that the reader should know about the figures.
    case info
    /// The number stands, with the warning.
    case caution
    /// Something does not fit: no dose is derived until a person has confirmed it.
    case query
    /// No number is given.
    case stop

    /// Whether no number may be given beside it.
    public var holdsBack: Bool { self >= .query }

    /// Compares by urgency: info, caution, query, stop.
    public static func < (left: AlertSeverity, right: AlertSeverity) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .info: 0
        case .caution: 1
        case .query: 2
        case .stop: 3
        }
    }
}

/// Something that must be read together with the answer.
public struct Alert: Hashable, Sendable {
    /// The fixed code by which reports, journal and catalog know it.
    public let code: String
    /// Whether the number stands (info, caution) or none is given (query, stop).
    public let severity: AlertSeverity
    /// What was found, in one sentence.
    public let message: String
    /// What to do about it; for a stop, what to do instead.
    public let action: String?
    /// The publication behind it; nil where it rests on the input or the tables alone.
    public let source: SourceID?
    /// For a query: the slip that it suspects, as a question about what was written.
    public let question: String?

    /// An alert; a stop should say in `action` what to do instead.
    public init(
        code: String, severity: AlertSeverity, message: String, action: String? = nil,
        source: SourceID? = nil, question: String? = nil
    ) {
        self.code = code
        self.severity = severity
        self.message = message
        self.action = action
        self.source = source
        self.question = question
    }
}

extension Array where Element == Alert {
    /// Whether one of them forbids a number.
    var holdBack: Bool { contains { $0.severity.holdsBack } }

    /// Most urgent first, and by code within one severity; equal alerts are kept once.
    ///
    /// The source decides last, so that the order of the regimen never shows in that of the alerts.
    func ordered() -> [Alert] {
        // There are few alerts, so to compare them is much quicker than to hash all their words.
        var unequal: [Alert] = []
        for alert in self where !unequal.contains(alert) { unequal.append(alert) }
        return unequal.sorted {
            ($1.severity, $0.code, $0.message, $0.source?.key ?? "")
                < ($0.severity, $1.code, $1.message, $1.source?.key ?? "")
        }
    }
}
