/// A person's word that what the program asked about is meant.
///
/// It settles one question of one entry, for as long as the regimen of that entry stays the same.
public struct QueryConfirmation: Hashable, Sendable {
    /// The characters that a name or a reason may have.
    public static let mostCharacters = 200

    /// The code of the question, such as `dose-jump`.
    public let code: String
    /// The entry that the question was asked about; nil is the entry that holds the confirmation.
    public let entry: ContentDigest?
    /// Who confirms, as the diary names them.
    public let by: String
    /// Why it is meant.
    public let reason: String

    /// A confirmation of one question.
    public init(code: String, entry: ContentDigest? = nil, by: String, reason: String) {
        self.code = code
        self.entry = entry
        self.by = by
        self.reason = reason
    }
}
