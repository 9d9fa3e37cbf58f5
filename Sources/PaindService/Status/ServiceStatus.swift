import DiarySpool
import DoseLedger
import PainDosing
import Quantities
import StrictJSON
import SystemPackage

/// What the service has done and what waits, as one look at its ledger and folders shows it.
///
/// No patient is named in it: entries are known by their digest, as in the journal.
public struct ServiceStatus: Sendable {
    /// What stands in a folder of the spool.
    enum Waiting {
        case files(WaitingFiles)
        /// The folder can't be looked into.
        case unknown(reason: String)
    }

    /// An entry that came lately.
    struct LastEntry {
        let digest: ContentDigest
        let recordedAt: LocalInstant?
        let receivedAt: Instant
        let outcome: AssessmentOutcome
        let severity: AlertSeverity?
        /// In milligrams of oral morphine a day; nil after a stop or query, or without a regimen.
        let omedd: Rational?
        /// Whether it or its answer is not what was recorded.
        let isDamaged: Bool
        /// Whether another entry stands in its place.
        let isReplaced: Bool
        /// Whether it was withdrawn.
        let isWithdrawn: Bool
    }

    /// When this was seen.
    let at: Instant
    let ledger: String
    let counts: LedgerCounts
    let pendingFailure: PendingFailure?
    let incoming: Waiting
    let work: Waiting
    /// The tables that the configuration chooses.
    let configuredTables: ContentDigest
    /// Where they come from: a folder, or nil for those built in.
    let tablesFolder: String?
    /// The tables that made the newest assessment.
    let lastUsedTables: ContentDigest?
    let lastEntries: [LastEntry]
    let rejectedFiles: [RejectedFile]
    let journal: JournalGaps
    /// What some of the missing records tell of, by their numbers.
    let missingRecords: [(numbers: ClosedRange<Int64>, subject: RecordSubject?)]
    /// What is wrong with the ledger, a sentence each; nil where nobody asked.
    let faults: [String]?

    /// 65 where the ledger was verified and has faults, else 0.
    public var status: Int32 { faults?.isEmpty == false ? 65 : 0 }
}

extension ServiceStatus {
    /// Looks at the ledger and the folders that a configuration names, and changes nothing; the
    /// service may be at work or not.
    ///
    /// - Parameters:
    ///   - configuration: that of the service.
    ///   - last: how many entries, rejected files and missing records are named.
    ///   - isVerified: whether all of the ledger is compared with its digests, and all of its journal
    ///     records are looked for; else the last of these.
    ///   - clock: what time it is.
    /// - Throws: `ServiceFailure` where the tables have faults or the ledger can't be read.
    public init(
        of configuration: ServiceConfiguration, last: Int, isVerified: Bool = false,
        clock: ServiceClock = .system
    ) throws(ServiceFailure) {
        try self.init(
            of: configuration, last: last, isVerified: isVerified, clock: clock,
            journal: JournalGaps.system(ledger: configuration.ledger.string))
    }

    init(
        of configuration: ServiceConfiguration, last: Int, isVerified: Bool = false,
        clock: ServiceClock = .system, journal source: JournalGaps.Source?
    ) throws(ServiceFailure) {
        let setup = try DosingSetup(configuration)
        at = Instant(secondsSince1970: clock.now())
        ledger = configuration.ledger.string
        configuredTables = setup.tableSet
        tablesFolder = configuration.tables?.string
        incoming = Waiting(in: .incoming, of: configuration.spool, configuration.limits)
        work = Waiting(in: .work, of: configuration.spool, configuration.limits)
        do throws(LedgerError) {
            let ledger = try Ledger.openReadOnly(path: configuration.ledger.string)
            counts = try ledger.counts()
            pendingFailure = try ledger.lastPendingFailure()
            lastUsedTables = try ledger.lastTableSet()
            lastEntries = try ledger.lastEntries(limit: last).map(LastEntry.init)
            rejectedFiles = try ledger.lastRejections(limit: last)
            let gaps = JournalGaps(try ledger.assignedRecords(), all: isVerified, source)
            journal = gaps
            missingRecords = try gaps.missing.prefix(last).map { numbers throws(LedgerError) in
                (numbers, try ledger.subject(ofRecord: numbers.lowerBound))
            }
            faults = isVerified ? try ledger.faults() : nil
        } catch {
            throw .ledger(error)
        }
    }
}

extension ServiceStatus.Waiting {
    init(in folder: SpoolFolder, of layout: SpoolLayout, _ limits: SpoolLimits) {
        do throws(SpoolError) {
            self = .files(try WaitingFiles(in: folder, of: layout, limits: limits))
        } catch {
            self = .unknown(reason: "\(error)")
        }
    }
}

extension ServiceStatus.LastEntry {
    init(_ assessed: AssessedEntry) {
        let (entry, assessment) = (assessed.entry, assessed.assessment)
        digest = entry.digest
        recordedAt = LocalInstant(
            Instant(secondsSince1970: entry.recordedAt), offsetMinutes: entry.offsetMinutes)
        receivedAt = Instant(secondsSince1970: entry.receivedAt)
        outcome = assessment.outcome
        severity = assessment.severity
        omedd = assessment.omedd.flatMap { Rational(fraction: $0) }
        // The answer says so; what can't be read is an answer of another version.
        var header = JSONObject()
        if let json = try? assessment.intactJSON(),
            case .object(let answer)? = (try? JSONValue(reading: json))?.content
        {
            header = answer
        }
        isDamaged = (try? entry.intactBytes()) == nil || assessment.damage != nil
        isReplaced = header["replacedBy"] != nil
        isWithdrawn = header["withdrawnBy"] != nil
    }
}

extension Rational {
    /// The number as the ledger writes it, such as `60` or `285/2`; nil for any other text.
    init?(fraction text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int128($0) }
        guard (1...2).contains(parts.count), let numerator = parts[0],
            let denominator = parts.count == 1 ? 1 : parts[1],
            // What has no such value is no number of the ledger's.
            let value = try? Rational(numerator, over: denominator)
        else { return nil }
        self = value
    }
}
