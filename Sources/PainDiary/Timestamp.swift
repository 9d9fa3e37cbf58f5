public import PainDosing
import Quantities

/// Moments as RFC 3339 writes them, with an offset always.
///
/// Read is `YYYY-MM-DDThh:mm:ss`, perhaps with a fraction of a second of 1 to 9 digits, then `Z` or
/// `+hh:mm` or `-hh:mm`. The fraction is cut off, so that order is kept; diaries count whole seconds.
public enum Timestamp {
    /// The years that are read, both included.
    public static let years = 1900...2200

    /// The moment that a whole text writes.
    ///
    /// - Throws: `TimestampError`.
    public static func parse(_ text: String) throws(TimestampError) -> LocalInstant {
        var scanner = TimestampScanner(text)
        let date = try date(&scanner)
        guard scanner.consume("T") || scanner.consume("t") else { throw .form }
        let secondOfDay = try secondOfDay(&scanner)
        guard !scanner.isAtEnd else { throw .missingOffset }
        let offsetMinutes = try offsetMinutes(&scanner)
        guard scanner.isAtEnd else { throw .form }
        let seconds = date.daysSince1970 * 86_400 + secondOfDay - offsetMinutes * 60
        guard
            let moment = LocalInstant(
                Instant(secondsSince1970: Int64(seconds)), offsetMinutes: offsetMinutes)
        else { throw .noSuchOffset }
        return moment
    }

    /// The moment on its own clock, such as `2026-03-09T08:30:00+01:00`; UTC is written `Z`.
    public static func text(_ moment: LocalInstant) -> String { moment.description }

    private static func date(_ scanner: inout TimestampScanner) throws(TimestampError) -> CivilDate
    {
        guard let year = scanner.digits(4), scanner.consume("-"), let month = scanner.digits(2),
            scanner.consume("-"), let day = scanner.digits(2)
        else { throw .form }
        guard years.contains(year) else { throw .year }
        guard let date = CivilDate(year: year, month: month, day: day) else { throw .noSuchDay }
        return date
    }

    private static func secondOfDay(
        _ scanner: inout TimestampScanner
    ) throws(TimestampError) -> Int {
        guard let hour = scanner.digits(2), scanner.consume(":"), let minute = scanner.digits(2),
            scanner.consume(":"), let second = scanner.digits(2)
        else { throw .form }
        guard second != 60 else { throw .leapSecond }
        guard hour < 24, minute < 60, second < 60 else { throw .noSuchTime }
        if scanner.consume(".") {
            guard (1...9).contains(scanner.skipDigits()) else { throw .form }
        }
        return hour * 3600 + minute * 60 + second
    }

    private static func offsetMinutes(
        _ scanner: inout TimestampScanner
    ) throws(TimestampError) -> Int {
        if scanner.consume("Z") || scanner.consume("z") { return 0 }
        let isWest = scanner.consume("-")
        guard isWest || scanner.consume("+"), let hours = scanner.digits(2), scanner.consume(":"),
            let minutes = scanner.digits(2)
        else { throw .form }
        guard hours < 24, minutes < 60 else { throw .noSuchOffset }
        let offset = hours * 60 + minutes
        guard !isWest || offset > 0 else { throw .unknownOffset }
        return isWest ? -offset : offset
    }
}
