import DiarySpool
import PainDosing
import SiteProfile
import SystemPackage
public import TableText

extension ServiceConfiguration {
    /// Reads the configuration; every fault is named with file and line.
    ///
    /// Relative paths are relative to the folder that holds the file, so that a whole service can
    /// live in one folder.
    ///
    /// - Throws: `TextFaults`.
    public static func read(
        yaml bytes: [UInt8], file: String, folder: String
    ) throws(TextFaults) -> ServiceConfiguration {
        let document = try TextDocument.parse(yaml: bytes, file: file)
        var faults: [TextFault] = []
        let base = FilePath(folder)
        let configuration = NodeReader.read(document.root, file: file, faults: &faults) { reader in
            let spool = reader.path("spool", under: base)
            let state = reader.path("state", under: base)
            let tables = reader.optionalPath("tables", under: base)
            var limits = reader.limits()
            if let patience = reader.whole("writerPatienceSeconds", in: 1...86_400) {
                limits.writerPatience = .seconds(patience)
            }
            limits.transferNames = reader.transferNames()
            let rescan = reader.whole("rescanSeconds", in: 1...86_400)
            let skew = reader.whole("futureSkewSeconds", in: 0...604_800)
            let pages = reader.whole("pageSeconds", in: 0...3_600)
            let site = reader.site(under: base)
            let policy = reader.policy()
            let journal = reader.journal(under: base)
            let metrics = reader.metrics(under: base)
            guard let spool, let state else { return ServiceConfiguration?.none }
            return ServiceConfiguration(
                spool: SpoolLayout(root: spool), limits: limits, rescanSeconds: rescan ?? 60,
                futureSkewSeconds: skew ?? 600,
                ledger: state.appending("ledger.sqlite"), reports: state.appending("reports"),
                tables: tables, site: site, policy: policy, journal: journal,
                pageSeconds: pages ?? 5, metrics: metrics)
        }
        guard faults.isEmpty, let configuration else { throw TextFaults(faults) }
        return configuration
    }
}

extension NodeReader {
    fileprivate mutating func path(_ key: String, under base: FilePath) -> FilePath? {
        text(key).map { base.pushing(FilePath($0)) }
    }

    fileprivate mutating func optionalPath(_ key: String, under base: FilePath) -> FilePath? {
        optionalText(key).map { base.pushing(FilePath($0)) }
    }

    fileprivate mutating func whole(_ key: String, in range: ClosedRange<Int>) -> Int? {
        optionalValue(
            key, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)"
        ) { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    fileprivate mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ key: String, _: Choice.Type
    ) -> Choice? {
        let accepted = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        return optionalValue(key, expected: "one of \(accepted)") { Choice(rawValue: $0) }
    }

    fileprivate mutating func section<Value>(
        _ key: String, _ absent: Value, _ body: (inout NodeReader) -> Value?
    ) -> Value {
        has(key) ? mapping(key, body) ?? absent : absent
    }

    fileprivate mutating func limits() -> SpoolLimits {
        section("limits", SpoolLimits()) { reader in
            var limits = SpoolLimits()
            if let bytes = reader.whole("maximumBytes", in: 1...1 << 30) {
                limits.maximumBytes = bytes
            }
            if let settle = reader.whole("settleMilliseconds", in: 1...3_600_000) {
                limits.settle = .milliseconds(settle)
            }
            if let batch = reader.whole("batch", in: 1...4096) { limits.batch = batch }
            return limits
        }
    }

    /// An ending that all names have, or one of no characters, would leave every file alone.
    fileprivate mutating func transferNames() -> [String] {
        texts("transferNames").map { ending in
            if ending.text.count < 2 || ending.text.contains("/") {
                fault(
                    "transferNames: found \(ending.text); accepted is an ending of file names of two "
                        + "characters or more, such as .filepart", line: ending.line)
            }
            return ending.text
        }
    }

    /// The id of a ready-made profile as it is, a file below the folder.
    fileprivate mutating func site(under base: FilePath) -> String? {
        optionalText("site").map { word in
            SiteProfile.readyMadeIDs.contains(word)
                ? word : base.pushing(FilePath(word)).string
        }
    }

    fileprivate mutating func policy() -> PolicyChoices {
        section("policy", PolicyChoices()) { reader in
            var policy = PolicyChoices()
            let order = reader.texts("tables")
            if !order.isEmpty { policy.order = order.map { ConversionSetID($0.text) } }
            policy.spread = reader.choice("spread", SpreadPolicy.self)
            policy.firstDose = reader.choice("firstDose", FirstDosePolicy.self)
            policy.country = reader.choice("country", Country.self)
            policy.titration = reader.optionalText("titration").map { TitrationPolicyID($0) }
            if reader.has("omeddThresholds") { policy.omeddThresholds = reader.omeddThresholds() }
            policy.nonCancerThresholds = reader.choice(
                "nonCancerThresholds", NonCancerThresholds.self)
            return policy
        }
    }

    /// Off unless a file is named.
    fileprivate mutating func metrics(under base: FilePath) -> MetricsSettings? {
        section("metrics", nil) { reader in
            let file = reader.value(
                "file",
                expected:
                    "a path that ends in .prom, since node_exporter's textfile collector reads "
                    + "no other file"
            ) { text in
                text.hasSuffix(".prom") ? base.pushing(FilePath(text)) : nil
            }
            let seconds = reader.whole("seconds", in: 1...3_600)
            guard let file else { return .none }
            return MetricsSettings(file: file, seconds: seconds ?? 15)
        }
    }

    fileprivate mutating func journal(under base: FilePath) -> JournalSettings {
        section("journal", JournalSettings()) { reader in
            var settings = JournalSettings()
            if let field = reader.choice("patient", JournalSettings.PatientField.self) {
                settings.patientField = field
            }
            if let names = reader.choice("fileNames", JournalSettings.FileNames.self) {
                settings.fileNames = names
            }
            settings.keyFile = reader.optionalPath("keyFile", under: base)
            return settings
        }
    }
}
