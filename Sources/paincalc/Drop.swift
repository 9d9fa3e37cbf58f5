import ArgumentParser

/// The command `paincalc drop`.
struct Drop: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop",
        abstract: "Hand diary files to the service, whole, and see what becomes of them.",
        discussion: """
            Each file is checked first, then copied into the drop folder under a temporary name, made \
            durable and renamed: paind never sees a part of it. With --wait the report follows, or the \
            reason why it was not accepted.

            Exit status: 0 dropped or accepted, 65 not accepted, 74 the folder can't be used, 75 it \
            still waits.
            """)

    @Argument(help: "The diary files.", completion: .file())
    var files: [String]

    @Option(
        help: ArgumentHelp(
            "The spool, such as /var/spool/paind. Without it: as the configuration says.",
            valueName: "dir"),
        completion: .directory)
    var to: String?

    @Flag(help: "Wait for the answer and print it, or the reason why there is none.")
    var wait = false

    @Option(help: ArgumentHelp("How long to wait at most.", valueName: "seconds"))
    var within: UInt16 = 60

    @OptionGroup var service: ServiceChoice

    func run() throws {
        try reportingFailure { () throws(CommandFailure) in
            try ServiceProgram.become(
                ["--config", service.config, "--within", "\(within)"]
                    + files.map { "--drop=\($0)" } + (to.map { ["--to=\($0)"] } ?? [])
                    + (wait ? ["--wait"] : []))
        }
    }
}
