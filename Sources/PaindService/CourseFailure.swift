import DoseLedger
import DoseReport
import PainDiary
import PainDosing
import Quantities

/// Why entries can't be assessed in the course of their patient.
enum CourseFailure: Error {
    /// The ledger could not be read; nothing is wrong with the entries.
    case ledger(LedgerError)
    /// The patient has more entries around them than are read.
    case tooLong(limit: Int)
    /// An entry that counts for them can't be read with the tables in force.
    case unreadable(ContentDigest, DiaryError)
    /// The doses are too large or too odd to be added exactly.
    case notComputable(QuantityError)

    /// A failure of the ledger, apart from a history that is too long.
    init(_ error: LedgerError) {
        self =
            if case .historyTooLong(let limit) = error { .tooLong(limit: limit) } else {
                .ledger(error)
            }
    }

    /// The code of a rejection and its reason for whoever dropped the file.
    var rejection: (code: String, reason: String) {
        switch self {
        case .ledger(let error): ("ledger", "\(error)")
        case .tooLong(let limit):
            (
                "history-too-long",
                "The ledger holds more than \(limit) entries of this patient within a week of this "
                    + "one, and an assessment would have to count them all. Find the sender that "
                    + "repeats itself; until then ask paincalc assess."
            )
        case .unreadable(let digest, let error):
            (
                "history-unreadable",
                "Entry \(digest.short) of this patient counts for this one, and the tables in force "
                    + "can't read it: \(error) Put the tables right, then drop this file again."
            )
        case .notComputable(let error):
            ("not-computable", "The doses can't be added: \(error).")
        }
    }
}
