import DosingTables
import PainDiary
import PainDosing
import Quantities
import StrictJSON
import SystemPackage

/// Tables and policy as one choice of method, with all that the ledger needs to repeat it.
struct DosingSetup: Sendable {
    let engine: DosingEngine
    let diary: DiaryReader
    let tableSet: ContentDigest
    let archive: [UInt8]
    let policy: ContentDigest
    let policyText: String
    /// The codes of alerts that have a record of their own in the journal: those of the tables, and the call for a clinician.
    let announcedCodes: Set<String>

    /// The version of the method; it changes whenever equal inputs could give other bytes.
    static let engineVersion = "paincalc-2"

    /// - Throws: `ServiceFailure.tables`, `ServiceFailure.unknownChoice`.
    init(_ configuration: ServiceConfiguration) throws(ServiceFailure) {
        do throws(TableFaults) {
            let files =
                if let directory = configuration.tables {
                    try TableFiles(directory: directory.string)
                } else {
                    TableFiles.embedded
                }
            try self.init(files: files, policy: configuration.policy)
        } catch {
            throw .tables(error)
        }
        let tables = engine.tables
        let unknown = (configuration.policy.order ?? []).filter { tables.conversionSet($0) == nil }
        guard unknown.isEmpty else {
            throw .unknownChoice(
                key: "policy.tables", unknown.map(\.name),
                known: tables.conversionSets.map(\.id.name))
        }
        if let titration = configuration.policy.titration, tables.titration.policy(titration) == nil
        {
            throw .unknownChoice(
                key: "policy.titration", [titration.name],
                known: tables.titration.policies.map(\.id.name))
        }
    }

    /// - Throws: `TableFaults`.
    init(files: TableFiles, policy: DosingPolicy) throws(TableFaults) {
        let tables = try files.tableSet()
        engine = DosingEngine(tables: tables, policy: policy)
        announcedCodes = Set(tables.limits.map(\.code)).union([AlertExplanation.reviewNow])
        diary = DiaryReader(regimens: RememberedRegimens(RegimenShorthand(tables: tables)))
        archive = files.archive()
        guard let digest = ContentDigest(hexadecimal: tables.sha256) else {
            preconditionFailure("a SHA-256 has 64 hexadecimal digits")
        }
        tableSet = digest
        policyText = policy.canonicalText
        self.policy = ContentDigest(of: Array(policyText.utf8))
    }
}

extension DosingPolicy {
    /// The policy as JSON with its members in a fixed order, for the ledger.
    var canonicalText: String {
        JSONValue.object([
            "schema": .string("paincalc/policy/1"),
            "namedSet": namedSet.map { .string($0.name) },
            "order": order.map { .array($0.map { .string($0.name) }) },
            "spread": .string(spread.rawValue), "firstDose": .string(firstDose.rawValue),
            "region": .string(country.rawValue),
            "omeddThresholds": .array(
                omeddThresholds.map { .string($0.milligramsPerDay.decimal().text) }),
            "nonCancerThresholds": .string(nonCancerThresholds.rawValue),
            "titration": titration.map { .string($0.name) },
        ]).text()
    }

    /// Reads the canonical text back; nil for any other text.
    init?(canonicalText text: String) {
        guard let value = try? JSONValue(reading: Array(text.utf8)),
            case .object(let object) = value.content
        else { return nil }
        func string(_ key: String) -> String? {
            guard case .string(let text)? = object[key]?.content else { return nil }
            return text
        }
        guard let spread = string("spread").flatMap({ SpreadPolicy(rawValue: $0) }),
            let firstDose = string("firstDose").flatMap({ FirstDosePolicy(rawValue: $0) }),
            let country = string("region").flatMap({ Country(rawValue: $0) }),
            let nonCancer = string("nonCancerThresholds")
                .flatMap({ NonCancerThresholds(rawValue: $0) })
        else { return nil }
        self.init(
            namedSet: string("namedSet").map { ConversionSetID($0) }, spread: spread,
            firstDose: firstDose, country: country, nonCancerThresholds: nonCancer,
            titration: string("titration").map { TitrationPolicyID($0) })
        if case .array(let values)? = object["omeddThresholds"]?.content {
            omeddThresholds = values.compactMap { value in
                guard case .string(let text) = value.content else { return nil }
                // What can't be read back makes the texts differ below.
                return (try? Rational(decimal: text)).flatMap { try? .milligramsPerDay($0) }
            }
        }
        if case .array(let names)? = object["order"]?.content {
            order = names.compactMap { name in
                guard case .string(let text) = name.content else { return nil }
                return ConversionSetID(text)
            }
        }
        guard canonicalText == text else { return nil }
    }
}

extension DosingSetup {
    /// The first digits of the tables' hash, for people.
    var shortName: String { String(engine.tables.sha256.prefix(12)) }

    /// The conversion set that answers first.
    var defaultSet: String {
        (engine.policy.namedSet ?? engine.policy.order?.first ?? engine.tables.defaultOrder.first)?
            .name ?? ""
    }
}
