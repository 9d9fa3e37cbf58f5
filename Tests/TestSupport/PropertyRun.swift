#if canImport(Glibc)
    import Glibc
#endif

/// How many cases a property is tried on, and from which seed.
///
/// `PAINCALC_CASES`, `PAINCALC_GATE_CASES` and `PAINCALC_SEED` choose the long mode or repeat a failure.
public enum PropertyRun {
    /// The number of cases; `short` unless the environment asks for more.
    public static func cases(short: Int) -> Int {
        value("PAINCALC_CASES").flatMap { Int($0) } ?? short
    }

    /// The number of questions that the gate is tried on; `PAINCALC_GATE_CASES` asks for more.
    public static func gateCases(short: Int) -> Int {
        value("PAINCALC_GATE_CASES").flatMap { Int($0) } ?? short
    }

    /// The number of made-up fortnights; `PAINCALC_DOUBT_COURSES` asks for more.
    public static func doubtCourses(short: Int) -> Int {
        value("PAINCALC_DOUBT_COURSES").flatMap { Int($0) } ?? short
    }

    /// Whether the environment asks for a long mode by name.
    public static func isAskedFor(_ name: String) -> Bool { value(name) != nil }

    /// The seed; a fixed one unless the environment gives another.
    public static var seed: UInt64 {
        value("PAINCALC_SEED").flatMap { UInt64($0) } ?? 20_261_124
    }

    /// A generator for the run, its seed printed so that a failure can be repeated.
    public static func generator(_ property: String) -> SeededGenerator {
        print("seed \(seed) for: \(property)")
        return SeededGenerator(seed: seed)
    }

    private static func value(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
