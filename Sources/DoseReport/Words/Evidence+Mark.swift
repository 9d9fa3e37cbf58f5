import PainDosing

extension Evidence {
    /// What stands behind the key of a source; nothing for what was read in it.
    var mark: String {
        switch self {
        case .read, .decision: ""
        case .quoted: ", quoted"
        case .memory: ", not yet verified"
        }
    }
}
