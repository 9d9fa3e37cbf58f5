import BatchConversion
import ShippedEngine
import Synchronization

/// One run of a batch over bytes in memory.
struct BatchRun {
    let summary: BatchSummary
    let output: String

    /// The lines of the output without their ends.
    var lines: [String] {
        output.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
    }

    /// Runs a batch; `block` is how many bytes a read gives at most.
    init(
        _ input: [UInt8], jobs: Int = 1, block: Int = 1 << 20, partSize: Int = 512 * 1_024
    ) throws {
        let source = Mutex(input[...])
        let result = Mutex<[UInt8]>([])
        summary = try Batch(try Shipped.engine(), partSize: partSize).run(
            jobs: jobs,
            read: { memory throws(BatchFailure) in
                source.withLock { rest in
                    let taken = rest.prefix(min(block, memory.count))
                    memory.copyBytes(from: taken)
                    rest = rest.dropFirst(taken.count)
                    return taken.count
                }
            },
            write: { bytes throws(BatchFailure) in result.withLock { $0 += Array(bytes) } })
        output = String(decoding: result.withLock { $0 }, as: UTF8.self)
    }

    init(_ input: String, jobs: Int = 1) throws {
        try self.init(Array(input.utf8), jobs: jobs)
    }
}
