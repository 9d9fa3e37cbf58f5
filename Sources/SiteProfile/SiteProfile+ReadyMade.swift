public import PainDosing
public import TableText

extension SiteProfile {
    /// The countries whose profiles are built in, by id.
    private static let readyMade: [(id: String, yaml: [UInt8])] = [
        ("au", PackageResources.au_yaml), ("ca", PackageResources.ca_yaml),
        ("de", PackageResources.de_yaml), ("es", PackageResources.es_yaml),
        ("fr", PackageResources.fr_yaml), ("ie", PackageResources.ie_yaml),
        ("it", PackageResources.it_yaml), ("uk", PackageResources.uk_yaml),
        ("us", PackageResources.us_yaml),
    ]

    /// The ids of the profiles that are built in, sorted.
    public static var readyMadeIDs: [String] { readyMade.map(\.id) }

    /// The profile of a country; nil for an id that is none of `readyMadeIDs`.
    ///
    /// - Throws: `TextFaults` where it names what tables of the team's own don't have.
    public static func readyMade(
        _ id: String, tables: TableSet
    ) throws(TextFaults) -> SiteProfile? {
        guard let profile = readyMade.first(where: { $0.id == id }) else { return nil }
        return try SiteProfile(readyMade: id, yaml: profile.yaml, tables: tables)
    }
}
