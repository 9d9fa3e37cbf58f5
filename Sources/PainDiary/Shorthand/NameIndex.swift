import PainDosing

/// What a name in a regimen stands for.
struct NamedOpioid: Hashable, Sendable {
    let opioid: OpioidID
    /// The product lines of the brand; empty for a generic name or a code.
    let lines: [ProductLine]
}

/// Every name, brand and code by which the tables know an opioid.
struct NameIndex: Sendable {
    private let entries: [String: NamedOpioid]
    /// How each name is written in the tables.
    private let spellings: [String: String]
    /// The most words that one name has.
    let longestName: Int

    init(_ tables: TableSet) {
        var entries: [String: NamedOpioid] = [:]
        var spellings: [String: String] = [:]
        func add(_ name: String, _ opioid: OpioidID, line: ProductLine? = nil) {
            let key = name.lowercased()
            let known = entries[key]?.lines ?? []
            entries[key] = NamedOpioid(opioid: opioid, lines: known + (line.map { [$0] } ?? []))
            spellings[key] = name
        }
        for opioid in tables.opioids {
            for name in [opioid.id.name] + opioid.otherNames { add(name, opioid.id) }
            for code in opioid.rxNorm { add("rxnorm:\(code)", opioid.id) }
            for code in opioid.atc {
                add("atc:\(code)", opioid.id)
                add(code, opioid.id)
            }
        }
        for line in tables.products {
            for brand in line.brands { add(brand, line.form.opioid, line: line) }
        }
        self.entries = entries
        self.spellings = spellings
        // Words stand one space apart in the tables, and to count the spaces makes no strings; a name
        // with more of them would be called longer than it is, which costs time and nothing else.
        let space = UInt8(ascii: " ")
        longestName = entries.keys.lazy.map { 1 + $0.utf8.count { $0 == space } }.max() ?? 1
    }

    /// What a name stands for, whatever its capitals.
    func callAsFunction(_ name: String) -> NamedOpioid? {
        entries[name.lowercased()]
    }

    /// The most names that are suggested.
    private var most: Int { 3 }

    /// Known names that a mistyped or shortened one may have meant, the likeliest first.
    func suggestions(for word: String) -> [String] {
        let word = word.lowercased()
        let names = entries.keys.filter { !$0.contains(":") }
        let completions = names.filter { word.count >= 3 && $0.hasPrefix(word) }
        if !completions.isEmpty {
            return completions.sorted().prefix(most).compactMap { spellings[$0] }
        }
        let limit = min(3, max(1, word.count / 2))
        let near = names.map { (name: $0, distance: editDistance(word, $0)) }
            .filter { $0.distance <= limit }
        let ordered = near.sorted { left, right in
            // The start of a name is what people get right, so a longer one in common counts.
            (left.distance, -commonPrefix(word, left.name), left.name)
                < (right.distance, -commonPrefix(word, right.name), right.name)
        }
        guard let likeliest = ordered.first else { return [] }
        let startsAlike = commonPrefix(word, likeliest.name) > 0
        return ordered.filter { !startsAlike || commonPrefix(word, $0.name) > 0 }
            .prefix(most).compactMap { spellings[$0.name] }
    }
}

/// How many letters two words have in common at their start.
private func commonPrefix(_ a: String, _ b: String) -> Int {
    zip(a, b).prefix { $0 == $1 }.count
}

/// How many letters must be added, dropped, changed or swapped to turn one word into another.
func editDistance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a), Array(b))
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var rows = [Array(0...b.count)]
    for i in 1...a.count {
        var row = [i] + Array(repeating: 0, count: b.count)
        for j in 1...b.count {
            let change = a[i - 1] == b[j - 1] ? 0 : 1
            row[j] = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + change)
            if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                row[j] = min(row[j], rows[i - 2][j - 2] + 1)
            }
        }
        rows.append(row)
    }
    return rows[a.count][b.count]
}
