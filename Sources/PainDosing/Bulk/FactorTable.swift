public import Quantities

/// One conversion set, made ready to give the OMEDD of millions of regimens.
///
/// The figures and the sum are those of `DosingEngine.omedd(of:facts:)` with the set named, and as
/// exact. All that makes an answer of a figure is left out: spread, sources, trace, and the safety
/// limits, which may forbid the number. So a figure from here serves to compare and to count; what a
/// patient gets comes from the engine.
public struct FactorTable: Sendable {
    /// The set whose figures are used.
    public let set: ConversionSetID
    /// SHA-256 over the table files, as the answers of the engine carry it.
    public let tablesSHA256: String

    /// One part in so many is what `counted` is counted in.
    let parts: Int64
    /// By the position of the form; the first is the unknown form.
    let entries: [FactorEntry]
    /// As `entries`, for arithmetic in 64 bits.
    let counted: [CountedFactor]
    /// Figures for ranges of the day's amount; each row's lie together, in the order of the table.
    let ranges: [DoseBand<FactorRangeContent>]
    /// For each row with ranges, and in it for each form, whether the form counts for the choice.
    let members: [Bool]
    /// A part of the hash of the tables.
    let stamp: UInt32
    private let positions: [OpioidForm: FormIndex]

    /// The set, compiled; nil if the tables have no such set.
    ///
    /// - Throws: `QuantityError` for a figure that can't be kept exactly.
    public init?(_ tables: TableSet, set id: ConversionSetID) throws(QuantityError) {
        guard let conversionSet = tables.conversionSet(id) else { return nil }
        let forms = tables.givableForms
        let compiler = try FactorCompiler(conversionSet, forms: forms)
        let stamp = FactorTable.stamp(tables.sha256)
        let parts = compiler.commonParts()
        var positions: [OpioidForm: FormIndex] = [:]
        for (offset, form) in forms.enumerated() {
            // Position 0 is the unknown form.
            positions[form] = FormIndex(position: UInt32(offset + 1), stamp: stamp)
        }
        set = id
        tablesSHA256 = tables.sha256
        self.parts = parts
        entries = compiler.entries
        counted = compiler.entries.map { CountedFactor($0, in: parts) }
        ranges = compiler.ranges
        members = compiler.members
        self.stamp = stamp
        self.positions = positions
    }

    /// The form, looked up; `.unknown` for one that no opioid of the catalogue can be given in.
    public func index(of form: OpioidForm) -> FormIndex { positions[form] ?? .unknown }

    /// An item of a regimen, its form looked up and its day added up.
    ///
    /// - Throws: `QuantityError.overflow`.
    public func bulkItem(_ item: RegimenItem) throws(QuantityError) -> BulkItem {
        BulkItem(form: index(of: item.form), amount: try item.dailyAmount)
    }

    /// FNV-1a of the hash's digits, and never the stamp of `FormIndex.unknown`.
    private static func stamp(_ sha256: String) -> UInt32 {
        let hash = sha256.utf8.reduce(0x811C_9DC5 as UInt32) {
            ($0 ^ UInt32($1)) &* 0x0100_0193
        }
        return hash == 0 ? 1 : hash
    }
}

extension TableSet {
    /// Every form that an opioid of the catalogue could be given in, in the order of the tables.
    fileprivate var givableForms: [OpioidForm] {
        opioids.flatMap { opioid in
            Formulation.allCases.flatMap { formulation in
                formulation.routes.map {
                    OpioidForm(opioid: opioid.id, route: $0, formulation: formulation)
                }
            }
        }
    }
}
