import ArgumentParser
import Glibc
import PaindService
import StrictJSON

/// What can be asked of `paind` instead of its service; each is answered at once.
///
/// The ledger is asked here and not in `paincalc`, which calls this program for it: the database's
/// library would make every start of `paincalc` slower.
enum Question: EnumerableFlag {
    case check
    case alertCatalog
    case status
    case replay

    static func help(for question: Question) -> ArgumentHelp? {
        switch question {
        case .check: "Check configuration and tables, then exit: 0 fine, 78 faults."
        case .alertCatalog: "Print the journal catalog of the tables' alerts, then exit."
        case .status: "Print what `paincalc status` prints, then exit."
        case .replay: "Do what `paincalc replay` does, then exit."
        }
    }

    /// Answers by the configuration at a path, and ends with the status that the answer calls for.
    func answer(_ path: String, _ options: StatusOptions) throws(ExitCode) {
        try Self.reporting { () throws(ServiceFailure) in
            try answered(try ServiceConfiguration.load(path), path, options)
        }
    }

    /// Ends with the status of an answer, or of the failure that is told.
    static func reporting(_ answer: () throws(ServiceFailure) -> Int32) throws(ExitCode) {
        let status: Int32
        do throws(ServiceFailure) {
            status = try answer()
        } catch {
            // In the name of the program that was called, which may be paincalc.
            let name = CommandLine.arguments.first?.split(separator: "/").last ?? "paind"
            StandardError.write("\(name): \(error)\n")
            status = error.status
        }
        guard status == 0 else { throw ExitCode(status) }
    }

    private func answered(
        _ configuration: ServiceConfiguration, _ path: String, _ options: StatusOptions
    ) throws(ServiceFailure) -> Int32 {
        switch self {
        case .check:
            try configuration.check()
            print("\(path): no faults.")
        case .alertCatalog: print(try configuration.alertCatalog(), terminator: "")
        case .status:
            let status = try ServiceStatus(of: configuration, last: Int(options.last))
            print(options.json ? status.json.text(.pretty) + "\n" : status.text, terminator: "")
        case .replay: return try ReplayTerminal().run(LedgerReplay(of: configuration)).status
        }
        return 0
    }
}

/// Standard error, unbuffered.
enum StandardError {
    static func write(_ text: String) {
        let bytes = Array(text.utf8)
        // There is nobody left to tell if it fails.
        _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
    }
}

/// How the status is shown.
struct StatusOptions: ParsableArguments {
    @Flag(help: "With --status, print JSON.")
    var json = false

    @Option(help: "With --status, name so many of the last entries and rejected files.")
    var last: UInt16 = 5
}
