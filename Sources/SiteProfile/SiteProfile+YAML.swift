public import PainDosing
public import TableText

extension SiteProfile {
    /// Reads a site file; every fault is named with its line.
    ///
    /// Products, opioids, conversion sets, titration policies and alerts that it names have to be in
    /// the tables.
    ///
    /// - Parameters:
    ///   - file: the name for messages.
    ///   - id: the name by which answers and the ledger know the profile.
    /// - Throws: `TextFaults`.
    public init(
        yaml bytes: [UInt8], file: String, id: String, tables: TableSet
    ) throws(TextFaults) {
        let document = try TextDocument.parse(yaml: bytes, file: file)
        var faults: [TextFault] = []
        var base: SiteProfile?
        let own = NodeReader.read(document.root, file: file, faults: &faults) { reader in
            base = reader.extendedProfile(tables)
            let own = reader.settings(tables, profile: file)
            if !reader.has("extends"), !reader.has("country") {
                reader.fault("say 'extends' or 'country': products and guidance depend on it")
            }
            reader.refuseContradictions(in: own.over(base?.settings ?? []))
            return own
        }
        guard faults.isEmpty, let own else {
            throw TextFaults(faults.sorted { $0.line < $1.line })
        }
        self.init(id: id, settings: own.over(base?.settings ?? []))
    }

    /// Reads a ready-made profile, which extends no other.
    init(readyMade id: String, yaml bytes: [UInt8], tables: TableSet) throws(TextFaults) {
        let document = try TextDocument.parse(yaml: bytes, file: id)
        var faults: [TextFault] = []
        let own = NodeReader.read(document.root, file: id, faults: &faults) { reader in
            reader.settings(tables, profile: id)
        }
        guard faults.isEmpty, let own else {
            throw TextFaults(faults.sorted { $0.line < $1.line })
        }
        self.init(id: id, settings: own.over([]))
    }
}

extension NodeReader {
    /// The ready-made profile that this one starts from; nil if it names none.
    fileprivate mutating func extendedProfile(_ tables: TableSet) -> SiteProfile? {
        let known = SiteProfile.readyMadeIDs
        let expected = "the ready-made profiles are: \(known.joined(separator: ", "))"
        let id = optionalValue("extends", expected: expected) { known.contains($0) ? $0 : nil }
        guard let id else { return nil }
        do throws(TextFaults) {
            return try SiteProfile.readyMade(id, tables: tables)
        } catch {
            // Possible only with tables that are not those built in.
            fault(
                "the profile '\(id)' does not fit these tables: \(error)", line: line(of: "extends")
            )
            return nil
        }
    }

    /// What only several choices together make wrong, whichever profile made each.
    fileprivate mutating func refuseContradictions(in settings: [SiteSetting]) {
        let choices = settings.map(\.choice)
        let place = line(of: "rescue")
        for case .rescueShare(let usual) in choices {
            for case .rescueFrailShare(let frail) in choices where frail > usual {
                fault(
                    "'frail' is \(frail), more than the usual 'share' of \(usual): a risk never "
                        + "raises a dose", line: place)
            }
        }
    }
}
