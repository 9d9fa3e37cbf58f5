import PainDosing

extension EntryStanding {
    /// What a reader must see first of an entry that does not count; nil for one that does.
    var words: String? {
        switch self {
        case .counts: nil
        case .setAside(let other):
            "SET ASIDE: later entries look back on entry \(other.short) of the same moment."
        case .replaced(let other): "REPLACED by entry \(other.short); use that one."
        case .withdrawn(let other): "WITHDRAWN by entry \(other.short); nothing of it counts."
        case .withdrawal(let other):
            "WITHDRAWS entry \(other.short). It says nothing else of the patient."
        }
    }
}
