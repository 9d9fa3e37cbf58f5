import Glibc
import PainDosing
import Quantities

/// How a site file writes amounts and names.
enum SiteWords {
    static let expectedMass = "write an amount above 0 with mg or micrograms, such as 2.5 mg"

    /// An amount of drug above zero; nil for any other text.
    static func mass(_ text: String) -> Mass? {
        // An amount that can't be kept exactly is refused like any other text.
        switch amount(text, units: ["mg", "micrograms"]) {
        case (let number, "mg")?: try? Mass.milligrams(number)
        case (let number, _)?: try? Mass.micrograms(number)
        case nil: nil
        }
    }

    /// A number with one of the units behind a blank; zero only where the unit is a percentage.
    static func amount(_ text: String, units: [String]) -> (number: Rational, unit: String)? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, let unit = units.first(where: { $0 == parts[1] }),
            // What a number looks like is said by the caller.
            let number = try? Rational(decimal: parts[0]), number > .zero || unit == "%"
        else { return nil }
        return (number, unit)
    }

    /// An opioid and a route, such as `morphine oral`; whether the tables know it is not checked.
    static func form(_ text: String) -> (OpioidID, Route)? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, let route = Route(rawValue: String(parts[1]))
        else { return nil }
        return (OpioidID(String(parts[0])), route)
    }

    /// Whether a text is a time zone, by the system's own list where there is one.
    static func isTimeZone(_ text: String) -> Bool {
        let list = "/usr/share/zoneinfo"
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy { part in
            !part.isEmpty
                && part.utf8.allSatisfy { Set("_+-".utf8).contains($0) || isLetterOrDigit($0) }
        }
        guard isPlain, (1...3).contains(parts.count), text.utf8.count <= 64 else { return false }
        guard access("\(list)/UTC", F_OK) == 0 else { return true }
        var status = stat()
        return stat("\(list)/\(text)", &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
