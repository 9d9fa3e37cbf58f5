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
    /// The ledger is gone, or is not the one that belongs to the spool and the state.
    case ledgerLost(path: String, LedgerLoss)
    /// The ledger can't be made again.
    case rebuild(String)
    case reports(DirectoryWriterError)
    /// The journal or the service manager refused a message at start.
    case systemd(String)
    /// A file is no diary that the service would accept, so that it was not dropped.
    case notDropped(String)

    /// The exit status: 78 for configuration and tables, 66 for a ledger that is not there, 65 for one
    /// that was lost, 74 for input and output, 75 where another process has spool or state.
    public var status: Int32 {
        switch self {
        case .ledger(.missing): 66
        case .ledgerLost, .notDropped: 65
        case .locked, .spool(.locked): 75
        case .configuration, .configurationUnreadable, .tables, .site, .unknownChoice, .key,
            .keyMissing:
            78
        case .spool, .ledger, .rebuild, .reports, .systemd: 74
        }
    }
}

extension ServiceFailure: CustomStringConvertible {
    private var remedy: String {
        "Put the right ledger back, or have it made again from the finished files: paincalc ledger "
            + "rebuild. Only to go on without them: paind --new-ledger"
    }

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
        case .ledgerLost(let path, .missing(let traces)):
            "the ledger \"\(path)\" is gone or empty, and there was one: "
                + traces.joined(separator: ", ")
                + ". With a new one all earlier doses would be forgotten. " + remedy
        case .ledgerLost(let path, .older(let file, let count)):
            "the ledger \"\(path)\" is older than what was accepted, or another: \(count) of the "
                + "files that were finished last are not in it, such as \(file). With it their "
                + "doses would be forgotten. " + remedy
        case .rebuild(let text): text
        case .reports(let error): "\(error)"
        case .systemd(let text), .notDropped(let text): text
        }
    }
}
