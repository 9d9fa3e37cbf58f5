extension JournalRecord {
    /// The record as one line of printable text.
    var line: String {
        var line = "<\(priority.rawValue)> \(Self.escaped(message, spaces: false))"
        var fields = fields.map { "\($0.name)=\(Self.escaped($0.value, spaces: true))" }
        if let messageID { fields.insert("MESSAGE_ID=\(messageID)", at: 0) }
        if !fields.isEmpty { line += " [\(fields.joined(separator: " "))]" }
        return line
    }

    /// Escapes what could break the line, deceive the eye, or (`spaces`) end a field early.
    private static func escaped(_ text: String, spaces: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if mustEscape(scalar) || spaces && (scalar == " " || scalar == "]") {
                result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
        default: false
        }
    }
}
