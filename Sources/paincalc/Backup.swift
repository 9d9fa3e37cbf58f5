import ArgumentParser

/// The command `paincalc backup`.
struct Backup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the ledger into a new file, while paind works or not.",
        discussion: """
            The copy is checked as a whole before it gets its name, and is on the disk when this ends. \
            Nothing is overwritten. Whoever asks has to be allowed to read the ledger: \
            sudo -u paind paincalc backup FILE
            """)

    @Argument(help: "Where the copy goes.", completion: .file())
    var file: String

    @OptionGroup var service: ServiceChoice

    func run() throws {
        try reportingFailure { () throws(CommandFailure) in
            try ServiceProgram.become(["--config", service.config, "--backup=\(file)"])
        }
    }
}
