import ArgumentParser

/// The command `paincalc replay`.
struct Replay: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Compute every answer of the ledger again, and compare it with what is stored.",
        discussion: """
            Each entry is read anew from its stored bytes and answered with the tables and the \
            policy of its time, in the course of its patient; the answer has to be the same to the \
            byte. Reads only, while paind works or not.

            Exit status: 0 all the same, 65 some differ, 69 none differs but some can't be computed \
            by this version.
            """)

    @OptionGroup var service: ServiceChoice

    func run() throws {
        try reportingFailure { () throws(CommandFailure) in
            try ServiceProgram.become(["--replay", "--config", service.config])
        }
    }
}
