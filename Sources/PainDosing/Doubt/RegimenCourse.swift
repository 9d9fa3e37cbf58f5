import Quantities

/// The regimens of a course in turn: the last one that nothing is asked about, and what is asked of the
/// one that came after it.
///
/// A regimen that is asked about never becomes what the next one is compared with, until the question
/// is settled: so that a slip, written again and again, stays a slip.
struct RegimenCourse {
    /// Questions about the regimen in force that nobody has settled, with the entry that raised them.
    private(set) var open: (doubts: [Doubt], from: RecordedEntry)?
    /// Questions that were settled by the last entry of the course.
    private(set) var settled: [(doubt: Doubt, by: Confirmed)] = []
    /// The regular items that the next entry is compared with, and the entry that wrote them first.
    private var base: (items: [RegimenItem], from: RecordedEntry)?
    private var pending: Pending?

    /// A regimen that is asked about.
    private struct Pending {
        let items: [RegimenItem]
        let doubts: [Doubt]
        /// The entries that write it, earliest first.
        var entries: [RecordedEntry]
        var settled: [DoubtCode: Confirmed] = [:]

        var isSettled: Bool { doubts.allSatisfy { settled[$0.code] != nil } }
    }

    /// - Parameters:
    ///   - entries: a patient's entries that count, earliest first; the last is the one assessed.
    ///   - callerConfirmed: codes that the caller confirms for the last entry.
    init(
        _ entries: [RecordedEntry], engine: DosingEngine, callerConfirmed: Set<String>
    ) throws(QuantityError) {
        let rules = engine.tables.doubts
        for (index, recorded) in entries.enumerated() {
            settled = []
            if let regimen = recorded.entry.regimen {
                try take(
                    regimen.filter(\.amount.isBackground), of: recorded,
                    after: entries[..<index], engine: engine)
            }
            guard pending != nil else { continue }
            confirm(by: recorded, rules: rules)
            if index == entries.count - 1 {
                for code in DoubtCode.allCases where callerConfirmed.contains(code.rawValue) {
                    settle(code, .caller)
                }
            }
            if let done = pending, done.isSettled {
                settled = done.doubts.compactMap { doubt in
                    done.settled[doubt.code].map { (doubt, $0) }
                }
                base = (done.items, done.entries[0])
                pending = nil
            }
        }
        guard let pending else { return }
        settled = pending.doubts.compactMap { doubt in
            pending.settled[doubt.code].map { (doubt, $0) }
        }
        open = (pending.doubts.filter { pending.settled[$0.code] == nil }, pending.entries[0])
    }

    private mutating func take(
        _ items: [RegimenItem], of recorded: RecordedEntry,
        after earlier: ArraySlice<RecordedEntry>,
        engine: DosingEngine
    ) throws(QuantityError) {
        guard let base else {
            self.base = (items, recorded)
            return
        }
        if items.mean(base.items) {
            pending = nil
            return
        }
        if let pending, items.mean(pending.items) {
            self.pending?.entries.append(recorded)
            return
        }
        let change = RegimenChange(
            engine: engine, before: base.items, after: items,
            pain: recorded.entry.pain.background,
            rescue: try rescue(before: recorded, earlier, engine: engine))
        let doubts = try change.doubts()
        if doubts.isEmpty {
            self.base = (items, recorded)
            pending = nil
        } else {
            pending = Pending(items: items, doubts: doubts, entries: [recorded])
        }
    }

    /// What an entry says of the questions so far; it has to name an entry that holds the regimen.
    private mutating func confirm(by recorded: RecordedEntry, rules: DoubtRules) {
        guard let pending else { return }
        for confirmation in recorded.entry.confirms {
            let target = confirmation.entry ?? recorded.id
            let isAbout =
                pending.entries.contains { $0.id == target }
                || (confirmation.entry == nil && recorded.entry.regimen == nil)
            guard isAbout, let code = DoubtCode(rawValue: confirmation.code) else { continue }
            settle(code, .entry(by: confirmation.by, reason: confirmation.reason))
        }
        guard let first = pending.entries.first, recorded.entry.regimen != nil,
            recorded.entry.recordedAt.instant
                >= first.entry.recordedAt.instant.hoursLater(rules.repeated.hours)
        else { return }
        for doubt in pending.doubts where doubt.isSettledByRepetition {
            settle(doubt.code, .repeated)
        }
    }

    private mutating func settle(_ code: DoubtCode, _ by: Confirmed) {
        guard let pending, pending.doubts.contains(where: { $0.code == code }),
            pending.settled[code] == nil
        else { return }
        self.pending?.settled[code] = by
    }

    /// The rescue doses of the 24 hours before an entry: a raise takes them in.
    private func rescue(
        before recorded: RecordedEntry, _ earlier: ArraySlice<RecordedEntry>, engine: DosingEngine
    ) throws(QuantityError) -> OMEDD {
        let end = recorded.entry.recordedAt.instant
        let start = end.hoursEarlier(24)
        let day = DayReader(
            start: start, end: end,
            entries: earlier.filter { $0.entry.recordedAt.instant > start } + [recorded],
            regular: (base?.items ?? []) + (recorded.entry.regimen ?? []))
        let listed = day.doses().rescues.map(\.value.dose).counted
        let counted = (recorded.entry.regimen ?? []).filter { !$0.amount.isBackground }
        // A day's count holds for the day that it was written for, and is the same doses as a list.
        let before =
            earlier.last { $0.entry.regimen != nil && $0.entry.recordedAt.instant > start }?
            .entry.regimen ?? []
        let given =
            !counted.isEmpty
            ? counted : !listed.isEmpty ? listed : before.filter { !$0.amount.isBackground }
        let items = given.filter { !engine.tables.isRapidOnset($0.form) }
        var total = OMEDD.none
        for item in items {
            if let omedd = try engine.comparableOMEDD(of: [item]) {
                total = try total.adding(omedd)
            }
        }
        return total
    }
}

extension [RegimenItem] {
    /// Whether both regimens give the same, in any order and spelling.
    func mean(_ other: [RegimenItem]) -> Bool {
        if self == other { return true }
        guard count == other.count else { return false }
        var rest = other
        for item in self {
            guard let index = rest.firstIndex(where: { $0.means(item) }) else { return false }
            rest.remove(at: index)
        }
        return true
    }
}
