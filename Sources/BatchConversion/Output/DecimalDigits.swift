/// The four digits of every number below 10,000, so that writing one takes no division.
struct DecimalDigits: ~Copyable {
    /// The digits, the first in the lowest byte; above them how many zeros lead and how many end them.
    private let entries: UnsafeMutablePointer<UInt64>

    static var count: Int { 10_000 }

    init() {
        entries = .allocate(capacity: DecimalDigits.count)
        for number in 0..<DecimalDigits.count {
            let digits = [number / 1_000, number / 100 % 10, number / 10 % 10, number % 10]
            // Of zero one digit is kept.
            let leading = digits.dropLast().prefix { $0 == 0 }.count
            let trailing = digits.dropFirst().reversed().prefix { $0 == 0 }.count
            var entry = UInt64(leading) << 32 | UInt64(trailing) << 40
            for (place, digit) in digits.enumerated() {
                entry |= UInt64(0x30 + digit) << UInt64(8 * place)
            }
            (entries + number).initialize(to: entry)
        }
    }

    deinit { entries.deallocate() }

    var table: UnsafePointer<UInt64> { UnsafePointer(entries) }
}
