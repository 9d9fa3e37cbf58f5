import Glibc
import Synchronization

/// Names for files that are being written, unlike any that this process used before.
enum TemporaryName {
    private static let own = "paind"
    private static let ending = ".tmp"
    private static let counter = Atomic<UInt64>(0)

    /// - Parameter program: whose file it is; those of `paind` are swept when it starts.
    static func next(of program: String = own) -> SpoolName {
        let number = counter.wrappingAdd(1, ordering: .relaxed).newValue
        guard let name = SpoolName(".\(program)-\(getpid())-\(number)\(ending)") else {
            preconditionFailure("a temporary name is short and has no slash")
        }
        return name
    }

    static func isOurs(_ name: SpoolName) -> Bool {
        name.bytes.starts(with: ".\(own)-".utf8) && name.bytes.suffix(4).elementsEqual(ending.utf8)
    }
}
