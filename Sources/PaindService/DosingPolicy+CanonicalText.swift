import PainDosing
import Quantities
import StrictJSON

extension DosingPolicy {
    /// The policy as JSON with its members in a fixed order and exact numbers, for the ledger.
    ///
    /// What follows the built-in default or the tables is left out.
    var canonicalText: String {
        JSONValue.object([
            "schema": .string("paincalc/policy/2"),
            "site": site.map {
                .object(["id": .string($0.id), "sha256": .string($0.digest.description)])
            },
            "country": .string(country.rawValue),
            "namedSet": namedSet.map { .string($0.name) },
            "order": order.map { .array($0.map { .string($0.name) }) },
            "spread": .string(spread.rawValue), "firstDose": .string(firstDose.rawValue),
            "products": .array(formulary.products.sorted().map { .string($0.name) }),
            "concentrates": .array(
                formulary.concentrates.sorted { $0.key < $1.key }.map { product, dose in
                    .object(["product": .string(product.name), "fromMilligrams": .exact(dose)])
                }),
            "preferred": .array(formulary.preferred.map { .string($0.name) }),
            "rescueShare": rescue.share.map { .exact($0) },
            "rescueCarefulShare": rescue.carefulShare.map { .exact($0) },
            "rescueEveryHours": rescue.everyHours.map { .exact(Rational($0)) },
            "rescueMaximumPerDay": rescue.maximumPerDay.map { .exact(Rational($0)) },
            "newRouteReduction": newRouteReduction.map { .exact($0.percent) },
            "crossTolerance": crossTolerance.map { .exact($0.percent) },
            "wardSteps": .array(
                wardSteps.map { form in
                    .object([
                        "opioid": .string(form.opioid.name), "route": .string(form.route.rawValue),
                        "milligrams": .array(form.steps.map { .exact($0) }),
                    ])
                }),
            "volumeStep": volumeStep.map { .exact($0) },
            "omeddThresholds": .array(omeddThresholds.map { .exact($0.milligramsPerDay) }),
            "nonCancerThresholds": .string(nonCancerThresholds.rawValue),
            "titration": titration.map { .string($0.name) },
        ]).text()
    }

    /// Reads the canonical text back, that of earlier ledgers too; nil for any other text.
    init?(canonicalText text: String) {
        guard let value = try? JSONValue(reading: Array(text.utf8)),
            case .object(let object) = value.content
        else { return nil }
        let stored = StoredPolicy(object: object)
        switch stored.text("schema") {
        case "paincalc/policy/1": self.init(first: stored)
        case "paincalc/policy/2":
            self.init(second: stored)
            // What was not read would make another text.
            guard canonicalText == text else { return nil }
        default: return nil
        }
    }

    /// The first form: a region in the place of the country, and nothing of a ward's own.
    private init?(first stored: StoredPolicy) {
        guard let country = stored.text("region").flatMap({ Country(rawValue: $0) }) else {
            return nil
        }
        self.init(common: stored, country: country)
        omeddThresholds = stored.texts("omeddThresholds").compactMap { text in
            // The first form wrote whole numbers, which are all read.
            (try? Rational(decimal: text)).flatMap { try? .milligramsPerDay($0) }
        }
    }

    private init?(second stored: StoredPolicy) {
        guard let country = stored.text("country").flatMap({ Country(rawValue: $0) }) else {
            return nil
        }
        self.init(common: stored, country: country)
        if let site = stored.part("site"), let id = site.text("id"),
            let digest = site.text("sha256").flatMap({ ContentDigest(hexadecimal: $0) })
        {
            self.site = SiteReference(id: id, digest: digest)
        }
        formulary.products = Set(stored.texts("products").map { ProductLineID($0) })
        for row in stored.parts("concentrates") {
            guard let product = row.text("product"), let dose = row.mass("fromMilligrams") else {
                return nil
            }
            formulary.concentrates[ProductLineID(product)] = dose
        }
        formulary.preferred = stored.texts("preferred").map { ProductLineID($0) }
        rescue = RescuePolicy(
            share: stored.number("rescueShare"), carefulShare: stored.number("rescueCarefulShare"),
            everyHours: stored.whole("rescueEveryHours"),
            maximumPerDay: stored.whole("rescueMaximumPerDay"))
        newRouteReduction = stored.number("newRouteReduction")
            .flatMap { Percentage(percent: $0) }
        crossTolerance = stored.number("crossTolerance").flatMap { Percentage(percent: $0) }
        for row in stored.parts("wardSteps") {
            guard let opioid = row.text("opioid"),
                let route = row.text("route").flatMap({ Route(rawValue: $0) })
            else { return nil }
            wardSteps.append(
                WardSteps(
                    opioid: OpioidID(opioid), route: route,
                    steps: row.texts("milligrams").compactMap { Mass(exactMilligrams: $0) }))
        }
        volumeStep = stored.number("volumeStep")
        omeddThresholds = stored.texts("omeddThresholds").compactMap { text in
            // What can't be read back makes the texts differ.
            Rational(exact: text).flatMap { try? .milligramsPerDay($0) }
        }
    }

    /// What both forms write in the same way.
    private init?(common stored: StoredPolicy, country: Country) {
        guard let spread = stored.text("spread").flatMap({ SpreadPolicy(rawValue: $0) }),
            let firstDose = stored.text("firstDose").flatMap({ FirstDosePolicy(rawValue: $0) }),
            let nonCancer = stored.text("nonCancerThresholds")
                .flatMap({ NonCancerThresholds(rawValue: $0) })
        else { return nil }
        self.init(
            namedSet: stored.text("namedSet").map { ConversionSetID($0) },
            order: stored.has("order") ? stored.texts("order").map { ConversionSetID($0) } : nil,
            spread: spread, firstDose: firstDose, country: country, nonCancerThresholds: nonCancer,
            titration: stored.text("titration").map { TitrationPolicyID($0) })
    }
}

/// An object of a stored policy by its keys; what is of another kind reads as absent.
private struct StoredPolicy {
    let object: JSONObject

    func has(_ key: String) -> Bool { object[key] != nil }

    func text(_ key: String) -> String? { object[key]?.string }

    func texts(_ key: String) -> [String] { elements(key).compactMap(\.string) }

    func number(_ key: String) -> Rational? { text(key).flatMap { Rational(exact: $0) } }

    func mass(_ key: String) -> Mass? { text(key).flatMap { Mass(exactMilligrams: $0) } }

    func whole(_ key: String) -> Int? { text(key).flatMap { Int($0) } }

    func part(_ key: String) -> StoredPolicy? {
        guard case .object(let object)? = object[key]?.content else { return nil }
        return StoredPolicy(object: object)
    }

    func parts(_ key: String) -> [StoredPolicy] {
        elements(key).compactMap { value in
            guard case .object(let object) = value.content else { return nil }
            return StoredPolicy(object: object)
        }
    }

    private func elements(_ key: String) -> [JSONValue] {
        guard case .array(let values)? = object[key]?.content else { return [] }
        return values
    }
}

extension JSONValue {
    fileprivate var string: String? {
        guard case .string(let text) = content else { return nil }
        return text
    }

    /// A number as its reduced fraction, such as `1/6`, or as a whole number.
    fileprivate static func exact(_ number: Rational) -> JSONValue { .string(number.description) }

    /// Milligrams, exact.
    fileprivate static func exact(_ mass: Mass) -> JSONValue { .exact(mass.milligrams) }
}

extension Rational {
    /// Reads what `description` writes for a number of zero or more; nil for any other text.
    fileprivate init?(exact text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
            .compactMap { Int128($0) }
        // A denominator of zero, or a number out of range, is no number that was written.
        guard let numerator = parts.first, (1...2).contains(parts.count),
            let value = try? Rational(numerator, over: parts.count == 2 ? parts[1] : 1)
        else { return nil }
        self = value
    }
}

extension Mass {
    /// Reads milligrams that were written exactly; nil for any other text.
    fileprivate init?(exactMilligrams text: String) {
        guard let number = Rational(exact: text), let mass = try? Mass.milligrams(number) else {
            return nil
        }
        self = mass
    }
}
