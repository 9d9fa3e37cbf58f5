import DoseLedger
import SystemdClient

extension [JournalRecord] {
    /// The records with the numbers that the commit assigned to them.
    ///
    /// Another version that finishes what this one began may tell the same in fewer records or more; then
    /// the last of them bears what numbers are left, and no number is lost.
    func numbered(_ assigned: RecordNumbers?) -> [JournalRecord] {
        guard let assigned else { return self }
        let numbers = Array<Int64>(assigned.numbers)
        return enumerated().map { index, record in
            var record = record.with(.ledger, assigned.ledger)
            let own =
                index == count - 1 ? numbers.dropFirst(index) : numbers.dropFirst(index).prefix(1)
            for number in own.isEmpty ? numbers.suffix(1) : own {
                record = record.with(.record, "\(number)")
            }
            return record
        }
    }
}
