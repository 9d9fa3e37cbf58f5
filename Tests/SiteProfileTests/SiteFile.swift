import DosingTables
import PainDosing
import ShippedEngine
import TableText

@testable import SiteProfile

/// Site files for tests, read with the shipped tables.
enum SiteFile {
    static func read(_ yaml: String, tables: TableSet? = nil) throws -> SiteProfile {
        try SiteProfile(
            yaml: Array(yaml.utf8), file: "site.yaml", id: "site",
            tables: try tables ?? Shipped.tables)
    }

    /// What is wrong, one `line: message` each; empty where nothing is.
    static func faults(_ yaml: String, tables: TableSet? = nil) throws -> [String] {
        do {
            _ = try read(yaml, tables: tables)
            return []
        } catch let error as TextFaults {
            return error.faults.map { "\($0.line): \($0.message)" }
        }
    }

    /// The shipped tables with a strong morphine solution besides, marked as a concentrate.
    static func tablesWithConcentrate() throws -> TableSet {
        let shipped = try Shipped.tables
        let form = OpioidForm(
            opioid: .morphine, route: .oral, formulation: .immediateRelease)
        let line = ProductLine(
            id: ProductLineID("strong-morphine"), title: "strong morphine solution", form: form,
            brands: [], countries: [.unitedKingdom], isConcentrate: true, strengths: [],
            intervalHours: nil, measure: nil, source: SourceID("PRODINFO"), evidence: .read)
        return try tables(products: shipped.products + [line])
    }

    /// The shipped tables with other product lines or other conversion sets.
    static func tables(
        products: [ProductLine]? = nil, conversionSets: [ConversionSet]? = nil
    ) throws -> TableSet {
        let shipped = try Shipped.tables
        return TableSet(
            sha256: shipped.sha256, sources: shipped.sources, opioids: shipped.opioids,
            products: products ?? shipped.products,
            conversionSets: conversionSets ?? shipped.conversionSets,
            defaultOrder: shipped.defaultOrder, rotation: .init(shipped.rotation),
            breakthrough: shipped.breakthrough, limits: shipped.limits,
            comedications: shipped.comedications, methadone: .init(shipped.methadone),
            titration: .init(shipped.titration), doubts: .init(shipped.doubts),
            boneMetastases: .init(shipped.boneMetastases))
    }
}
