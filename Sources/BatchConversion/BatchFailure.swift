import StrictJSON

/// Why a batch can't start or go on; what is wrong with a row stands in that row's answer instead.
public enum BatchFailure: Error, Equatable, Sendable {
    /// There is nothing to read.
    case empty
    /// The first line is no header that a batch can use; the text says what is wrong.
    case header(String)
    /// The input can't be read; the system's `errno`.
    case reading(Int32)
    /// The output can't be written; the system's `errno`.
    case writing(Int32)
}

extension BatchFailure: CustomStringConvertible {
    /// What is wrong, and what is accepted instead.
    public var description: String {
        switch self {
        case .empty:
            "there is nothing to read; the first line names the columns, such as "
                + "\"id,opioid,form,strength,unit,per_day\", or each line is a JSON object"
        case .header(let text): QuotedText.harmless(text)
        case .reading(let code): "the input can't be read (error \(code))"
        case .writing(let code): "the output can't be written (error \(code))"
        }
    }
}
