import DiarySpool
import PainDosing

/// Files that were read and wait for their turn.
///
/// Patients take turns: all files of one that wait together are answered together, so that one who has
/// very many costs little and keeps nobody else waiting for long.
struct Turns {
    private struct Waiting {
        let arrival: Arrival
        let number: UInt64
    }

    /// A patient with more files than a batch holds has a turn alone, of so many batches.
    private static let longTurn = 4
    /// Files are read ahead for so many batches, to find other patients behind one who has many.
    private static let ahead = 64
    private static let mostBytes = 16 << 20

    /// The files of each patient in the order in which they came; those without an entry count as of one.
    private var queues: [PatientID?: FirstInFirstOut<Waiting>] = [:]
    /// Whose turn comes, each once.
    private var order = FirstInFirstOut<PatientID?>()
    /// Those who have more files than a batch holds.
    private var long = FirstInFirstOut<PatientID?>()
    private var isLongTurn = false
    /// The file that counts of each name; one that was read again takes the place of the earlier.
    private var numbers: [SpoolName: UInt64] = [:]
    private var nextNumber: UInt64 = 0
    private var bytes = 0

    var isEmpty: Bool { numbers.isEmpty }

    /// Whether further files should be read before the next turn.
    func wantsMore(batch: Int) -> Bool {
        order.count < batch && numbers.count < Turns.ahead * batch && bytes < Turns.mostBytes
    }

    /// Adds a file behind those of its patient.
    mutating func add(_ arrival: Arrival) {
        nextNumber += 1
        numbers[arrival.file.name] = nextNumber
        bytes += arrival.file.bytes?.count ?? 0
        let patient = arrival.entry?.entry.patient
        if queues[patient] == nil { order.append(patient) }
        queues[patient, default: FirstInFirstOut()].append(
            Waiting(arrival: arrival, number: nextNumber))
    }

    /// The files whose turn it is: of as many patients as a batch has room for, or of one who has more
    /// than that, in alternation.
    mutating func next(batch: Int) -> [Arrival] {
        var taken: [Arrival] = []
        if !isLongTurn {
            while taken.count < batch, let patient = order.popFirst() {
                if let count = queues[patient]?.count, count > batch {
                    long.append(patient)
                } else {
                    take(of: patient, upTo: batch, into: &taken)
                }
            }
        }
        if taken.isEmpty, let patient = long.popFirst() {
            take(of: patient, upTo: batch * Turns.longTurn, into: &taken)
        }
        isLongTurn.toggle()
        // Where the other kind has none, nothing is to be waited for.
        return taken.isEmpty && !isEmpty ? next(batch: batch) : taken
    }

    /// Takes all files out.
    mutating func removeAll() -> [Arrival] {
        defer { self = Turns() }
        return queues.values.flatMap { queue in
            var queue = queue
            var all: [Arrival] = []
            while let waiting = queue.popFirst() {
                if numbers[waiting.arrival.file.name] == waiting.number {
                    all.append(waiting.arrival)
                }
            }
            return all
        }
    }

    private mutating func take(of patient: PatientID?, upTo most: Int, into taken: inout [Arrival])
    {
        // Taken out, so that the queue is not copied while it changes.
        guard var queue = queues.removeValue(forKey: patient) else { return }
        while taken.count < most, let waiting = queue.popFirst() {
            bytes -= waiting.arrival.file.bytes?.count ?? 0
            guard numbers[waiting.arrival.file.name] == waiting.number else { continue }
            numbers[waiting.arrival.file.name] = nil
            taken.append(waiting.arrival)
        }
        guard !queue.isEmpty else { return }
        queues[patient] = queue
        order.append(patient)
    }
}
