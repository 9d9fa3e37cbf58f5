/// The names to try in a folder where names may be taken: `NAME`, `STEM.TAG.EXT`,
/// `STEM.TAG-2.EXT` and so on, up to a bound.
struct Variants: Sequence {
    /// Far more than one day's files of one name; a bound, so that no search is endless.
    private static let bound = 10_000

    private let name: SpoolName
    private let tag: String

    init(of name: SpoolName, tag: String) {
        self.name = name
        self.tag = tag
    }

    func makeIterator() -> AnyIterator<SpoolName> {
        var number = 0
        return AnyIterator {
            defer { number += 1 }
            switch number {
            case 0: return name
            case 1: return name.tagged(tag)
            case 2...Self.bound: return name.tagged("\(tag)-\(number)")
            default: return nil
            }
        }
    }
}
