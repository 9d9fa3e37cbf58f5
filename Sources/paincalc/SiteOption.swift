import ArgumentParser
import Glibc
import PainDosing
import SiteProfile

/// Which site profile is in force.
struct SiteOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            The site profile: a file, or a ready-made one such as uk. Without it: PAINCALC_SITE, \
            ~/.config/paincalc/site.yaml, /etc/paincalc/site.yaml, or none.
            """, valueName: "file|id"),
        completion: .file(extensions: ["yaml"]))
    var site: String?

    /// The profile that is in force; nil for none.
    func profile(_ tables: TableSet) throws(CommandFailure) -> SiteProfile? {
        guard let word = site ?? Self.usual() else { return nil }
        return try Self.load(word, tables)
    }

    /// The profile that a word names.
    static func load(_ word: String, _ tables: TableSet) throws(CommandFailure) -> SiteProfile {
        do throws(SiteFailure) {
            return try SiteProfile.load(word, tables: tables)
        } catch {
            throw .site(error)
        }
    }

    /// What the environment names, or the file that lies where profiles are looked for; nil for none.
    private static func usual() -> String? {
        if let word = variable("PAINCALC_SITE") { return word }
        let own = variable("HOME").map { $0 + "/.config/paincalc/site.yaml" }
        // One that is there and can't be read is not passed over: another would answer in its place.
        return [own, "/etc/paincalc/site.yaml"].compactMap(\.self).first { access($0, F_OK) == 0 }
    }

    /// A variable of the environment that is not empty.
    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}
