import Glibc

/// How many processors this process may use at once.
enum ProcessorCount {
    static let available = Swift.max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
}
