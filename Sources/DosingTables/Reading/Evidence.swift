/// How well a figure is known, as the tables mark it.
enum Evidence: String, CaseIterable {
    /// Read in a public copy of the source.
    case read = "S"
    /// Read in a page that attributes it to the source.
    case readAtSecondHand = "S2"
    case recalledHighly = "R+"
    case recalled = "R"
    case recalledPoorly = "R-"
    case knownHighly = "R-h"
    case knownFairly = "R-m"
    case knownPoorly = "R-l"

    /// Whether the figure was read at all; everything recalled has yet to be checked.
    var isVerified: Bool {
        self == .read || self == .readAtSecondHand
    }
}
