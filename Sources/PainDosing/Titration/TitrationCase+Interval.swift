import Quantities

extension TitrationCase {
    /// The hours from one increase of the background to the next: the longest of its lines.
    ///
    /// Nil where the tables have no interval for one of the lines.
    func interval() -> SourcedLimit<Int>? {
        let isLater = unchanged?.changedFrom != nil
        var longest: SourcedLimit<Int>?
        for item in picture.background {
            guard let row = row(for: item) else { return nil }
            let hours = isLater ? row.laterHours ?? row.hours : row.hours
            if longest.map({ $0.value < hours }) ?? true {
                longest = SourcedLimit(hours, source: row.source, evidence: row.evidence)
            }
        }
        return longest
    }

    private func row(for item: RegimenItem) -> TitrationInterval? {
        let hours = engine.lastingHours(of: item)
        let rows = rules.intervals.filter { $0.isFor(item.form, lasting: hours) }
        // Of two equally close rows the longer time is the safer one.
        return rows.max { ($0.specificity, $0.hours) < ($1.specificity, $1.hours) }
    }
}

extension DosingEngine {
    /// For how long one dose of an item lasts, in hours; nil where it can't be told.
    ///
    /// A patch without a product lasts as long as the lines that have its strength, if they agree.
    func lastingHours(of item: RegimenItem) -> Int? {
        switch item.amount {
        case .scheduled(_, .everyHours(let hours)): return hours
        case .scheduled(_, .timesPerDay(let count)):
            return 24.isMultiple(of: count) ? 24 / count : nil
        case .infusion: return 24
        case .taken: return nil
        case .patch(let rate):
            if let id = item.product, let line = tables.products.first(where: { $0.id == id }) {
                return line.intervalHours
            }
            let hours = tables.products.filter { line in
                line.form == item.form && line.strengths.contains { $0.delivered == .rate(rate) }
            }.map(\.intervalHours)
            return Set(hours).count == 1 ? hours.first ?? nil : nil
        }
    }
}
