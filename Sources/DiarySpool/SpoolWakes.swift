/// Why a wait ended; several reasons may hold at once.
public struct SpoolWakes: OptionSet, Hashable, Sendable {
    /// The bits of the set.
    public let rawValue: Int

    /// Takes the bits of a set.
    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Files are ready to be examined.
    public static let files = SpoolWakes(rawValue: 1 << 0)
    /// Someone asked the service to stop.
    public static let stop = SpoolWakes(rawValue: 1 << 1)
    /// Someone asked for a reload; the drop folder was listed anew.
    public static let reload = SpoolWakes(rawValue: 1 << 2)
    /// The time limit passed with nothing to do.
    public static let timeout = SpoolWakes(rawValue: 1 << 3)
    /// The kernel lost events; the drop folder was listed anew.
    public static let overflow = SpoolWakes(rawValue: 1 << 4)
    /// Someone asked for a rescan; the drop folder was listed anew.
    public static let rescan = SpoolWakes(rawValue: 1 << 5)
}
