import Quantities

extension LocalInstant: CustomStringConvertible {
    /// The moment on its own clock as RFC 3339, such as `2026-03-09T08:30:00+01:00`; UTC is `Z`.
    public var description: String {
        let local = Int(instant.secondsSince1970) + offsetMinutes * 60
        let days = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        let second = local - days * 86_400
        let date = CivilDate(daysSince1970: days)
        // An answer names dozens of moments, so that the text is written in one go.
        return String(unsafeUninitializedCapacity: LocalInstant.longestText) { buffer in
            var text = FixedText(buffer)
            text.append(date.year, digits: 4)
            text.append("-")
            text.append(date.month)
            text.append("-")
            text.append(date.day)
            text.append("T")
            text.append(second / 3600)
            text.append(":")
            text.append(second / 60 % 60)
            text.append(":")
            text.append(second % 60)
            guard offsetMinutes != 0 else {
                text.append("Z")
                return text.count
            }
            let east = abs(offsetMinutes)
            text.append(offsetMinutes < 0 ? "-" : "+")
            text.append(east / 60)
            text.append(":")
            text.append(east % 60)
            return text.count
        }
    }

    /// The bytes of `2026-03-09T08:30:00+01:00`, with room for any year that an `Int64` of seconds reaches.
    private static let longestText = 48
}

/// Text of digits and ASCII signs, written into memory that is large enough.
private struct FixedText {
    private let buffer: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0

    init(_ buffer: UnsafeMutableBufferPointer<UInt8>) {
        self.buffer = buffer
    }

    mutating func append(_ sign: Unicode.Scalar) {
        buffer[count] = UInt8(ascii: sign)
        count += 1
    }

    /// With zeros in front of a number that has fewer digits.
    mutating func append(_ number: Int, digits: Int = 2) {
        var divisor = 10
        for _ in 2..<digits { divisor *= 10 }
        guard number >= 0, number / divisor < 10 else {
            for unit in String(number).utf8 {
                buffer[count] = unit
                count += 1
            }
            return
        }
        while divisor > 0 {
            buffer[count] = UInt8(ascii: "0") + UInt8(number / divisor % 10)
            count += 1
            divisor /= 10
        }
    }
}
