import Synchronization
import SystemPackage

/// An eventfd with the reasons for which it was rung.
///
/// The reasons are kept beside the eventfd, whose counter can only be added up. Any thread may
/// ring; only the waiting thread answers.
final class WakeBell: Sendable {
    let descriptor: FileDescriptor
    private let reasons = Atomic<Int>(0)

    init() throws(Errno) {
        descriptor = try Syscall.eventfd()
    }

    deinit {
        // Nobody is left to be told, and the number is released in any case.
        try? descriptor.close()
    }

    func ring(_ wakes: SpoolWakes) {
        reasons.bitwiseOr(wakes.rawValue, ordering: .sequentiallyConsistent)
        var one: UInt64 = 1
        // It fails only when the counter is full, and then it is readable, which is all we want.
        _ = try? withUnsafeBytes(of: &one) { try descriptor.write($0) }
    }

    /// The reasons since the last answer.
    ///
    /// The counter is emptied first, so that a ring between the two steps makes one wake too many
    /// rather than one too few.
    func answer() -> SpoolWakes {
        var count: UInt64 = 0
        // EAGAIN: it was not rung.
        _ = try? withUnsafeMutableBytes(of: &count) { try descriptor.read(into: $0) }
        return SpoolWakes(rawValue: reasons.exchange(0, ordering: .sequentiallyConsistent))
    }
}
