import Glibc

/// The words of the C library for an errno.
func reason(_ number: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    // This is the POSIX strerror_r, which always leaves a terminated text.
    guard strerror_r(number, &buffer, buffer.count) == 0 else { return "error \(number)" }
    return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}
