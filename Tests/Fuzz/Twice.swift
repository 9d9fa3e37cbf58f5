import StrictJSON

/// One decoding done twice: the same bytes have to give the same value or the same error.
struct Twice<Value: Equatable, Failure: Error & Equatable> {
    let first: Result<Value, Failure>
    let second: Result<Value, Failure>

    init(_ decode: () throws(Failure) -> Value) {
        first = Result { () throws(Failure) in try decode() }
        second = Result { () throws(Failure) in try decode() }
    }

    /// What is wrong; `messages` are the sentences of an error.
    func fault(_ messages: (Failure) -> [String]) -> String? {
        guard first == second else { return "decoded to something else the second time" }
        guard case .failure(let failure) = first else { return nil }
        return Messages.fault(messages(failure))
    }
}

/// What must hold for the sentences of a refusal, whatever was refused.
enum Messages {
    /// A fault is one line that a person reads, however long the text it quotes.
    static let longest = 1_500
    static let most = 1_000

    static func fault(_ messages: [String]) -> String? {
        if messages.isEmpty { return "refused without a reason" }
        if messages.count > most { return "\(messages.count) reasons" }
        for message in messages {
            if message.utf8.count > longest { return "a reason of \(message.utf8.count) bytes" }
            if let odd = message.unicodeScalars.first(where: QuotedText.isTreacherous) {
                return "U+\(String(odd.value, radix: 16)) in a reason: \(message.debugDescription)"
            }
        }
        return nil
    }
}
