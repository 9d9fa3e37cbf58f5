public import PainDosing

extension SiteProfile {
    /// What is in force, a row for each key: the key, its value, and who says so.
    ///
    /// - Parameter profile: nil where there is none.
    public static func listing(of profile: SiteProfile?, tables: TableSet) -> [[String]] {
        SiteKey.allCases.flatMap { key -> [[String]] in
            let said = (profile?.settings ?? []).filter { $0.choice.key == key }
            guard said.isEmpty else {
                return said.map { setting in
                    [
                        setting.choice.name, setting.choice.text,
                        "\(setting.profile):\(setting.line)",
                    ]
                }
            }
            return [[key.rawValue, key.builtIn(tables), "built in"]]
        }
    }
}

extension SiteKey {
    /// What holds where no profile says anything.
    fileprivate func builtIn(_ tables: TableSet) -> String {
        let policy = DosingPolicy()
        return switch self {
        case .country: policy.country.rawValue
        case .products: "all that the country has"
        case .concentrates: "none, so none is proposed"
        case .volumeStep, .steps: "as the product has it"
        case .rescueShare, .rescueFrailShare, .rescueEveryHours, .rescueMaximumPerDay,
            .newRouteReduction, .crossTolerance:
            "as in the tables"
        case .tables: SiteText.list(tables.defaultOrder.map(\.name))
        case .titration: tables.titration.standard.name
        case .firstDose: policy.firstDose.rawValue
        case .wardName, .wardCall, .languages, .timeZone, .ampoules, .omeddThresholds,
            .foldedAlerts, .painScore:
            "none"
        }
    }
}
