import ArgumentParser

/// The command `paincalc status`.
struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "What the service has done: counts, last entries, rejected files, what waits.",
        discussion: """
            Reads the ledger and looks into the folders while paind works, and changes nothing. \
            Whoever asks has to be allowed to read the ledger: sudo -u paind paincalc status

            --verify reads all of the ledger and compares every entry, answer, policy and table \
            with its digest, and looks for all of its records in the journal. Exit status then: 0 \
            sound, 65 damaged.
            """)

    @OptionGroup var service: ServiceChoice

    @Flag(help: "Print the status as JSON.")
    var json = false

    @Flag(help: "Compare all of the ledger with its digests, and with the journal.")
    var verify = false

    @Option(help: "Name so many of the last entries, rejected files and missing records.")
    var last: UInt16 = 5

    func run() throws {
        try reportingFailure { () throws(CommandFailure) in
            try ServiceProgram.become(
                ["--status", "--config", service.config, "--last", "\(last)"]
                    + (json ? ["--json"] : []) + (verify ? ["--verify"] : []))
        }
    }
}

/// Which service is asked.
struct ServiceChoice: ParsableArguments {
    @Option(help: "The YAML configuration of the service.")
    var config = "/etc/paind/paind.yaml"
}
