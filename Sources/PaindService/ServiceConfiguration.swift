public import DiarySpool
public import SiteProfile
public import SystemPackage

/// What an operator sets in the YAML file of the service.
public struct ServiceConfiguration: Hashable, Sendable {
    /// The folders in which diary files are dropped, claimed, kept and rejected.
    public var spool: SpoolLayout
    /// Bounds on the size, the number and the settling time of dropped files.
    public var limits: SpoolLimits
    /// Seconds between full listings of the drop folder, besides every notice of the kernel.
    public var rescanSeconds: Int
    /// How far the clock that recorded an entry may be ahead of this machine's.
    public var futureSkewSeconds: Int
    /// The SQLite file of the ledger.
    public var ledger: FilePath
    /// The directory below which the reports of each entry are written.
    public var reports: FilePath
    /// A directory of clinical tables; nil for those built in.
    public var tables: FilePath?
    /// The site profile: the id of a ready-made one or a file; nil for none.
    public var site: String?
    /// Choices that win over the site profile; the sets they name have to be in the tables.
    public var policy: PolicyChoices
    /// How patients appear in the journal.
    public var journal: JournalSettings
    /// The shortest time between two writings of a patient's page or the overview, in seconds; 0 for no
    /// pages.
    public var pageSeconds: Int
    /// Where metrics are written; nil for none.
    public var metrics: MetricsSettings?

    /// A configuration; every default is what the YAML file leaves unsaid.
    ///
    /// In the file, `rescanSeconds` is 1 to 86,400, `futureSkewSeconds` 0 to 604,800 and `pageSeconds`
    /// 0 to 3,600, all bounds included; nothing is checked here.
    public init(
        spool: SpoolLayout, limits: SpoolLimits = SpoolLimits(), rescanSeconds: Int = 60,
        futureSkewSeconds: Int = 600, ledger: FilePath, reports: FilePath, tables: FilePath? = nil,
        site: String? = nil, policy: PolicyChoices = PolicyChoices(),
        journal: JournalSettings = JournalSettings(),
        pageSeconds: Int = 5, metrics: MetricsSettings? = nil
    ) {
        self.spool = spool
        self.limits = limits
        self.rescanSeconds = rescanSeconds
        self.futureSkewSeconds = futureSkewSeconds
        self.ledger = ledger
        self.reports = reports
        self.tables = tables
        self.site = site
        self.policy = policy
        self.journal = journal
        self.pageSeconds = pageSeconds
        self.metrics = metrics
    }
}

/// Where and how often metrics are written.
public struct MetricsSettings: Hashable, Sendable {
    /// The file for node_exporter's textfile collector, whose name ends in `.prom`.
    public var file: FilePath
    /// The shortest time between two writings, in seconds.
    public var seconds: Int

    /// A file, written every 15 seconds unless said otherwise.
    public init(file: FilePath, seconds: Int = 15) {
        self.file = file
        self.seconds = seconds
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

    /// What stands in `PAIND_FILE`.
    public enum FileNames: String, CaseIterable, Hashable, Sendable {
        /// A keyed hash of the name: names of files often name the patient.
        case hashed
        /// The name.
        case plain
    }

    /// Whether the journal shows a pseudonym or the id of the diary.
    public var patientField: PatientField
    /// Whether the journal shows the names of files.
    public var fileNames: FileNames
    /// The key of the pseudonyms; nil for the credential `pseudonym-key`, or a key of its own made
    /// beside the ledger.
    public var keyFile: FilePath?

    /// How patients and their files appear; `keyFile` counts for pseudonyms and hashed names only.
    public init(
        patientField: PatientField = .pseudonym, fileNames: FileNames = .hashed,
        keyFile: FilePath? = nil
    ) {
        self.patientField = patientField
        self.fileNames = fileNames
        self.keyFile = keyFile
    }
}
