import PainDosing
import StrictJSON

extension NativeDiaryDecoder {
    private static let acceptedCode =
        "the code of a question, such as \"conflicting-entries\": up to 60 small letters, digits and -"

    mutating func readConfirmations(_ node: JSONNode) -> [Placed<QueryConfirmation>]? {
        guard let elements = node.array(most: DiaryEntry.mostConfirmations, &faults) else {
            return nil
        }
        var confirmations: [Placed<QueryConfirmation>] = []
        for element in elements {
            guard let confirmation = readConfirmation(element) else { continue }
            confirmations.append(Placed(value: confirmation, node: element))
        }
        // After a lost element the indices would be those of other elements.
        return confirmations.count == elements.count ? confirmations : nil
    }

    private mutating func readConfirmation(_ node: JSONNode) -> QueryConfirmation? {
        let keys = ["code", "entry", "by", "reason"]
        guard let object = node.object(keys: keys, &faults) else { return nil }
        let code = object.required("code", &faults).flatMap { readCode($0) }
        let entry = object.node("entry").map { readDigest($0) }
        let by = object.required("by", &faults).flatMap { readWords($0) }
        let reason = object.required("reason", &faults).flatMap { readWords($0) }
        // A digest that can't be read must not become a confirmation of this entry.
        if case .some(.none) = entry { return nil }
        guard let code, let by, let reason else { return nil }
        return QueryConfirmation(code: code, entry: entry ?? nil, by: by, reason: reason)
    }

    private mutating func readCode(_ node: JSONNode) -> String? {
        guard case .string(let text) = node.value.content,
            text.isCode, text.utf8.count <= 60
        else {
            node.refuse(accepting: NativeDiaryDecoder.acceptedCode, &faults)
            return nil
        }
        return text
    }

    /// A name or a reason: a blank one says nothing, and one that hides text could deceive.
    private mutating func readWords(_ node: JSONNode) -> String? {
        guard let text = node.string(longest: QueryConfirmation.mostCharacters, &faults) else {
            return nil
        }
        guard text.contains(where: { !$0.isWhitespace }),
            !text.unicodeScalars.contains(where: QuotedText.isTreacherous)
        else {
            node.refuse(accepting: "words without control characters", &faults)
            return nil
        }
        return text
    }
}

extension StringProtocol {
    /// Whether this is a code: words of small letters and digits, the first letter first, with a hyphen
    /// between two of them.
    fileprivate var isCode: Bool {
        let words = utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return utf8.first.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) } ?? false
            && words.allSatisfy { word in
                !word.isEmpty
                    && word.allSatisfy {
                        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    }
            }
    }
}
