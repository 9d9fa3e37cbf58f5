/// Why a text is not a moment that is read here.
public enum TimestampError: Error, Hashable, Sendable {
    /// The text does not have the form of a date, a time and an offset.
    case form
    /// The date and time have no offset, so the moment is not known.
    case missingOffset
    /// `-00:00`, by which RFC 3339 says that the offset is not known.
    case unknownOffset
    /// The calendar has no such day.
    case noSuchDay
    /// The year is not one that a diary can be from.
    case year
    /// The hour, minute or second is out of range.
    case noSuchTime
    /// Second 60.
    case leapSecond
    /// The offset's hours or minutes are out of range.
    case noSuchOffset
}

extension TimestampError: CustomStringConvertible {
    /// What is accepted, with the reason where the text only comes close to it.
    public var description: String {
        switch self {
        case .form: "a date, time and offset such as 2026-03-09T08:30:00+01:00"
        case .missingOffset:
            "a time with its offset from UTC, such as 2026-03-09T08:30:00+01:00 or …Z"
        case .unknownOffset: "a known offset from UTC (-00:00 says that it is not known)"
        case .noSuchDay: "a day that the calendar has"
        case .year: "a year from \(Timestamp.years.lowerBound) to \(Timestamp.years.upperBound)"
        case .noSuchTime: "a time from 00:00:00 to 23:59:59"
        case .leapSecond: "a second from 00 to 59 (leap seconds are not read)"
        case .noSuchOffset: "an offset from -23:59 to +23:59"
        }
    }
}
