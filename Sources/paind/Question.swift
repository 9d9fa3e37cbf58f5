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
    case newLedger
    case rebuildLedger

    static func help(for question: Question) -> ArgumentHelp? {
        switch question {
        case .check: "Check configuration and tables, then exit: 0 fine, 78 faults."
        case .alertCatalog: "Print the journal catalog of the tables' alerts, then exit."
        case .status: "Print what `paincalc status` prints, then exit."
        case .replay: "Do what `paincalc replay` does, then exit."
        case .newLedger:
            "Begin a new ledger although there was one, or go on with one that is older; then exit."
        case .rebuildLedger: "Do what `paincalc ledger rebuild` does, then exit."
        }
    }

    /// Answers by the configuration at a path, and ends with the status that the answer calls for.
    func answer(_ path: String, _ options: StatusOptions) throws(ExitCode) {
        try Self.reporting { () throws(ServiceFailure) in
            try answered(try ServiceConfiguration.load(path), path, options)
        }
    }

    private func rebuilt(_ configuration: ServiceConfiguration) throws(ServiceFailure) -> Int32 {
        let summary = try LedgerRebuild(configuration).run()
        if let aside = summary.asideAs { print("kept       the damaged ledger as \(aside)") }
        for (name, reason) in summary.unread { print("not read   \(name): \(reason)") }
        print("added      \(summary.added)")
        print("entries    \(summary.entries)")
        if summary.added > 0 {
            print("Answers were given anew with the tables and the policy in force now.")
        }
        return summary.status
    }

    /// Ends with the status of an answer, or of the failure that is told.
    static func reporting(_ answer: () throws(ServiceFailure) -> Int32) throws(ExitCode) {
        let status: Int32
        do throws(ServiceFailure) {
            status = try answer()
        } catch {
            StandardError.tell("\(error)")
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
            StandardOutput.write("\(path): no faults.\n")
        case .alertCatalog: StandardOutput.write(try configuration.alertCatalog())
        case .status:
            let status = try ServiceStatus(
                of: configuration, last: Int(options.last), isVerified: options.verify)
            StandardOutput.write(options.json ? status.json.text(.pretty) + "\n" : status.text)
            return status.status
        case .newLedger:
            let entries = try configuration.beginLedger()
            StandardOutput.write(
                "\(configuration.ledger): "
                    + (entries == 0 ? "a new ledger." : "goes on with its \(entries) entries.")
                    + " What was finished before is not looked for in it.\n")
        case .rebuildLedger: return try rebuilt(configuration)
        case .replay: return try ReplayTerminal().run(LedgerReplay(of: configuration)).status
        }
        return 0
    }
}

/// Standard output, unbuffered; an answer that nobody got ends the program with 74.
enum StandardOutput {
    static func write(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes {
                Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                // A closed pipe ends the reader's interest; there is nobody left to tell.
                guard errno != EPIPE else { return }
                StandardError.tell("standard output: \(String(cString: strerror(errno)))")
                exit(74)
            }
            bytes = bytes.dropFirst(count)
        }
    }
}

/// Standard error, unbuffered.
enum StandardError {
    static func write(_ text: String) {
        let bytes = Array(text.utf8)
        // There is nobody left to tell if it fails.
        _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
    }

    /// Writes a line in the name of the program that was called, which may be paincalc.
    static func tell(_ text: String) {
        let name = CommandLine.arguments.first?.split(separator: "/").last ?? "paind"
        write("\(name): \(text)\n")
    }
}

/// How the status is shown.
struct StatusOptions: ParsableArguments {
    @Flag(help: "With --status, print JSON.")
    var json = false

    @Flag(help: "With --status, compare all of the ledger with its digests.")
    var verify = false

    @Option(
        help: "With --status, name so many of the last entries, rejected files and missing records."
    )
    var last: UInt16 = 5
}
