import ArgumentParser

/// The command `paincalc status`.
struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "What the service has done: counts, last entries, rejected files, what waits.",
        discussion: """
            Reads the ledger and looks into the folders while paind works, and changes nothing. \
            Whoever asks has to be allowed to read the ledger: sudo -u paind paincalc status
            """)

    @OptionGroup var service: ServiceChoice

    @Flag(help: "Print the status as JSON.")
    var json = false

    @Option(help: "Name so many of the last entries and rejected files.")
    var last: UInt16 = 5

    func run() throws {
        try reportingFailure { () throws(CommandFailure) in
            try ServiceProgram.become(
                ["--status", "--config", service.config, "--last", "\(last)"]
                    + (json ? ["--json"] : []))
        }
    }
}

/// Which service is asked.
struct ServiceChoice: ParsableArguments {
    @Option(help: "The YAML configuration of the service.")
    var config = "/etc/paind/paind.yaml"
}
