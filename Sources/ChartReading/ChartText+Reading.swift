import PainDosing
import Quantities

extension ChartText {
    /// What the whole text says.
    func read(_ tables: TableSet, _ lexicon: ChartLexicon) -> ReadRegimen {
        let segments = ChartSegments.items(ChartLexer.pieces(of: self, lexicon))
        let shared = sharedContexts(segments)
        var items: [RegimenItem] = []
        var readAs: [String] = []
        var open: [OpenPoint] = []
        var setAside: [String] = []
        var remarks: [String] = []
        var last = ChartContext()
        for (index, segment) in segments.enumerated() {
            let words = words(of: segment)
            func ask(_ doubt: ChartDoubt, isOfRelease: Bool = false) {
                open.append(
                    OpenPoint(
                        item: index + 1, words: words, question: doubt.question,
                        choices: doubt.choices, oneDose: doubt.oneDose, isOfRelease: isOfRelease))
            }
            if segment.hasOther, !segment.hasName {
                if let doubt = doubt(about: segment) {
                    ask(doubt)
                } else {
                    setAside.append("\(words): no opioid, not counted")
                }
                last = ChartContext()
                continue
            }
            if !segment.hasName, segment.hasUnknown || last.name == nil {
                ask(unknownDrug(segment, lexicon))
                last = ChartContext()
                continue
            }
            var context = segment.hasName ? ChartContext() : last
            context.sharedMeanings = shared[index].meanings
            context.sharedHours = shared[index].hours
            let facts = ChartFactReader.facts(segment.pieces, self)
            do throws(ChartDoubt) {
                let judge = try ChartJudge(
                    facts, tables: tables, lexicon: lexicon, context: context)
                last = ChartContext(name: judge.name, nameWords: judge.nameWords, form: nil)
                let item = try judge.item()
                last.form = item.items.first?.form
                items += item.items
                readAs.append(item.words)
                remarks += item.remarks
                if let question = item.releaseQuestion {
                    ask(
                        ChartDoubt(
                            question,
                            choices: ["\(judge.nameWords) IR", "\(judge.nameWords) MR"]),
                        isOfRelease: true)
                }
            } catch {
                if let form = error.oneDose?.form { last.form = form }
                ask(error)
            }
        }
        return ReadRegimen(
            items: items, readAs: readAs, open: open, setAside: setAside, remarks: remarks)
    }

    private func words(of segment: ChartSegment) -> String {
        guard let first = segment.pieces.first, let last = segment.pieces.last else { return "" }
        return words(first.range.lowerBound..<last.range.upperBound)
    }

    // MARK: Other drugs

    /// An opioid without any figure, or a name that is not known, beside another drug.
    private func doubt(about segment: ChartSegment) -> ChartDoubt? {
        for piece in segment.pieces {
            switch piece.kind {
            case .otherOpioid:
                return ChartDoubt(
                    "\"\(words(piece.range))\" is an opioid that no table here has a figure for: ask the "
                        + "specialist team.")
            case .unknown:
                return ChartDoubt(
                    "\"\(words(piece.range))\" is not understood: is it a drug of its own? Part drugs "
                        + "with a comma.")
            default: continue
            }
        }
        return nil
    }

    /// A drug that no list has; only a generic name one letter off is thought of.
    private func unknownDrug(_ segment: ChartSegment, _ lexicon: ChartLexicon) -> ChartDoubt {
        for piece in segment.pieces {
            guard case .unknown = piece.kind else { continue }
            let word = words(piece.range)
            let shown = word.count > 40 ? word.prefix(40) + "…" : word
            let near = genericNames(near: ChartText.key(ofWritten: word), lexicon)
            if near.count == 1, let name = near.first {
                return ChartDoubt(
                    "\"\(shown)\" is not known: is the opioid \(name) meant? Write its name in full.",
                    choices: [name])
            }
            return ChartDoubt(
                "I don't know \"\(shown)\": write the generic name of the opioid in its place, "
                    + "or leave it out if it is no opioid.")
        }
        return ChartDoubt(
            "which drug is \"\(words(of: segment))\"? Write its name before the dose.")
    }

    private func genericNames(near word: String, _ lexicon: ChartLexicon) -> Set<String> {
        guard word.count >= 5 else { return [] }
        var names: Set<String> = []
        for (key, entry) in lexicon.entries {
            guard let name = entry.name, !name.isBrand, let opioid = name.opioid,
                abs(key.count - word.count) <= 1, isOneEdit(Array(key), Array(word))
            else { continue }
            names.insert(opioid.name)
        }
        return names
    }

    /// Whether one letter was added, dropped, changed or swapped with its neighbour.
    private func isOneEdit(_ left: [Character], _ right: [Character]) -> Bool {
        if left == right { return true }
        let (short, long) = left.count <= right.count ? (left, right) : (right, left)
        let start = zip(short, long).prefix { $0 == $1 }.count
        let shortRest = short[start...]
        let longRest = long[start...]
        if short.count == long.count {
            if shortRest.dropFirst() == longRest.dropFirst() { return true }
            let (one, other) = (Array(shortRest), Array(longRest))
            return one.count >= 2 && one[0] == other[1] && one[1] == other[0]
                && one[2...] == other[2...]
        }
        return shortRest == longRest.dropFirst()
    }

    // MARK: Lists in one pump

    /// What the heading of a list, or its last line, says of every drug in it.
    private func sharedContexts(
        _ segments: [ChartSegment]
    ) -> [(meanings: Set<ChartMeaning>, hours: Rational?)] {
        var shared: [(meanings: Set<ChartMeaning>, hours: Rational?)] = Array(
            repeating: ([], nil), count: segments.count)
        var start = 0
        while start < segments.count {
            var end = start + 1
            while end < segments.count, !segments[end].startsList { end += 1 }
            let group = start..<end
            let facts = group.map { ChartFactReader.facts(segments[$0].pieces, self) }
            let pumps: Set<ChartMeaning> = [
                .pump, .driver, .venousPump, .continuous, .subcutaneous, .intravenous,
            ]
            let heading = headingMeanings(segments[start]).intersection(pumps)
            let hasHeading = !heading.isDisjoint(with: [.pump, .driver, .venousPump])
            let hasOthers = group.contains { segments[$0].hasOther && !segments[$0].hasName }
            if end - start > 1, hasHeading || hasOthers {
                let running = zip(group, facts).filter { $0.1.hasPump }
                let meanings = running.reduce(into: heading) {
                    $0.formUnion($1.1.meanings.intersection(pumps))
                }
                let hours = facts.compactMap(\.overHours).first
                for (index, own) in zip(group, facts)
                where !meanings.isEmpty && !own.hasSchedule && !own.isAsNeeded && own.rates.isEmpty
                    && own.taken == nil && own.timesAfter == nil && own.timesBefore == nil
                {
                    shared[index] = (own.hasPump ? [] : meanings, own.overHours ?? hours)
                }
            }
            start = end
        }
        return shared
    }

    /// What stands before the first drug.
    private func headingMeanings(_ segment: ChartSegment) -> Set<ChartMeaning> {
        let heading = segment.pieces.prefix { piece in
            switch piece.kind {
            case .name, .otherDrug, .otherOpioid: false
            default: true
            }
        }
        return ChartFactReader.facts(Array(heading), self).meanings
    }
}
