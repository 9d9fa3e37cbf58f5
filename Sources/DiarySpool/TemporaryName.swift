import Glibc
import Synchronization

/// Names for files that are being written, unlike any that this process used before.
enum TemporaryName {
    private static let prefix = ".paind-"
    private static let ending = ".tmp"
    private static let counter = Atomic<UInt64>(0)

    static func next() -> SpoolName {
        let number = counter.wrappingAdd(1, ordering: .relaxed).newValue
        guard let name = SpoolName("\(prefix)\(getpid())-\(number)\(ending)") else {
            preconditionFailure("a temporary name is short and has no slash")
        }
        return name
    }

    static func isOurs(_ name: SpoolName) -> Bool {
        name.bytes.starts(with: prefix.utf8) && name.bytes.suffix(4).elementsEqual(ending.utf8)
    }
}
