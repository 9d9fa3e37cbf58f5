public import PainDosing

extension ContentDigest {
    /// The first digits, by which people tell entries apart; the whole stands in the JSON.
    public var short: Substring { description.prefix(12) }
}
