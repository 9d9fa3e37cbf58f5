import PainDosing
import Quantities

/// An amount as it stands on a chart, perhaps a range.
struct ChartAmount: Hashable {
    let low: Rational
    let high: Rational
    var isRange: Bool { low != high }

    init(_ low: Rational, _ high: Rational? = nil) {
        self.low = low
        self.high = high ?? low
    }
}

/// How often, as a chart says it.
enum ChartFrequency: Hashable {
    case perDay(ChartAmount)
    case everyHours(ChartAmount)
    /// As often as that, or less.
    case everyMinutes
}

/// Everything that the words of one item say, before it is judged.
struct ChartFacts {
    var names: [(name: ChartName, words: String)] = []
    var companionDrugs: [String] = []

    var masses: [(amount: ChartAmount, unit: ChartMeaning)] = []
    var bareNumbers: [ChartAmount] = []
    var pairs: [(Rational, Rational)] = []
    /// Milligrams in one millilitre.
    var concentrations: [(perMillilitre: Rational, words: String)] = []
    var volumes: [ChartAmount] = []
    var units: [(amount: ChartAmount, kind: [ChartMeaning])] = []
    var rates: [(amount: ChartAmount, unit: ChartMeaning, hours: Rational)] = []
    var volumeRates: [Rational] = []

    /// Each with the number of masses before it.
    var frequencies: [(ChartFrequency, after: Int)] = []
    var times: [(ChartMeaning, after: Int)] = []
    var scheme: [Rational]?
    /// 2x before the dose, or x2 behind it: how often, or how many at a time.
    var timesBefore: Int?
    var timesAfter: Int?
    var taken: Int?
    var clockTimes = 0
    var overHours: Rational?
    var isAsNeeded = false
    var hasLimit = false

    var meanings: Set<ChartMeaning> = []
    var patchSum: [Rational] = []
    /// Words and numbers that no rule has read, as they were written.
    var unread: [String] = []
    var unknown: [String] = []
    var doubtfulNumbers: [String] = []
    var stopped: [String] = []
    var changed: [String] = []
    var hasOr = false
    var hasZero = false

    var hasSchedule: Bool {
        !frequencies.isEmpty || !times.isEmpty || scheme != nil || clockTimes > 1
    }
    var hasPump: Bool {
        !meanings.isDisjoint(with: [.pump, .driver, .venousPump, .patientPump, .continuous, .basal])
    }
}

/// Reads what the pieces of one item say, by one rule for each kind of piece.
struct ChartFactReader {
    private let pieces: [ChartPiece]
    private let text: ChartText
    private var index = 0
    private var facts = ChartFacts()

    static func facts(_ pieces: [ChartPiece], _ text: ChartText) -> ChartFacts {
        var reader = ChartFactReader(pieces: pieces, text: text)
        reader.read()
        return reader.facts
    }

    private init(pieces: [ChartPiece], text: ChartText) {
        self.pieces = pieces
        self.text = text
    }

    private mutating func read() {
        while index < pieces.count {
            let piece = pieces[index]
            switch piece.kind {
            case .number(let value): readNumber(ChartAmount(value))
            case .range(let low, let high): readNumber(ChartAmount(low, high))
            case .scheme(let parts):
                facts.scheme == nil ? facts.scheme = parts : unread(piece)
                index += 1
            case .pair(let first, let second): readPair(first, second)
            case .doubtfulNumber:
                facts.doubtfulNumbers.append(text.words(piece.range))
                index += 1
            case .name(let name):
                facts.names.append((name, text.words(piece.range)))
                index += 1
            case .otherDrug(let drug):
                facts.companionDrugs.append(drug)
                index += 1
            case .otherOpioid, .unknown:
                facts.unknown.append(text.words(piece.range))
                index += 1
            case .word: readWord(piece)
            case .mark(let mark): readMark(mark, piece)
            }
        }
    }

    // MARK: Looking ahead

    private func has(_ meaning: ChartMeaning, _ place: Int) -> Bool {
        pieces.indices.contains(place) && pieces[place].has(meaning)
    }

    private func isMark(_ mark: Character, _ place: Int) -> Bool {
        pieces.indices.contains(place) && pieces[place].isMark(mark)
    }

    private func number(_ place: Int) -> Rational? {
        guard pieces.indices.contains(place) else { return nil }
        switch pieces[place].kind {
        case .number(let value): return value
        case .word(let meanings): return ChartFactReader.numberWord(meanings)
        default: return nil
        }
    }

    private static func numberWord(_ meanings: [ChartMeaning]) -> Rational? {
        for (meaning, value) in [
            (ChartMeaning.one, 1), (.two, 2), (.three, 3), (.four, 4),
        ] where meanings.contains(meaning) { return Rational(value) }
        return meanings.contains(.half) ? try? Rational(1, over: 2) : nil
    }

    private func massUnit(_ place: Int) -> ChartMeaning? {
        for unit in [ChartMeaning.milligram, .microgram, .gram] where has(unit, place) {
            return unit
        }
        return nil
    }

    private func counted(_ place: Int) -> [ChartMeaning]? {
        guard pieces.indices.contains(place), case .word(let meanings) = pieces[place].kind,
            !Set(meanings).isDisjoint(with: ChartMeaning.counted)
        else { return nil }
        return meanings
    }

    /// The end of "a day", "/day" or "/24 h" at a place; nil for other words.
    private func perDayEnd(_ place: Int) -> Int? {
        if isMark("/", place) {
            if has(.day, place + 1) { return place + 2 }
            if number(place + 1) == Rational(24), has(.hour, place + 2) { return place + 3 }
            return nil
        }
        if has(.perDay, place) || has(.onceDaily, place) { return place + 1 }
        return nil
    }

    private func perWeekEnd(_ place: Int) -> Int? {
        if isMark("/", place), has(.week, place + 1) { return place + 2 }
        return has(.perWeek, place) ? place + 1 : nil
    }

    private mutating func unread(_ piece: ChartPiece) {
        facts.unread.append(text.words(piece.range))
    }

    private mutating func set(_ frequency: ChartFrequency) {
        facts.frequencies.append((frequency, facts.masses.count))
    }

    private func count(_ value: ChartAmount) -> Int? {
        guard !value.isRange, value.low.isWhole, let count = Int(exactly: value.low.numerator),
            (1...200).contains(count)
        else { return nil }
        return count
    }

    // MARK: Numbers

    private mutating func readNumber(_ first: ChartAmount) {
        let piece = pieces[index]
        var amount = first
        var next = index + 1
        // "5 to 10 mg"
        if !amount.isRange, has(.rangeTo, next), let high = number(next + 1) {
            amount = ChartAmount(amount.low, high)
            next += 2
        }
        // "12 + 50 mcg/h": two patches.
        if !amount.isRange, isMark("+", next), let second = number(next + 1),
            massUnit(next + 2) != nil,
            isMark("/", next + 3)
        {
            facts.patchSum.append(amount.low)
            _ = second
            index = next + 1
            return
        }
        if amount.low == .zero { facts.hasZero = true }
        guard amount.low > .zero, amount.low <= amount.high else {
            unread(piece)
            index = next
            return
        }
        if has(.percent, next) {
            facts.concentrations.append(
                (
                    (try? amount.low.multiplied(by: Rational(10))) ?? amount.low,
                    text.words(piece.range.lowerBound..<pieces[next].range.upperBound)
                ))
            index = next + 1
        } else if let unit = massUnit(next) {
            readMass(amount, unit, from: piece.range.lowerBound, at: next + 1)
        } else if has(.millilitre, next) {
            if isMark("/", next + 1), has(.hour, next + 2), !amount.isRange {
                facts.volumeRates.append(amount.low)
                index = next + 3
            } else {
                facts.volumes.append(amount)
                index = next + 1
            }
        } else if let kind = counted(next), has(.taken, next + 1) {
            // "2 sprays used"
            facts.meanings.formUnion(kind)
            readTaken(amount, piece, at: next + 1)
        } else if let kind = counted(next) {
            readUnits(amount, kind, at: next)
        } else if has(.bolus, next) {
            facts.meanings.insert(.bolus)
            readTaken(amount, piece, at: next)
        } else if isMark("x", next) || (has(.times, next) && !isFrequencyTimes(next)) {
            readTimesBefore(amount, at: next)
        } else if has(.times, next) {
            if let end = perDayEnd(next + 1) {
                set(.perDay(amount))
                index = end
            } else if let end = perWeekEnd(next + 1) {
                setPerWeek(amount)
                index = end
            } else {
                index = next + 1
                setTimesBefore(amount, piece)
            }
        } else if has(.hourly, next) {
            set(.everyHours(amount))
            index = next + 1
        } else if has(.taken, next) {
            readTaken(amount, piece, at: next)
        } else if has(.limit, next) {
            facts.hasLimit = true
            index = perDayEnd(next + 1) ?? next + 1
        } else if let end = perDayEnd(next), !has(.day, next) || has(.perDay, next) {
            set(.perDay(amount))
            index = end
        } else if let end = perWeekEnd(next) {
            setPerWeek(amount)
            index = end
        } else if has(.hour, next) {
            readHours(amount, piece, at: next)
        } else {
            facts.bareNumbers.append(amount)
            index = next
        }
    }

    /// Whether "times" stands before a day or a week, and not between a number and a dose.
    private func isFrequencyTimes(_ place: Int) -> Bool {
        perDayEnd(place + 1) != nil || perWeekEnd(place + 1) != nil
    }

    private mutating func setPerWeek(_ amount: ChartAmount) {
        guard !amount.isRange, let hours = try? Rational(168).divided(by: amount.low) else {
            return facts.unread.append("a week")
        }
        set(.everyHours(ChartAmount(hours)))
    }

    private mutating func setTimesBefore(_ amount: ChartAmount, _ piece: ChartPiece) {
        guard let count = count(amount), facts.timesBefore == nil else { return unread(piece) }
        facts.timesBefore = count
    }

    private mutating func readMass(
        _ amount: ChartAmount, _ unit: ChartMeaning, from start: Int, at place: Int
    ) {
        if isMark("/", place) {
            var next = place + 1
            let divisor = number(next)
            if divisor != nil { next += 1 }
            if has(.millilitre, next), !amount.isRange {
                let words = text.words(start..<pieces[next].range.upperBound)
                if let milligrams = milligrams(amount.low, unit),
                    let value = try? milligrams.divided(by: divisor ?? .one)
                {
                    facts.concentrations.append((value, words))
                } else {
                    facts.unread.append(words)
                }
                index = next + 1
                return
            }
            if has(.hour, next) {
                setRate(amount, unit, divisor ?? .one)
                index = next + 1
                return
            }
            if divisor == nil, has(.day, next) {
                setRate(amount, unit, Rational(24))
                index = next + 1
                return
            }
            if let divisor, !amount.isRange {
                // "10 mg/5 mg", "20 mg/10"
                facts.pairs.append((amount.low, divisor))
                index = massUnit(next) != nil ? next + 1 : next
                return
            }
        }
        // "10 mg per hour"
        if has(.over, place), has(.hour, place + 1) {
            setRate(amount, unit, .one)
            index = place + 2
            return
        }
        facts.masses.append((amount, unit))
        index = place
    }

    private mutating func setRate(_ amount: ChartAmount, _ unit: ChartMeaning, _ hours: Rational) {
        facts.rates.append((amount, unit, hours))
    }

    private func milligrams(_ value: Rational, _ unit: ChartMeaning) -> Rational? {
        switch unit {
        case .microgram: try? value.divided(by: Rational(1000))
        case .gram: try? value.multiplied(by: Rational(1000))
        default: value
        }
    }

    private mutating func readUnits(
        _ amount: ChartAmount, _ kind: [ChartMeaning], at place: Int
    ) {
        facts.meanings.formUnion(kind)
        // "Durogesic 50 patch": a strength, since nobody wears fifty.
        if amount.low > Rational(10), !kind.contains(.drop) {
            facts.bareNumbers.append(amount)
        } else {
            facts.units.append((amount, kind))
        }
        index = place + 1
    }

    private mutating func readTimesBefore(_ amount: ChartAmount, at place: Int) {
        let piece = pieces[index]
        let next = place + 1
        if let end = perDayEnd(next) {
            set(.perDay(amount))
            index = end
        } else if let end = perWeekEnd(next) {
            setPerWeek(amount)
            index = end
        } else if has(.taken, next) {
            readTaken(amount, piece, at: next)
        } else if let second = number(next), massUnit(next + 1) == nil, counted(next + 1) == nil,
            !has(.millilitre, next + 1)
        {
            if let end = perDayEnd(next + 1) {
                // "1 x 2/die": one at a time, twice a day.
                facts.units.append((amount, []))
                set(.perDay(ChartAmount(second)))
                index = end
            } else {
                // "3x1": three times one.
                set(.perDay(amount))
                facts.units.append((ChartAmount(second), []))
                index = next + 1
            }
        } else {
            index = next
            setTimesBefore(amount, piece)
        }
    }

    private mutating func readTaken(_ amount: ChartAmount, _ piece: ChartPiece, at place: Int) {
        index = place + 1
        while has(.taken, index) { index += 1 }
        guard let count = count(amount), facts.taken == nil else { return unread(piece) }
        facts.taken = count
    }

    private mutating func readHours(_ amount: ChartAmount, _ piece: ChartPiece, at place: Int) {
        index = place + 1
        if amount == ChartAmount(Rational(24)), facts.overHours == nil {
            facts.overHours = Rational(24)
        } else if !amount.isRange, amount.low.isWhole, amount.low < Rational(24) {
            facts.clockTimes += 1
        } else {
            unread(piece)
        }
    }

    private mutating func readPair(_ first: Rational, _ second: Rational) {
        index += 1
        if second == Rational(24), has(.hour, index), let _ = count(ChartAmount(first)) {
            set(.perDay(ChartAmount(first)))
            index += 1
            return
        }
        facts.pairs.append((first, second))
        if massUnit(index) == .milligram { index += 1 }
    }

    // MARK: Marks

    private mutating func readMark(_ mark: Character, _ piece: ChartPiece) {
        let next = index + 1
        switch mark {
        case "x":
            // "x 4/24 h"
            if pieces.indices.contains(next), case .pair(let first, let second) = pieces[next].kind,
                second == Rational(24), has(.hour, next + 1)
            {
                set(.perDay(ChartAmount(first)))
                index = next + 2
                return
            }
            guard let value = number(next), let count = count(ChartAmount(value)) else {
                unread(piece)
                index = next
                return
            }
            if let end = perDayEnd(next + 1) {
                set(.perDay(ChartAmount(value)))
                index = end
            } else if has(.taken, next + 1) {
                readTaken(ChartAmount(value), piece, at: next + 1)
            } else {
                facts.timesAfter == nil ? facts.timesAfter = count : unread(piece)
                index = has(.times, next + 1) ? next + 2 : next + 1
            }
        case "#":
            if let value = number(next) {
                readTaken(ChartAmount(value), piece, at: next)
            } else {
                unread(piece)
                index = next
            }
        case "/":
            if let hours = number(next), has(.hour, next + 1) {
                setOver(hours, piece)
                index = next + 2
            } else if has(.day, next) {
                setOver(Rational(24), piece)
                index = next + 1
            } else if facts.companionDrugs.isEmpty && facts.names.isEmpty {
                unread(piece)
                index = next
            } else {
                index = next
            }
        case "(", ")", ":", "-", ".", ",", "=", "+", "&", ";", "\n", "[", "]", "\"", "'":
            index = next
        default:
            unread(piece)
            index = next
        }
    }

    private mutating func setOver(_ hours: Rational, _ piece: ChartPiece) {
        if facts.overHours == nil || facts.overHours == hours {
            facts.overHours = hours
        } else {
            unread(piece)
        }
    }

    // MARK: Words

    private mutating func readWord(_ piece: ChartPiece) {
        let next = index + 1
        if piece.has(.limit) { return readLimit() }
        if piece.has(.every) { return readEvery(piece) }
        if piece.has(.taken) {
            index = next
            while has(.taken, index) { index += 1 }
            if let value = number(index), facts.taken == nil, massUnit(index + 1) == nil,
                let count = count(ChartAmount(value))
            {
                facts.taken = count
                index += 1
                while has(.taken, index) || has(.times, index) { index += 1 }
            }
            return
        }
        if piece.has(.over), let hours = number(next), has(.hour, next + 1) {
            setOver(hours, piece)
            index = next + 2
            return
        }
        if let value = number(index) {
            // "one tablet", "two times a day"; "un" alone is an article.
            if counted(next) != nil || has(.times, next) { return readNumber(ChartAmount(value)) }
            index = next
            return
        }
        index = next
        readMeaning(piece)
    }

    private mutating func readMeaning(_ piece: ChartPiece) {
        guard case .word(let meanings) = piece.kind else { return }
        let frequencies: [(ChartMeaning, ChartFrequency)] = [
            (.twiceDaily, .perDay(ChartAmount(Rational(2)))),
            (.threeTimesDaily, .perDay(ChartAmount(Rational(3)))),
            (.fourTimesDaily, .perDay(ChartAmount(Rational(4)))),
            (.twiceWeekly, .everyHours(ChartAmount(Rational(84)))),
            (.weekly, .everyHours(ChartAmount(Rational(168)))),
            (.alternateDays, .everyHours(ChartAmount(Rational(48)))),
            (.everyThirdDay, .everyHours(ChartAmount(Rational(72)))),
            (.everyFourthDay, .everyHours(ChartAmount(Rational(96)))),
            (.everySeventhDay, .everyHours(ChartAmount(Rational(168)))),
            (.hourly, .everyHours(ChartAmount(.one))),
            (.onceDaily, .perDay(ChartAmount(.one))),
        ]
        if let found = frequencies.first(where: { meanings.contains($0.0) }) {
            return set(found.1)
        }
        for time in [ChartMeaning.morning, .noon, .afternoon, .evening, .night]
        where meanings.contains(time) {
            return facts.times.append((time, facts.masses.count))
        }
        let words = text.words(piece.range)
        if meanings.contains(.stopped) { return facts.stopped.append(words) }
        if meanings.contains(.changed) { return facts.changed.append(words) }
        if meanings.contains(.or) { facts.hasOr = true }
        if meanings.contains(.asNeeded) { facts.isAsNeeded = true }
        let silent: Set<ChartMeaning> = [
            .skip, .company, .over, .and, .or, .asNeeded, .limit, .rangeTo, .times,
        ]
        let said = Set(meanings).subtracting(silent)
        let units: Set<ChartMeaning> = [
            .milligram, .microgram, .gram, .millilitre, .percent, .hour, .minute, .day, .week,
        ]
        if !said.isEmpty, said.isSubset(of: units.union([.perDay, .perWeek])) {
            // A unit without its number says that something is missing, unless it may say nothing.
            if Set(meanings).isDisjoint(with: silent) { facts.unread.append(words) }
            return
        }
        facts.meanings.formUnion(said.subtracting(units))
    }

    /// "max 6/day", "up to 2 hourly", "max 30 mg/24 h": how many may be taken, not how many were.
    private mutating func readLimit() {
        facts.hasLimit = true
        index += 1
        var hasNumber = false
        while index < pieces.count {
            switch pieces[index].kind {
            case .number, .range, .pair:
                // A second number begins something else, unless it is the 24 of "/24 h".
                if hasNumber, !isMark("/", index - 1), !has(.over, index - 1) { return }
                hasNumber = true
            case .word(let meanings):
                let allowed: Set<ChartMeaning> = [
                    .milligram, .microgram, .gram, .millilitre, .hour, .day, .perDay, .hourly,
                    .times,
                    .taken, .onceDaily, .limit, .every, .over, .week,
                ]
                if Set(meanings).isDisjoint(with: allowed.union(ChartMeaning.counted)) { return }
            case .mark(let mark):
                if mark != "/" && mark != "x" && mark != ":" { return }
            default: return
            }
            index += 1
        }
    }

    private mutating func readEvery(_ piece: ChartPiece) {
        var next = index + 1
        var amount = ChartAmount(.one)
        if pieces.indices.contains(next) {
            switch pieces[next].kind {
            case .number(let value):
                amount = ChartAmount(value)
                next += 1
            case .range(let low, let high):
                amount = ChartAmount(low, high)
                next += 1
            default:
                if let value = number(next) {
                    amount = ChartAmount(value)
                    next += 1
                }
            }
        }
        let factor: Int? =
            has(.hour, next) ? 1 : has(.day, next) ? 24 : has(.week, next) ? 168 : nil
        if let factor, let low = try? amount.low.multiplied(by: Rational(factor)),
            let high = try? amount.high.multiplied(by: Rational(factor)), low > .zero
        {
            set(.everyHours(ChartAmount(low, high)))
            index = next + 1
        } else if has(.minute, next) {
            set(.everyMinutes)
            index = next + 1
        } else {
            unread(piece)
            index = next
        }
    }
}
