public import DiarySpool
public import PainDosing
public import SystemPackage

/// What an operator sets in the YAML file of the service.
public struct ServiceConfiguration: Hashable, Sendable {
    public var spool: SpoolLayout
    public var limits: SpoolLimits
    /// Seconds between full listings of the drop folder, besides every notice of the kernel.
    public var rescanSeconds: Int
    /// How far the clock that recorded an entry may be ahead of this machine's.
    public var futureSkewSeconds: Int
    public var ledger: FilePath
    public var reports: FilePath
    /// A directory of clinical tables; nil for those built in.
    public var tables: FilePath?
    public var policy: DosingPolicy
    public var journal: JournalSettings

    public init(
        spool: SpoolLayout, limits: SpoolLimits = SpoolLimits(), rescanSeconds: Int = 60,
        futureSkewSeconds: Int = 600, ledger: FilePath, reports: FilePath, tables: FilePath? = nil,
        policy: DosingPolicy = DosingPolicy(), journal: JournalSettings = JournalSettings()
    ) {
        self.spool = spool
        self.limits = limits
        self.rescanSeconds = rescanSeconds
        self.futureSkewSeconds = futureSkewSeconds
        self.ledger = ledger
        self.reports = reports
        self.tables = tables
        self.policy = policy
        self.journal = journal
    }
}

/// How patients appear in the journal.
public struct JournalSettings: Hashable, Sendable {
    /// What stands in `PAIND_PATIENT`.
    public enum PatientField: String, CaseIterable, Hashable, Sendable {
        /// A keyed hash of the patient's id.
        case pseudonym
        /// The id of the diary, for teams whose ids are pseudonyms already.
        case id
    }

    public var patientField: PatientField
    /// The key of the pseudonyms; nil for the credential `pseudonym-key`, or a key of its own made
    /// beside the ledger.
    public var keyFile: FilePath?

    public init(patientField: PatientField = .pseudonym, keyFile: FilePath? = nil) {
        self.patientField = patientField
        self.keyFile = keyFile
    }
}
