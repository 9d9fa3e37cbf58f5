/// The four folders of a spool; a file's state is the folder in which it stands.
public enum SpoolFolder: String, CaseIterable, Sendable {
    /// Where people drop files.
    case incoming
    /// Claimed by the service, its outcome not yet recorded.
    case work
    /// Accepted, its entry in the ledger.
    case done
    /// Not accepted; the bytes are kept beside a reason.
    case rejected
}
