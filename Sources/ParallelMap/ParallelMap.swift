import Dispatch
import Synchronization

extension Array where Element: Sendable {
    /// What `transform` makes of each element, in the same order, worked out on all cores.
    ///
    /// Few elements are worked out one after the other on this thread, since to wake others would
    /// cost more than it saves.
    ///
    /// - Parameter fewest: from how many elements on other threads help.
    public func parallelMap<Result: Sendable>(
        fewest: Int = 16, _ transform: @Sendable (Element) -> Result
    ) -> [Result] {
        guard count >= Swift.max(2, fewest) else { return map(transform) }
        let next = Atomic(0)
        let made = Mutex([(index: Int, result: Result)]())
        DispatchQueue.concurrentPerform(iterations: Swift.min(count, ProcessorCount.available)) {
            _ in
            var own: [(index: Int, result: Result)] = []
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < count else { break }
                own.append((index, transform(self[index])))
            }
            made.withLock { $0 += own }
        }
        return made.withLock { made in
            made.sort { $0.index < $1.index }
            return made.map(\.result)
        }
    }
}
