public import SystemdClient

/// The fields of the service's journal records; their names are part of the contract with
/// whoever reads the journal.
public enum ServiceField: String, CaseIterable, Sendable {
    /// The kind of event, a raw value of ``ServiceEvent``.
    case event = "PAIND_EVENT"
    /// The id of the entry: the SHA-256 of its file.
    case entry = "PAIND_ENTRY"
    /// The patient's pseudonym.
    case patient = "PAIND_PATIENT"
    /// The OMEDD (oral morphine equivalent daily dose) by the chosen table, in mg a day.
    case omedd = "PAIND_OMEDD"
    /// The least OMEDD over all tables, in mg a day.
    case omeddLow = "PAIND_OMEDD_LOW"
    /// The greatest OMEDD over all tables, in mg a day.
    case omeddHigh = "PAIND_OMEDD_HIGH"
    /// The chosen table.
    case table = "PAIND_TABLE"
    /// The code of an alert; repeated, one for each.
    case alert = "PAIND_ALERT"
    /// The name of the file, escaped.
    case file = "PAIND_FILE"
    /// The report written for the entry.
    case report = "PAIND_REPORT"
    /// The decision on the background opioid, such as `review-now`.
    case decision = "PAIND_DECISION"
    /// A breakthrough dose in words; repeated, one for each kind.
    case breakthrough = "PAIND_BREAKTHROUGH"
    /// The number of the file in the ledger; the same in a record that had to be repeated.
    case arrival = "PAIND_ARRIVAL"
    /// The number of a new assessment in the ledger; the same in a record that had to be repeated.
    case assessment = "PAIND_ASSESSMENT"
    /// The ledger that numbers the records.
    case ledger = "PAIND_LEDGER"
    /// The running number of a record of an arrival or a new assessment: no number of a ledger is left
    /// out, so one that the journal lacks was lost. Repeated where one record stands for several.
    case record = "PAIND_RECORD"
    /// The id of the entry that stands in this one's place.
    case replacedBy = "PAIND_REPLACED_BY"
    /// The id of the entry by which this one was withdrawn.
    case withdrawnBy = "PAIND_WITHDRAWN_BY"
    /// The id of the entry that this one withdraws.
    case withdraws = "PAIND_WITHDRAWS"
    /// The id of an entry that this one contradicts, or that it corrects and that has not come;
    /// repeated, one for each.
    case conflictsWith = "PAIND_CONFLICTS_WITH"
    /// A number of its own for each run of the service.
    case run = "PAIND_RUN"
    /// Why something was not done.
    case reason = "PAIND_REASON"

    /// The name as the journal takes it.
    public var name: JournalFieldName {
        guard let name = JournalFieldName(rawValue) else {
            preconditionFailure("every raw value above is a field name")
        }
        return name
    }
}
