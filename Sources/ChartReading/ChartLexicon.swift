import PainDosing
import Quantities

/// What a name on a chart stands for.
struct ChartName: Hashable, Sendable {
    /// As the lists write it; for a generic name as it was written there.
    let shown: String
    /// One, or more where countries differ.
    let opioids: Set<OpioidID>
    /// What the brand holds; empty for a generic name.
    let brands: [ChartBrand]

    var isBrand: Bool { !brands.isEmpty }
    var opioid: OpioidID? { opioids.count == 1 ? opioids.first : nil }
}

/// Everything that a word of a chart may be.
struct ChartEntry: Sendable {
    var meanings: [ChartMeaning] = []
    var name: ChartName?
    /// A drug that is no opioid, by its English name.
    var otherDrug: String?
    var isOtherOpioid = false
}

/// All words and names by which charts are read, for one country or for all.
struct ChartLexicon: Sendable {
    let country: Country?
    /// Whether 7,5 is seven and a half there; then 1.000 may be a thousand.
    let writesDecimalComma: Bool
    private(set) var entries: [String: ChartEntry] = [:]
    /// The most letters of a key.
    private(set) var longest = 1

    init(_ tables: TableSet, country: Country?) {
        self.country = country
        let vocabularies = tables.chart.vocabularies
        let home = vocabularies.filter { words in
            country.map { words.countries.contains($0) } ?? true
        }
        let others = vocabularies.filter { words in !home.contains { $0.language == words.language }
        }
        writesDecimalComma = home.contains { $0.language != "en" }
        for words in home { add(words, ifMissing: false, tables) }
        for words in others { add(words, ifMissing: true, tables) }
        for opioid in tables.opioids {
            for name in [opioid.id.name] + opioid.otherNames where !name.contains("/") {
                add(name, generic: opioid.id)
            }
        }
        addBrands(tables)
    }

    /// What a key stands for.
    func callAsFunction(_ key: String) -> ChartEntry? { entries[key] }

    // MARK: Words

    private mutating func add(
        _ vocabulary: ChartVocabulary, ifMissing: Bool, _ tables: TableSet
    ) {
        var fresh: [String: ChartEntry] = [:]
        func key(_ word: String) -> String? {
            let key = ChartText.key(ofWritten: word)
            // One letter of a foreign language may be anything.
            if ifMissing, key.count < 2 || entries[key] != nil { return nil }
            return key
        }
        for (meaning, words) in vocabulary.words {
            for word in words {
                guard let key = key(word) else { continue }
                fresh[key, default: entries[key] ?? ChartEntry()].meanings.append(meaning)
            }
        }
        for (opioid, names) in vocabulary.names {
            for name in names {
                guard let key = key(name) else { continue }
                fresh[key, default: entries[key] ?? ChartEntry()].name = ChartName(
                    shown: opioid.name, opioids: [opioid], brands: [])
            }
        }
        for word in vocabulary.otherOpioids {
            if let key = key(word) {
                fresh[key, default: entries[key] ?? ChartEntry()].isOtherOpioid = true
            }
        }
        for (drug, names) in vocabulary.otherDrugs {
            for name in names {
                if let key = key(name) {
                    fresh[key, default: entries[key] ?? ChartEntry()].otherDrug = drug
                }
            }
        }
        for (key, entry) in fresh { set(entry, key) }
    }

    private mutating func add(_ name: String, generic opioid: OpioidID) {
        let key = ChartText.key(ofWritten: name)
        var entry = entries[key] ?? ChartEntry()
        guard entry.name == nil else { return }
        entry.name = ChartName(shown: opioid.name, opioids: [opioid], brands: [])
        set(entry, key)
    }

    private mutating func set(_ entry: ChartEntry, _ key: String) {
        entries[key] = entry
        longest = max(longest, key.count + 4)
    }

    // MARK: Brands

    private mutating func addBrands(_ tables: TableSet) {
        var names: [String: (shown: String, brands: [ChartBrand])] = [:]
        func collect(_ brand: ChartBrand) {
            for name in brand.names {
                let key = ChartText.key(ofWritten: name)
                names[key, default: (name, [])].brands.append(brand)
            }
        }
        let listed = tables.products.filter { !$0.brands.isEmpty }.flatMap(ChartBrand.lines)
        if let country {
            tables.chart.brands(of: country).forEach(collect)
            listed.filter { $0.country == country }.forEach { brand in
                // The list of the country says more of a brand than the table of what is dispensed.
                let new = brand.names.filter { names[ChartText.key(ofWritten: $0)] == nil }
                if !new.isEmpty { collect(brand.named(new)) }
            }
        }
        var abroad: [String: (shown: String, brands: [ChartBrand])] = [:]
        for other in tables.chart.countries where other != country {
            for brand in tables.chart.brands(of: other) {
                for name in brand.names {
                    let key = ChartText.key(ofWritten: name)
                    if names[key] == nil { abroad[key, default: (name, [])].brands.append(brand) }
                }
            }
        }
        for brand in listed where brand.country != country {
            for name in brand.names {
                let key = ChartText.key(ofWritten: name)
                if names[key] == nil, abroad[key] == nil {
                    abroad[key, default: (name, [])].brands.append(brand)
                }
            }
        }
        for (key, found) in names.merging(abroad, uniquingKeysWith: { first, _ in first }) {
            // A number alone is a name only where it is sold.
            if key.allSatisfy(\.isDigit), names[key] == nil || country == nil { continue }
            var entry = entries[key] ?? ChartEntry()
            entry.name = ChartName(
                shown: found.shown, opioids: Set(found.brands.map(\.opioid)), brands: found.brands)
            set(entry, key)
        }
    }
}

extension ChartBrand {
    /// The brands of a product line, one for each of its countries.
    fileprivate static func lines(_ line: ProductLine) -> [ChartBrand] {
        var strengths: [ChartStrength] = []
        var unit = ChartStrengthUnit.milligram
        for strength in line.strengths {
            let companion = strength.companion?.amount.milligrams
            switch strength.labelled {
            case .mass(let mass):
                strengths.append(ChartStrength(opioid: mass.milligrams, companion: companion))
            case .rate(let rate):
                unit = .microgramPerHour
                strengths.append(ChartStrength(opioid: rate.microgramsPerHour))
            case .concentration(let mass):
                unit = .milligramPerMillilitre
                strengths.append(ChartStrength(opioid: mass.milligrams))
            }
        }
        return line.countries.sorted().map { country in
            ChartBrand(
                names: line.brands, country: country, opioid: line.form.opioid,
                formulation: line.form.formulation,
                companion: line.strengths.compactMap(\.companion).first?.drug.rawValue,
                strengths: strengths, unit: unit, hours: line.intervalHours.map { [$0] } ?? [],
                milligramsPerDrop: nil, source: line.source, evidence: line.evidence)
        }
    }

    fileprivate func named(_ names: [String]) -> ChartBrand {
        ChartBrand(
            names: names, country: country, opioid: opioid, formulation: formulation,
            companion: companion, strengths: strengths, unit: unit, hours: hours,
            milligramsPerDrop: milligramsPerDrop, source: source, evidence: evidence)
    }
}
