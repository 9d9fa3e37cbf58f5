public import PainDosing
import Quantities

/// The tables as a pharmacist reads them.
public struct TableListing: Sendable {
    private let tables: TableSet

    /// A listing of these tables.
    public init(_ tables: TableSet) {
        self.tables = tables
    }

    /// The ids and titles of everything that a command line may name.
    public var overview: String {
        var lines = ["Tables \(tables.sha256)", "", "Conversion sets"]
        for set in tables.conversionSets {
            let isDefault = set.id == tables.defaultOrder.first ? ", default" : ""
            lines.append(
                "  \(set.id)  \(set.title) (\(set.region), \(set.purpose.rawValue)\(isDefault))")
        }
        lines += ["", "Opioids"]
        for opioid in tables.opioids {
            let names =
                opioid.otherNames.isEmpty ? "" : " (\(opioid.otherNames.joined(separator: ", ")))"
            let forms = opioid.formulations.sorted().map(\.rawValue).joined(separator: ", ")
            lines.append("  \(opioid.id)\(names): \(forms)")
        }
        lines += ["", "Rapid-onset products"]
        lines += tables.breakthrough.products.map { product in
            let markets = product.markets.map { market in
                let countries = market.countries.sorted().map(\.rawValue).joined(separator: ", ")
                return market.status == .withdrawn
                    ? "withdrawn in \(countries)\(market.until.map { " on \($0)" } ?? "")"
                    : countries
            }
            return "  \(product.id)  \(product.title); \(markets.joined(separator: ", "))"
        }
        lines += ["", "Methadone schemes, for specialists"]
        lines += tables.methadone.schemes.map { "  \($0.id)  \($0.title)" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// One conversion set, line by line, with its sources.
    public func text(of set: ConversionSet) -> String {
        var lines = ["\(set.id)  \(set.title)", set.citation]
        if let url = set.url { lines.append(url) }
        lines.append(
            "\(set.region), \(set.year.map(String.init) ?? "year not stated"); for \(set.purpose.rawValue). \(set.scope)"
        )
        lines.append("")
        lines += set.rows.flatMap { self.lines(of: $0) } + set.exclusions.map { line(of: $0) }
        let keys = Set(set.rows.map(\.source) + set.exclusions.map(\.source)).sorted()
        lines += ["", "Sources"]
        lines += keys.map { "  \($0): \(tables.sources[$0]?.citation ?? "")" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Every row of every set that speaks of the opioids: of the one with anything, or of the two
    /// with each other.
    public func comparison(of opioids: [OpioidID]) -> String {
        let title = opioids.map(\.name).joined(separator: " and ")
        var lines = ["\(title) in \(tables.conversionSets.count) conversion sets"]
        for set in tables.conversionSets {
            let rows = set.rows.filter { row in
                let ends = [row.from.opioid, row.to.opioid]
                return opioids.count == 1
                    ? ends.contains(opioids[0]) : Set(ends) == Set(opioids)
            }
            let exclusions = set.exclusions.filter { opioids.contains($0.form.opioid) }
            guard !rows.isEmpty || !exclusions.isEmpty else { continue }
            lines += ["", "\(set.id)  (\(set.region), \(set.purpose.rawValue))"]
            lines += rows.flatMap { self.lines(of: $0) } + exclusions.map { line(of: $0) }
        }
        if lines.count == 1 { lines.append("No set has a row for it.") }
        return lines.joined(separator: "\n") + "\n"
    }

    private func lines(of row: ConversionRow) -> [String] {
        let arrow = row.isReversible ? "<->" : "->"
        let mark = row.evidence.mark
        return ["  \(words(row.from)) \(arrow) \(words(row.to))  [\(row.source)\(mark)]"]
            + rule(row.rule).map { "      " + $0 } + (row.note.map { ["      " + $0] } ?? [])
    }

    private func line(of exclusion: ConversionExclusion) -> String {
        "  \(words(exclusion.form)): no figure. \(exclusion.reason) [\(exclusion.source)]"
    }

    private func words(_ form: ConversionForm) -> String {
        let formulations = form.formulations.map {
            " (" + $0.sorted().map(\.rawValue).joined(separator: ", ") + ")"
        }
        return "\(form.opioid) \(form.route.rawValue)\(formulations ?? "")"
    }

    private func rule(_ rule: ConversionRule) -> [String] {
        switch rule {
        case .factor(let range): [words(range)]
        case .bands(let bands): bands.map { "\(words($0)): \(words($0.content))" }
        case .steps(let steps): steps.map { "\(words($0)): \(DoseWords.amount($0.content))" }
        }
    }

    private func words(_ range: FactorRange) -> String {
        let units = "\(range.lowest.to.rawValue) for each \(range.lowest.from.rawValue)"
        let lowest = DoseWords.number(range.lowest.value)
        return range.isSingle
            ? "\(lowest) \(units)"
            : "\(lowest) to \(DoseWords.number(range.highest.value)) \(units)"
    }

    private func words<Content>(_ band: DoseBand<Content>) -> String {
        let (low, high) = (DoseWords.amount(band.lower), band.upper.map { DoseWords.amount($0) })
        switch band.edge {
        case .lowerIncluded: return high.map { "from \(low) to below \($0)" } ?? "from \(low)"
        case .upperIncluded: return high.map { "above \(low) to \($0)" } ?? "above \(low)"
        case .bothIncluded:
            return high.map { $0 == low ? "\(low) alone" : "\(low) to \($0)" } ?? "from \(low)"
        }
    }
}
