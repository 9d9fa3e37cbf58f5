import DosingTables
import PainDosing
package import Quantities
package import TableText

extension NodeReader {
    /// All choices of a site file; what is at fault is missing.
    mutating func settings(_ tables: TableSet, profile: String) -> [SiteSetting] {
        var list = SiteSettingList(profile: profile)
        list.add(
            optionalWord("country", of: Country.self).map { .country($0) }, line(of: "country"))
        section("ward") { reader in
            list.add(reader.oneLine("name").map { .wardName($0) }, reader.line(of: "name"))
            list.add(reader.oneLine("call").map { .wardCall($0) }, reader.line(of: "call"))
        }
        list.add(languages().map { .languages($0) }, line(of: "languages"))
        list.add(timeZone().map { .timeZone($0) }, line(of: "timeZone"))
        section("formulary") { $0.formulary(tables, &list) }
        section("rounding") { $0.rounding(tables, &list) }
        section("rescue") { $0.rescue(&list) }
        section("rotation") { $0.rotation(tables, &list) }
        list.add(titration(tables).map { .titration($0) }, line(of: "titration"))
        section("breakthrough") { reader in
            list.add(
                reader.optionalWord("firstDose", of: FirstDosePolicy.self).map { .firstDose($0) },
                reader.line(of: "firstDose"))
        }
        section("alerts") { $0.alerts(tables, &list) }
        section("fhir") { reader in
            let key = "painScore72514-3"
            list.add(
                reader.optionalWord(key, of: PainScoreReading.self).map { .painScore($0) },
                reader.line(of: key))
        }
        return list.settings
    }

    /// Reads the mapping of a key that may be left out.
    private mutating func section(_ key: String, _ body: (inout NodeReader) -> Void) {
        guard has(key) else { return }
        mapping(key) { reader -> Void? in body(&reader) }
    }

    // MARK: Sections

    private mutating func formulary(_ tables: TableSet, _ list: inout SiteSettingList) {
        list.add(products("products", tables).map { .products($0) }, line(of: "products"))
        let place = line(of: "concentrates")
        section("concentrates") { reader in
            let allowed = reader.products("allow", tables) ?? []
            for id in allowed where tables.product(id)?.isConcentrate == false {
                reader.fault(
                    "'\(id)' is no concentrate; 'products' lists what is stocked",
                    line: reader.line(of: "allow"))
            }
            let dose = reader.value("fromDose", expected: SiteWords.expectedMass) {
                SiteWords.mass($0)
            }
            list.add(dose.map { .concentrates(allowed, from: $0) }, place)
        }
        section("ampoules") { reader in
            list.add(
                reader.products("prefer", tables).map { .ampoules($0) }, reader.line(of: "prefer"))
        }
    }

    private mutating func rounding(_ tables: TableSet, _ list: inout SiteSettingList) {
        for key in keys() {
            if key == "volume" {
                let step = optionalValue(key, expected: "write millilitres, such as 0.5 mL") {
                    SiteWords.amount($0, units: ["mL"])?.number
                }
                list.add(step.map { .volumeStep($0) }, line(of: key))
                continue
            }
            guard let (opioid, route) = SiteWords.form(key), tables.opioid(opioid) != nil else {
                fault(
                    "'\(key)' has to be 'volume', or an opioid of the tables and a route, such as "
                        + "'morphine oral'", line: line(of: key))
                continue
            }
            if let steps = steps(key) {
                list.add(
                    .steps(WardSteps(opioid: opioid, route: route, steps: steps)), line(of: key))
            }
        }
    }

    private mutating func rescue(_ list: inout SiteSettingList) {
        if has("share") {
            list.add(share("share").map { .rescueShare($0) }, line(of: "share"))
        }
        if has("frail") {
            list.add(share("frail").map { .rescueFrailShare($0) }, line(of: "frail"))
        }
        let aDay = 1...24
        list.add(
            optionalWhole("everyHours", in: aDay).map { .rescueEveryHours($0) },
            line(of: "everyHours"))
        list.add(
            optionalWhole("maximumPerDay", in: aDay).map { .rescueMaximumPerDay($0) },
            line(of: "maximumPerDay"))
    }

    private mutating func rotation(_ tables: TableSet, _ list: inout SiteSettingList) {
        // What --reduce takes for another opioid; nothing at all for another route of the same.
        list.add(
            percentage("sameDrugNewRoute", from: 0, to: 90).map { .newRouteReduction($0) },
            line(of: "sameDrugNewRoute"))
        list.add(
            percentage("crossTolerance", from: 25, to: 90).map { .crossTolerance($0) },
            line(of: "crossTolerance"))
        list.add(order(tables).map { .tables($0) }, line(of: "tables"))
    }

    private mutating func alerts(_ tables: TableSet, _ list: inout SiteSettingList) {
        if has("omeddThresholds") {
            list.add(.omeddThresholds(omeddThresholds()), line(of: "omeddThresholds"))
        }
        guard let codes = names("fold") else { return }
        for (code, line) in codes {
            let limits = tables.limits.filter { $0.code == code }
            if limits.isEmpty {
                fault("'\(code)' is no alert of limits.yaml", line: line)
            } else if limits.contains(where: { $0.effect.severity.holdsBack }) {
                fault("'\(code)' is a stop or a query, which is always shown whole", line: line)
            }
        }
        list.add(.foldedAlerts(codes.map(\.text)), line(of: "fold"))
    }

    // MARK: Values

    private mutating func oneLine(_ key: String) -> String? {
        let longest = 100
        return optionalValue(key, expected: "write one line of at most \(longest) characters") {
            text in
            let isPlain = text.unicodeScalars.allSatisfy { scalar in
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator: false
                default: true
                }
            }
            return isPlain && text.count <= longest ? text : nil
        }
    }

    private mutating func languages() -> [String]? {
        guard let codes = names("languages") else { return nil }
        for (code, line) in codes
        where !(2...3).contains(code.utf8.count)
            || !code.utf8.allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) })
        {
            fault("'\(code)' is no ISO 639 code such as en or de", line: line)
        }
        return codes.map(\.text)
    }

    private mutating func timeZone() -> String? {
        optionalValue(
            "timeZone", expected: "write a time zone of the IANA list, such as Europe/London"
        ) { SiteWords.isTimeZone($0) ? $0 : nil }
    }

    private mutating func titration(_ tables: TableSet) -> TitrationPolicyID? {
        let known = tables.titration.policies.map(\.id)
        return optionalValue(
            "titration", expected: "known are: \(known.map(\.name).joined(separator: ", "))"
        ) { text in known.first { $0.name == text } }
    }

    /// The conversion sets in the order in which they are asked.
    private mutating func order(_ tables: TableSet) -> [ConversionSetID]? {
        guard let names = names("tables") else { return nil }
        if names.isEmpty {
            fault("'tables' has to name a conversion set", line: line(of: "tables"))
        }
        for (name, line) in names where tables.conversionSet(ConversionSetID(name)) == nil {
            fault(
                "there is no conversion set '\(name)'; `paincalc tables list` names them",
                line: line)
        }
        if let (name, line) = names.first, let set = tables.conversionSet(ConversionSetID(name)),
            set.purpose != .conversion
        {
            fault(
                "'\(name)' is a scale of exposure, and the first set has to be made for converting "
                    + "a patient", line: line)
        }
        return names.map { ConversionSetID($0.text) }
    }

    private mutating func products(_ key: String, _ tables: TableSet) -> [ProductLineID]? {
        guard let names = names(key) else { return nil }
        for (name, line) in names where tables.product(ProductLineID(name)) == nil {
            fault("there is no product '\(name)'; `paincalc site new` names them", line: line)
        }
        return names.map { ProductLineID($0.text) }
    }

    /// The steps of a form, smallest first.
    private mutating func steps(_ key: String) -> [Mass]? {
        var steps: [Mass] = []
        let found = texts(key)
        if found.isEmpty { fault("'\(key)' has to name a step", line: line(of: key)) }
        for (text, line) in found {
            guard let step = SiteWords.mass(text) else {
                fault("'\(key)' can't hold '\(text)': \(SiteWords.expectedMass)", line: line)
                continue
            }
            if let last = steps.last, step <= last {
                fault("the steps of '\(key)' have to rise, and '\(text)' does not", line: line)
            }
            steps.append(step)
        }
        return steps.isEmpty ? nil : steps
    }

    /// Whole percent or decimals in a range, written `25 %`.
    private mutating func percentage(_ key: String, from low: Int, to high: Int) -> Percentage? {
        optionalValue(key, expected: "write \(low) % to \(high) %") { text in
            guard let percent = SiteWords.amount(text, units: ["%"])?.number,
                percent >= Rational(low), percent <= Rational(high)
            else { return nil }
            return Percentage(percent: percent)
        }
    }

    /// Texts of a list, none twice; nil if the key is absent.
    private mutating func names(_ key: String) -> [(text: String, line: Int)]? {
        guard has(key) else { return nil }
        let names = texts(key)
        var seen: Set<String> = []
        for (name, line) in names where !seen.insert(name).inserted {
            fault("'\(name)' is listed twice in '\(key)'", line: line)
        }
        return names
    }
}

extension NodeReader {
    /// OMEDD thresholds of the team's own, in mg of oral morphine a day.
    package mutating func omeddThresholds() -> [OMEDD] {
        let accepted = 1...10_000
        var thresholds: [OMEDD] = []
        for (text, line) in texts("omeddThresholds") {
            // A whole number above 0 is always an OMEDD.
            guard let whole = Int(text), accepted.contains(whole),
                let threshold = try? OMEDD.milligramsPerDay(Rational(whole))
            else {
                fault(
                    "'omeddThresholds' can't hold '\(text)': whole numbers from "
                        + "\(accepted.lowerBound) to \(accepted.upperBound), in mg a day",
                    line: line)
                continue
            }
            if thresholds.contains(threshold) {
                fault("'\(text)' is listed twice in 'omeddThresholds'", line: line)
            }
            thresholds.append(threshold)
        }
        return thresholds
    }
}

/// The choices of one profile as they are read.
private struct SiteSettingList {
    let profile: String
    var settings: [SiteSetting] = []

    mutating func add(_ choice: SiteChoice?, _ line: Int) {
        guard let choice else { return }
        settings.append(SiteSetting(choice: choice, profile: profile, line: line))
    }
}

extension TableSet {
    /// The product line of that id, if there is one.
    fileprivate func product(_ id: ProductLineID) -> ProductLine? {
        products.first { $0.id == id }
    }
}
