import Quantities

extension LocalInstant: CustomStringConvertible {
    /// The moment on its own clock as RFC 3339, such as `2026-03-09T08:30:00+01:00`; UTC is `Z`.
    public var description: String {
        let local = Int(instant.secondsSince1970) + offsetMinutes * 60
        let days = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        let second = local - days * 86_400
        let date = CivilDate(daysSince1970: days)
        return padded(date.year, to: 4) + "-" + padded(date.month) + "-" + padded(date.day)
            + "T" + padded(second / 3600) + ":" + padded(second / 60 % 60) + ":"
            + padded(second % 60) + offset
    }

    private var offset: String {
        guard offsetMinutes != 0 else { return "Z" }
        let east = abs(offsetMinutes)
        return (offsetMinutes < 0 ? "-" : "+") + padded(east / 60) + ":" + padded(east % 60)
    }

    private func padded(_ number: Int, to width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
