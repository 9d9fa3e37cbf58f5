import Glibc
import Synchronization
import Testing

@testable import ParallelMap

@Suite("A map on all cores")
struct ParallelMapTests {
    @Test("Every element is answered once, in order", arguments: [0, 1, 15, 16, 17, 1_000])
    func order(count: Int) {
        let calls = Atomic(0)
        let squares = Array(0..<count).parallelMap { number in
            calls.wrappingAdd(1, ordering: .relaxed)
            return number * number
        }
        #expect(squares == (0..<count).map { $0 * $0 })
        #expect(calls.load(ordering: .relaxed) == count)
    }

    @Test("Few elements stay on the thread that asks")
    func few() {
        let before = pthread_self()
        let threads = Array(0..<15).parallelMap { _ in pthread_self() }
        #expect(threads.allSatisfy { pthread_equal($0, before) != 0 })
    }
}
