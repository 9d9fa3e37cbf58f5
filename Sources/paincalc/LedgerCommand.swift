import ArgumentParser

/// The command `paincalc ledger`.
struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "Make the ledger again.", subcommands: [Rebuild.self])

    /// The command `paincalc ledger rebuild`.
    struct Rebuild: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rebuild",
            abstract: "Make a ledger that was lost or damaged again from the finished files.",
            discussion: """
                While paind is stopped. The files in done are recorded in the order in which they \
                were finished, and answered with the tables and the policy in force now. To a \
                ledger that is sound, what it lacks is added, and nothing else is changed. One \
                that is damaged is kept under another name, and its intact entries are taken over.

                Exit status: 0 everything was taken in, 65 something could not be read, and it is \
                named. As the user of the service: sudo -u paind paincalc ledger rebuild
                """)

        @OptionGroup var service: ServiceChoice

        func run() throws {
            try reportingFailure { () throws(CommandFailure) in
                try ServiceProgram.become(["--rebuild-ledger", "--config", service.config])
            }
        }
    }
}
