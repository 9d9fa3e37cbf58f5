import Quantities

/// The day's amounts that a proposal may come to.
struct DailyWindow {
    /// The low end of what is published; nil where nothing bounds it below.
    let lowest: DailyAmount?
    /// The amount that no proposal is above.
    let highest: DailyAmount

    init(lowest: DailyAmount? = nil, highest: DailyAmount) {
        self.lowest = lowest
        self.highest = highest
    }
}
