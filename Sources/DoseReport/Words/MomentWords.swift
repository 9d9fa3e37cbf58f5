import PainDosing
import Quantities

/// Days and times as people read them: the month by its name, since its number is read two ways.
enum MomentWords {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The day that a clock at the place showed, in days since 1970-01-01.
    static func day(_ moment: LocalInstant) -> Int {
        let local = Int(moment.instant.secondsSince1970) + moment.offsetMinutes * 60
        return local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
    }

    /// A day in few letters: "9 Mar".
    static func shortDay(_ day: Int) -> String {
        let date = CivilDate(daysSince1970: day)
        return "\(date.day) \(months[date.month - 1])"
    }

    /// A day with its year: "9 Mar 2026".
    static func longDay(_ day: Int) -> String {
        "\(shortDay(day)) \(CivilDate(daysSince1970: day).year)"
    }

    /// The time of day on the clock of the place: "08:30".
    static func time(_ moment: LocalInstant) -> String {
        String(moment.description.dropFirst(11).prefix(5))
    }

    /// Day, time and the clock's distance from UTC: "9 Mar 2026, 08:30 (UTC+01:00)".
    static func full(_ moment: LocalInstant) -> String {
        "\(local(moment)) (\(clock(moment)))"
    }

    /// Day and time where it is said elsewhere by which clock: "9 Mar 2026, 08:30".
    static func local(_ moment: LocalInstant) -> String {
        "\(longDay(day(moment))), \(time(moment))"
    }

    /// The clock's distance from UTC: "UTC+01:00".
    static func clock(_ moment: LocalInstant) -> String {
        let offset = moment.description.dropFirst(19)
        return offset == "Z" ? "UTC" : "UTC\(offset)"
    }
}
