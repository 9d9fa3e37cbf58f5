import PainDosing
import TableText

/// Reads all files into one set of tables and collects every fault on the way.
struct TableSetReader {
    private let files: TableFiles
    private(set) var faults: [TextFault] = []

    init(_ files: TableFiles) {
        self.files = files
    }

    /// The whole set; nil after any fault.
    mutating func tableSet() -> TableSet? {
        refuseMissingFiles()
        refuseUnknownFiles()
        var catalogue = Catalogue()
        let sources = read(.sources) { SourcesFile.read($0, faults: &$1) }
        catalogue.sources = sources.map { Set($0.keys) }
        let opioids = read(.opioids) { OpioidsFile.read($0, in: catalogue, faults: &$1) }
        catalogue.opioids = opioids.map { opioids in
            Dictionary(
                opioids.map { ($0.id, $0.formulations) }, uniquingKeysWith: { first, _ in first })
        }
        let lines = read(.products) { ProductsFile.read($0, in: catalogue, faults: &$1) }
        let breakthrough = read(.breakthrough) {
            BreakthroughFile.read($0, in: catalogue, faults: &$1)
        }
        let sets = conversionSets(in: catalogue)
        let known = catalogue
        let rotation = part { reader in
            reader.read(.rotation) { RotationFile.read($0, in: known, faults: &$1) }
        }
        let comedications = read(.comedications) {
            ComedicationsFile($0, in: catalogue, faults: &$1)
        }
        let methadone = part { reader in
            reader.read(.methadone) { MethadoneFile.read($0, in: known, faults: &$1) }
        }
        let limits = read(.limits) { document, faults in
            LimitsFile(
                document, groups: comedications.map { Set($0.groups.map(\.id)) }, in: catalogue,
                faults: &faults)
        }
        // A faulty row is missing here, and its code must not be called unknown as well.
        let isSound = !faults.contains { $0.file == TableGroup.limits.rawValue }
        let codes = isSound ? limits.map { Set($0.limits.map(\.code)) } : nil
        let interactions = comedications?.interactions ?? []
        let titration = part { reader in
            reader.read(.titration) {
                TitrationFile.read(
                    $0, limitCodes: codes.map { $0.union(interactions.map(\.code)) }, in: known,
                    faults: &$1)
            }
        }
        let doubts = part { reader in
            reader.read(.doubts) { DoubtsFile.read($0, in: known, faults: &$1) }
        }
        let review = part { $0.boneMetastases(in: known) }
        let chart = chart(in: known)
        let order = read(.defaults) { document, faults in
            DefaultsFile.read(document, sets: sets, faults: &faults)
        }
        let products = (lines ?? []) + (breakthrough?.products ?? []).map(ProductLine.init)
        refuseAmbiguousNames(opioids: opioids ?? [], products: products)
        guard faults.isEmpty, let sources, let opioids, let breakthrough, let rotation, let limits,
            let comedications, let methadone, let titration, let doubts, let review, let order
        else { return nil }
        return TableSet(
            sha256: files.sha256, sources: sources, opioids: opioids, products: products,
            conversionSets: sets, defaultOrder: order, rotation: rotation,
            breakthrough: breakthrough, limits: limits.limits + interactions,
            onBoard: limits.onBoard,
            comedications: comedications.groups, drugSynonyms: comedications.synonyms,
            methadone: methadone, titration: titration, doubts: doubts, boneMetastases: review,
            chart: chart)
    }

    /// A part that few questions need: of embedded tables it is read when it is first asked for, of
    /// others now, so that every fault is named.
    private mutating func part<Value>(
        _ read: @escaping @Sendable (inout TableSetReader) -> Value?
    ) -> DeferredTable<Value>? {
        guard files.areEmbedded else { return read(&self).map { DeferredTable($0) } }
        let files = files
        return DeferredTable {
            var reader = TableSetReader(files)
            guard let value = read(&reader), reader.faults.isEmpty else {
                // The tests of the build that embedded them read every part.
                preconditionFailure("the embedded tables have faults: \(reader.faults)")
            }
            return value
        }
    }

    private mutating func read<Value>(
        _ group: TableGroup, _ body: (TextDocument, inout [TextFault]) -> Value?
    ) -> Value? {
        document(group.rawValue).flatMap { body($0, &faults) }
    }

    /// The tree of a file; nil if there is none or it can't be read.
    ///
    /// It is made when it is asked for, so that one tree at a time takes memory.
    private mutating func document(_ path: String) -> TextDocument? {
        guard let file = files.file(path) else { return nil }
        do {
            return try file.document()
        } catch {
            faults += error.faults
            return nil
        }
    }

    private mutating func conversionSets(in catalogue: Catalogue) -> [ConversionSet] {
        var sets: [ConversionSet] = []
        for path in files.paths {
            guard let name = TableGroup.conversionSetName(ofFile: path),
                let document = document(path),
                let set = ConversionFile.read(
                    document, named: name, in: catalogue, faults: &faults)
            else { continue }
            sets.append(set)
        }
        return sets
    }

    private mutating func refuseMissingFiles() {
        for path in TableGroup.required where files.file(path) == nil {
            faults.append(TextFault(file: path, line: 1, message: "the file is missing"))
        }
    }

    private mutating func boneMetastases(in catalogue: Catalogue) -> [ReviewModality] {
        ReviewModalityID.allCases.compactMap { id in
            document(TableGroup.file(of: id)).flatMap {
                BoneMetastasisFile.read($0, of: id, in: catalogue, faults: &faults)
            }
        }
    }

    /// The words and brands of drug charts: they are read when a chart is.
    private mutating func chart(in catalogue: Catalogue) -> ChartTables {
        var vocabularies: [DeferredTable<ChartVocabulary>] = []
        var brands: [Country: DeferredTable<[ChartBrand]>] = [:]
        for path in files.paths where TableGroup.isChart(path) {
            if path.hasPrefix(TableGroup.vocabularyDirectory) {
                let words = part { reader in
                    reader.document(path).flatMap {
                        VocabularyFile.read($0, in: catalogue, faults: &reader.faults)
                    }
                }
                if let words { vocabularies.append(words) }
            } else {
                let name = path.dropFirst(TableGroup.brandsDirectory.count).dropLast(5)
                guard let country = Country(rawValue: name.uppercased()) else {
                    faults.append(
                        TextFault(
                            file: path, line: 1,
                            message: "the file is named after no country, such as uk.yaml"))
                    continue
                }
                let rows = part { reader in
                    reader.document(path).flatMap {
                        BrandsFile.read($0, of: country, in: catalogue, faults: &reader.faults)
                    }
                }
                if let rows { brands[country] = rows }
            }
        }
        return ChartTables(vocabularies: vocabularies, brands: brands)
    }

    private mutating func refuseUnknownFiles() {
        let known = TableGroup.required
        for path in files.paths
        where !known.contains(path) && TableGroup.conversionSetName(ofFile: path) == nil
            && !TableGroup.isChart(path)
        {
            // A file that can't be read has its own faults.
            guard document(path) != nil else { continue }
            let accepted = known.joined(separator: ", ")
            faults.append(
                TextFault(
                    file: path, line: 1,
                    message: "the file is unknown; known are: \(accepted), conversion/<id>.yaml"))
        }
    }

    /// Every name, brand and code has to lead to one opioid, or a regimen could be misread.
    private mutating func refuseAmbiguousNames(opioids: [Opioid], products: [ProductLine]) {
        var owners: [String: OpioidID] = [:]
        var ambiguous: [(name: String, ids: [OpioidID], file: TableGroup)] = []
        func claim(_ name: String, _ id: OpioidID, _ file: TableGroup) {
            let key = name.lowercased()
            if let owner = owners[key], owner != id {
                ambiguous.append((name, [owner, id], file))
            } else {
                owners[key] = id
            }
        }
        for opioid in opioids {
            for name in [opioid.id.name] + opioid.otherNames + opioid.rxNorm + opioid.atc {
                claim(name, opioid.id, .opioids)
            }
        }
        for product in products {
            for brand in product.brands { claim(brand, product.form.opioid, .products) }
        }
        for (name, ids, file) in ambiguous {
            let message = "'\(name)' stands for \(ids[0]) and for \(ids[1])"
            faults.append(
                TextFault(file: file.rawValue, line: line(of: name, in: file), message: message))
        }
    }

    /// The last line of a file on which a name stands as a value; 1 if it is found nowhere.
    private func line(of name: String, in file: TableGroup) -> Int {
        // The name was read from this very file, so the file can be read.
        (try? files.file(file.rawValue)?.document())?.root.lastLine(ofText: name) ?? 1
    }
}
