import DosingTables
import PainDiary
public import PainDosing

/// The tables that this package ships, and the engine on them.
public enum Shipped {
    private static let loaded = Result { try TableFiles.embedded.tableSet() }
    private static let shorthand = loaded.map { RegimenShorthand(tables: $0) }

    /// The embedded tables.
    public static var tables: TableSet {
        get throws { try loaded.get() }
    }

    /// The engine with a policy.
    public static func engine(_ policy: DosingPolicy = DosingPolicy()) throws -> DosingEngine {
        DosingEngine(tables: try tables, policy: policy)
    }

    /// The engine that uses one conversion set alone.
    public static func engine(table: String) throws -> DosingEngine {
        try engine(DosingPolicy(namedSet: ConversionSetID(table)))
    }

    /// A regimen in shorthand.
    public static func regimen(_ text: String) throws -> [RegimenItem] {
        try shorthand.get().items(text)
    }

    /// A target of a rotation in shorthand.
    public static func target(_ text: String) throws -> OpioidForm {
        try shorthand.get().target(text).form
    }
}
