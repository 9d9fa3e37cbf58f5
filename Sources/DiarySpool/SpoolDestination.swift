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
}
