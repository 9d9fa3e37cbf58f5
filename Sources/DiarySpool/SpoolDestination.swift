/// The folder in which a claimed file ends.
public enum SpoolDestination: String, CaseIterable, Sendable {
    /// Accepted.
    case done
    /// Not accepted.
    case rejected

    var folder: SpoolFolder {
        switch self {
        case .done: .done
        case .rejected: .rejected
        }
    }

    /// Whether a file may have the name there: in `rejected`, those of reasons are kept free.
    func takes(_ name: SpoolName) -> Bool {
        self != .rejected || !name.isReason
    }
}
