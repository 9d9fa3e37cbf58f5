import DosingTables
import PainDiary
import PainDosing
import Quantities
import SiteProfile
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
    static let engineVersion = "paincalc-4"

    /// - Throws: `ServiceFailure.tables`, `ServiceFailure.site`, `ServiceFailure.unknownChoice`.
    init(_ configuration: ServiceConfiguration) throws(ServiceFailure) {
        let files: TableFiles
        let tables: TableSet
        do throws(TableFaults) {
            files =
                if let directory = configuration.tables {
                    try TableFiles(directory: directory.string)
                } else {
                    TableFiles.embedded
                }
            tables = try files.tableSet()
        } catch {
            throw .tables(error)
        }
        var profile: SiteProfile?
        if let site = configuration.site {
            do throws(SiteFailure) {
                profile = try SiteProfile.load(site, tables: tables)
            } catch {
                throw .site(error)
            }
        }
        self.init(
            files: files, tables: tables, policy: configuration.policy.policy(over: profile))
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
        self.init(files: files, tables: try files.tableSet(), policy: policy)
    }

    /// - Parameter tables: what the files hold.
    private init(files: TableFiles, tables: TableSet, policy: DosingPolicy) {
        engine = DosingEngine(tables: tables, policy: policy)
        announcedCodes = Set(tables.limits.map(\.code)).union([
            AlertExplanation.reviewNow, "rescue-other-opioid", "tolerance-contradicted",
        ]).union(DoubtCode.allCases.map(\.rawValue))
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

extension DosingSetup {
    /// The first digits of the tables' hash, for people.
    var shortName: String { String(engine.tables.sha256.prefix(12)) }

    /// The conversion set that answers first.
    var defaultSet: String {
        (engine.policy.namedSet ?? engine.policy.order?.first ?? engine.tables.defaultOrder.first)?
            .name ?? ""
    }
}
