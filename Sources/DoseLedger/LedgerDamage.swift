public import PainDosing

/// A row of the ledger that is not what was recorded.
public enum LedgerDamage: Hashable, Sendable {
    /// The bytes of an entry, or what is kept beside them, by its number; nil for a digest that can't be
    /// read.
    case entry(Int64, ContentDigest?)
    /// An answer, by its number, and the number of its entry; nil where that can't be read.
    case answer(Int64, entry: Int64?)
    /// A policy that answers were made with.
    case policy(ContentDigest)
}

extension LedgerDamage: CustomStringConvertible {
    /// What is damaged, in a few words.
    public var description: String {
        switch self {
        case .entry(let number, let digest):
            "entry \(number)" + (digest.map { " (\($0))" } ?? "")
                + " is damaged in the ledger: it is not what came"
        case .answer(let number, let entry):
            "answer \(number)" + (entry.map { ", of entry \($0)," } ?? "")
                + " is damaged in the ledger: it is not what was given"
        case .policy(let digest):
            "the policy \(digest) is damaged in the ledger: it is not what was registered"
        }
    }
}
