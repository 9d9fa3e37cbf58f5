/// The values that were used last, up to a total weight; what was not used for long is forgotten.
///
/// Two generations: when the young one is full it becomes the old one, and whoever is asked for again
/// moves to the young one. So nothing has to be sorted by its last use.
struct RecentlyUsed<Key: Hashable, Value> {
    private let largestGeneration: Int
    private var young: [Key: (value: Value, weight: Int)] = [:]
    private var old: [Key: (value: Value, weight: Int)] = [:]
    private var youngWeight = 0

    /// Nothing yet.
    ///
    /// - Parameter capacity: the weight that all values together may have; the last one added may
    ///   exceed it.
    init(capacity: Int) {
        largestGeneration = capacity / 2
    }

    /// The value of a key, if it is remembered.
    mutating func value(of key: Key) -> Value? {
        if let known = young[key] { return known.value }
        guard let known = old.removeValue(forKey: key) else { return nil }
        remember(known.value, weight: known.weight, as: key)
        return known.value
    }

    /// Remembers a value that is not remembered yet.
    mutating func remember(_ value: Value, weight: Int, as key: Key) {
        if youngWeight + weight > largestGeneration, !young.isEmpty {
            old = young
            young = [:]
            youngWeight = 0
        }
        young[key] = (value, weight)
        youngWeight += weight
    }
}
