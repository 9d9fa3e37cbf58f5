public import DiarySpool
public import DoseLedger
public import DosingTables
public import SiteProfile
public import TableText

/// Why the service can't start or go on.
public enum ServiceFailure: Error, Sendable {
    /// The configuration has faults.
    case configuration(TextFaults)
    /// The configuration file can't be read.
    case configurationUnreadable(String)
    /// The clinical tables have faults.
    case tables(TableFaults)
    /// There is no such site profile, or it has faults.
    case site(SiteFailure)
    /// A key of the policy names something that the tables don't have.
    case unknownChoice(key: String, [String], known: [String])
    /// The pseudonym key can't be used.
    case key(String)
    /// There is no key file.
    case keyMissing(String)
    /// Another process has the state folder.
    case locked(FolderLockError)
    case spool(SpoolError)
    case ledger(LedgerError)
    case reports(DirectoryWriterError)
    /// The journal or the service manager refused a message at start.
    case systemd(String)
    /// A file is no diary that the service would accept, so that it was not dropped.
    case notDropped(String)

    /// The exit status: 78 for configuration and tables, 66 for a ledger that is not there, 74 for
    /// input and output, 75 where another process has spool or state.
    public var status: Int32 {
        switch self {
        case .ledger(.missing): 66
        case .locked, .spool(.locked): 75
        case .configuration, .configurationUnreadable, .tables, .site, .unknownChoice, .key,
            .keyMissing:
            78
        case .notDropped: 65
        case .spool, .ledger, .reports, .systemd: 74
        }
    }
}

extension ServiceFailure: CustomStringConvertible {
    /// What the operator reads: what failed, on which file or table where one is meant.
    public var description: String {
        switch self {
        case .configuration(let faults): "\(faults)"
        case .configurationUnreadable(let text): text
        case .tables(let faults): "\(faults)"
        case .site(let failure): "site: \(failure)"
        case .unknownChoice(let key, let names, let known):
            "\(key): the tables have no \(names.joined(separator: ", ")); known are "
                + known.joined(separator: ", ")
        case .key(let text), .keyMissing(let text): "pseudonym key: \(text)"
        case .locked(let error): "\(error)"
        case .spool(let error): "\(error.withoutFileName)"
        case .ledger(let error): "\(error)"
        case .reports(let error): "\(error)"
        case .systemd(let text), .notDropped(let text): text
        }
    }
}
