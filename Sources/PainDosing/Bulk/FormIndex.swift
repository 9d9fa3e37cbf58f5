/// An opioid form looked up once, for any number of items of a bulk computation.
///
/// It is good for every `FactorTable` of the same tables. With other tables it is refused as an
/// unknown form: it carries a part of their hash, since a number alone would name another drug.
public struct FormIndex: Hashable, Sendable {
    /// The form that no table knows; every regimen with it is refused.
    public static let unknown = FormIndex(position: 0, stamp: 0)

    @usableFromInline let position: UInt32
    @usableFromInline let stamp: UInt32

    init(position: UInt32, stamp: UInt32) {
        self.position = position
        self.stamp = stamp
    }
}
