public import PainDosing

extension Outcome {
    /// The value; nil after a stop.
    public var value: Value? {
        switch self {
        case .computed(let value): value
        case .stopped: nil
        }
    }

    /// The codes of the stops; nil where there is a value.
    public var stopCodes: [String]? {
        switch self {
        case .computed: nil
        case .stopped(let refusal): refusal.alerts.map(\.code)
        }
    }

    /// The alerts of a refusal; empty where there is a value.
    public var refusalAlerts: [Alert] {
        switch self {
        case .computed: []
        case .stopped(let refusal): refusal.alerts
        }
    }
}
