import Synchronization

/// A number that several threads add to.
final class Counter: Sendable {
    private let total = Mutex(0)

    var value: Int { total.withLock { $0 } }

    func add(_ more: Int) { total.withLock { $0 += more } }
}
