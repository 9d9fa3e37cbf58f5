import TestSupport
import Testing

@testable import PaindService

@Suite("Values that are remembered for a while")
struct RecentlyUsedTests {
    @Test("What is asked for again stays; what is not asked for goes")
    func lastUsed() {
        var values = RecentlyUsed<Int, String>(capacity: 20)
        values.remember("kept", weight: 1, as: 0)
        for key in 1...100 {
            values.remember("\(key)", weight: 1, as: key)
            #expect(values.value(of: 0) == "kept", "after \(key)")
            #expect(values.value(of: key) == "\(key)")
        }
        #expect(values.value(of: 50) == nil)
        #expect(values.value(of: 99) == "99")
    }

    @Test("All together never weigh more than the capacity, unless one alone does")
    func bounded() {
        var random = PropertyRun.generator("remembered values weigh no more than the capacity")
        for _ in 0..<50 {
            let capacity = Int.random(in: 2...100, using: &random)
            var values = RecentlyUsed<Int, Int>(capacity: capacity)
            var weights: [Int: Int] = [:]
            for key in 0..<100 {
                let weight = Int.random(in: 1...max(1, capacity / 2), using: &random)
                weights[key] = weight
                values.remember(key, weight: weight, as: key)
                if let old = (0...key).randomElement(using: &random) {
                    let found = values.value(of: old)
                    #expect(found == nil || found == old)
                }
            }
            // A copy is asked, since asking moves what is found.
            let total = weights.filter { key, _ in
                var copy = values
                return copy.value(of: key) != nil
            }.values.reduce(0, +)
            #expect(total <= capacity)
            #expect(total > 0)
        }
    }
}
