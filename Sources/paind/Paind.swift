import ArgumentParser
import DoseReport
import Foundation
import Logging
import PaindService
import ServiceLifecycle
import SystemdClient
import UnixSignals

/// The spool service: diary files in, explained doses out.
@main
struct Paind: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "paind",
        abstract: "Watches a spool folder for pain diaries and answers each with its doses.",
        discussion: """
            Runs under systemd, or unprivileged in a folder: then the journal's records go to \
            standard error in the same words. SIGHUP reads tables and policy anew, SIGTERM stops.

            Decision support: a clinician must verify every dose before it is given.
            """,
        version: ProgramVersion.text)

    @Option(
        help: ArgumentHelp("The YAML configuration.", valueName: "file"),
        completion: .file(extensions: ["yaml"]))
    var config = "/etc/paind/paind.yaml"

    @Flag(help: "What to do instead of serving.")
    var question: Question?

    @Option(
        help: ArgumentHelp("Do what `paincalc backup` does, then exit.", valueName: "file"),
        completion: .file())
    var backup: String?

    @OptionGroup var statusOptions: StatusOptions
    @OptionGroup var dropOptions: DropOptions

    func run() async throws {
        if let backup {
            return try Question.reporting { () throws(ServiceFailure) in
                try ServiceConfiguration.load(config).backUpLedger(to: backup)
                StandardOutput.write("\(backup): copied and checked.\n")
                return 0
            }
        }
        if !dropOptions.drop.isEmpty {
            return try Question.reporting { () throws(ServiceFailure) in
                try dropOptions.run(config)
            }
        }
        if let question { return try question.answer(config, statusOptions) }
        let journal = Self.journal()
        do throws(ServiceFailure) {
            let path = config
            let configuration = try ServiceConfiguration.load(path)
            LoggingSystem.bootstrap { JournalLogHandler(label: $0, sink: journal) }
            try await serve(
                PaindService(configuration, journal: journal) { () throws(ServiceFailure) in
                    try ServiceConfiguration.load(path)
                })
        } catch {
            let record = JournalRecord(message: "paind ends: \(error)", priority: .critical)
            // The process ends here; standard error is the last place, and then there is none.
            try? journal.send(record)
            if !(journal is StandardErrorJournal) { try? StandardErrorJournal().send(record) }
            throw ExitCode(error.status)
        }
    }

    private func serve(_ service: PaindService) async throws(ServiceFailure) {
        var logger = Logger(label: "paind")
        logger.logLevel = .warning
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(
                        service: service, successTerminationBehavior: .gracefullyShutdownGroup)
                ],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        do {
            try await group.run()
        } catch let failure as ServiceFailure {
            throw failure
        } catch {
            throw .systemd("\(error)")
        }
    }

    /// The journal where the service manager gave us one, else standard error.
    private static func journal() -> any JournalSink {
        guard ProcessInfo.processInfo.environment["JOURNAL_STREAM"] != nil,
            let journal = try? SystemJournal()
        else { return StandardErrorJournal() }
        return journal
    }
}
