import ArgumentParser
import DoseReport
import PainDosing
import SiteProfile

/// The command `paincalc site`.
struct Site: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "site",
        abstract: "The site profile: one file that says how this ward works.",
        discussion: """
            Country, languages, cupboard, rounding, rescue doses, rotation, titration and whom to \
            call. A profile makes answers stricter, shorter and local; it lifts no stop, no \
            maximum of a label and no query.
            """,
        subcommands: [Show.self, Check.self, New.self], defaultSubcommand: Show.self)

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Print what is in force, and where each value comes from.")

        @Argument(
            help: "A file or a ready-made profile; without it the one that is in force.",
            completion: .file(extensions: ["yaml"]))
        var profile: String?

        @Flag(help: "Only what the profile says, in the words whose SHA-256 is in every answer.")
        var plain = false

        @OptionGroup var choice: Tables.Choice

        func run() throws {
            try reportingFailure { () throws(CommandFailure) in
                let tables = try choice.load()
                let profile = try SiteOption(profile).profile(tables)
                guard !plain else { return Terminal.write(profile?.text ?? "") }
                let head =
                    profile.map { "Site profile \($0.id), SHA-256 \($0.digest)" }
                    ?? "No site profile: built-in defaults"
                let rows = SiteProfile.listing(of: profile, tables: tables)
                Terminal.write(
                    ([head, ""] + TextColumns.aligned(rows)).joined(separator: "\n") + "\n")
            }
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Check a site file; every fault is named with its line.")

        @Argument(help: "The file.", completion: .file(extensions: ["yaml"]))
        var file: String

        @OptionGroup var choice: Tables.Choice

        func run() throws {
            try reportingFailure { () throws(CommandFailure) in
                let profile = try SiteOption.load(file, try choice.load())
                Terminal.write("\(file): no faults. SHA-256 \(profile.digest)\n")
            }
        }
    }

    struct New: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "new",
            abstract: "Print a commented site file to start from.",
            discussion: "Such as: paincalc site new --from uk > site.yaml")

        @Option(help: ArgumentHelp("The ready-made profile to start from.", valueName: "id"))
        var from: String

        @OptionGroup var choice: Tables.Choice

        func run() throws {
            try reportingFailure { () throws(CommandFailure) in
                let known = SiteProfile.readyMadeIDs
                guard known.contains(from) else {
                    throw .usage(
                        "there is no ready-made profile \"\(from)\"; known are "
                            + known.joined(separator: ", "))
                }
                let tables = try choice.load()
                let profile = try SiteOption.load(from, tables)
                Terminal.write(profile.template(tables: tables))
            }
        }
    }
}

extension SiteOption {
    /// The profile of a word; of the usual places for nil.
    init(_ word: String?) {
        self.init()
        site = word
    }
}
