// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

// `make release` asks for a paincalc without any shared library: it runs on any Linux, and starts in
// half the time that the loader takes. Not for tests, which link the same code into a bundle.
let selfContained: [LinkerSetting] =
    Context.environment["PAINCALC_SELF_CONTAINED"] == nil
    ? [] : [.unsafeFlags(["-static-executable", "-use-ld=lld"])]

let argumentParser = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let serviceLifecycle = Target.Dependency.product(
    name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(
    name: "UnixSignals", package: "swift-service-lifecycle")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let bigInt = Target.Dependency.product(name: "BigInt", package: "BigInt")

let package = Package(
    name: "paincalc",
    products: [
        .executable(name: "paincalc", targets: ["paincalc"]),
        .executable(name: "paind", targets: ["paind"]),
        .library(name: "PainDosing", targets: ["PainDosing", "Quantities", "DosingTables"]),
    ],
    dependencies: [
        // Command lines of both executables.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // SHA-256 of entries and tables, HMAC pseudonyms.
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        // The logging front of the daemon; SystemdClient is its back end.
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        // File descriptors, paths and errno of the spool.
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        // Arbitrary precision, as the oracle that Rational is tested against.
        .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
        // The SQLite ledger.
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        // Start, signals and orderly stop of the daemon.
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        // `make docs`; no target depends on it.
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
    ],
    targets: [
        // Exact numbers and units.
        .target(name: "Quantities", swiftSettings: settings),
        // The pure clinical core.
        .target(name: "PainDosing", dependencies: ["Quantities"], swiftSettings: settings),

        // JSON whose numbers stay text, read strictly and written in order.
        .target(name: "StrictJSON", swiftSettings: settings),
        // YAML as a tree that knows file and line, and its precompiled form.
        .target(name: "TableText", dependencies: ["CYaml"], swiftSettings: settings),
        // libyaml reads the clinical tables and the configuration; a Swift parser over it brings
        // Foundation into every start of `paincalc`.
        .systemLibrary(
            name: "CYaml", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        // Turns Tables/ into the precompiled form at build time.
        .executableTarget(
            name: "CompileTables", dependencies: ["TableText"], swiftSettings: settings),
        .plugin(
            name: "EmbedTables", capability: .buildTool(), dependencies: ["CompileTables"],
            path: "Sources/EmbedTables"),

        .target(
            name: "DosingTables", dependencies: ["PainDosing", "Quantities", "TableText", crypto],
            swiftSettings: settings, plugins: ["EmbedTables"]),
        // How a ward works, as a file says it or a ready-made profile of a country.
        .target(
            name: "SiteProfile",
            dependencies: ["DosingTables", "PainDosing", "Quantities", "TableText", crypto],
            resources: [.embedInCode("Profiles")], swiftSettings: settings),
        .target(
            name: "PainDiary", dependencies: ["PainDosing", "Quantities", "StrictJSON", crypto],
            swiftSettings: settings),
        // Regimens as they stand on drug charts, by the words and brands of the tables.
        .target(
            name: "ChartReading", dependencies: ["PainDiary", "PainDosing", "Quantities"],
            swiftSettings: settings),
        .target(
            name: "DoseReport", dependencies: ["PainDosing", "Quantities", "StrictJSON"],
            swiftSettings: settings),
        .target(
            name: "DoseLedger", dependencies: ["PainDiary", "PainDosing", grdb],
            swiftSettings: settings),
        // Millions of rows: bytes in, bytes out, on all cores.
        .target(
            name: "BatchConversion",
            dependencies: ["PainDiary", "PainDosing", "Quantities", "StrictJSON"],
            swiftSettings: settings),
        // An array's elements worked out on all cores.
        .target(name: "ParallelMap", swiftSettings: settings),
        // The system calls of the spool that Glibc's module leaves out.
        .systemLibrary(name: "CLinux"),
        .target(
            name: "DiarySpool", dependencies: ["CLinux", "ParallelMap", systemPackage],
            swiftSettings: settings),
        .systemLibrary(
            name: "CSystemd", pkgConfig: "libsystemd", providers: [.apt(["libsystemd-dev"])]),
        .target(
            name: "SystemdClient", dependencies: ["CSystemd", logging], swiftSettings: settings),
        // The daemon's loop: spool, decode, assess, ledger, outbox.
        .target(
            name: "PaindService",
            dependencies: [
                "DiarySpool", "DoseLedger", "DoseReport", "DosingTables", "PainDiary",
                "PainDosing", "ParallelMap", "Quantities", "SiteProfile", "StrictJSON",
                "SystemdClient", "TableText", crypto, logging, serviceLifecycle, systemPackage,
                unixSignals,
            ],
            swiftSettings: settings),

        .executableTarget(
            name: "paind",
            dependencies: [
                "DiarySpool", "DoseReport", "PaindService", "StrictJSON", "SystemdClient",
                argumentParser, logging, serviceLifecycle, systemPackage, unixSignals,
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "paincalc",
            dependencies: [
                "BatchConversion", "ChartReading", "DoseReport", "DosingTables", "PainDiary",
                "PainDosing", "Quantities", "SiteProfile", "StrictJSON", "TableText",
                argumentParser,
            ],
            swiftSettings: settings, linkerSettings: selfContained),

        .target(
            name: "TestSupport", dependencies: ["PainDosing", "Quantities"],
            path: "Tests/TestSupport", swiftSettings: settings),
        // What `make bench` runs: speed beside its targets, printed and not judged.
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "DosingTables", "PainDiary", "PainDosing", "Quantities", "ShippedEngine",
                "TestSupport",
            ],
            path: "Tests/Benchmarks", swiftSettings: settings),
        // What `make fuzz` runs: damaged inputs for every decoder.
        .executableTarget(
            name: "Fuzz",
            dependencies: [
                "BatchConversion", "PainDiary", "PainDosing", "PaindService", "ShippedEngine",
                "StrictJSON", "TableText", "TestSupport",
            ],
            path: "Tests/Fuzz", exclude: ["Corpus"], swiftSettings: settings),
        .testTarget(
            name: "QuantitiesTests", dependencies: ["Quantities", "TestSupport", bigInt],
            swiftSettings: settings),
        .testTarget(
            name: "StrictJSONTests", dependencies: ["StrictJSON", "TestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "TableTextTests", dependencies: ["TableText"], swiftSettings: settings),
        .testTarget(
            name: "DosingTablesTests",
            dependencies: ["DosingTables", "PainDosing", "Quantities", "TableText"],
            swiftSettings: settings),
        .testTarget(
            name: "SiteProfileTests",
            dependencies: [
                "DosingTables", "PainDosing", "Quantities", "ShippedEngine", "SiteProfile",
                "TableText",
            ],
            swiftSettings: settings),
        // The shipped tables with an engine over them, and regimens generated from their catalogue.
        .target(
            name: "ShippedEngine",
            dependencies: [
                "DoseReport", "DosingTables", "PainDiary", "PainDosing", "Quantities",
            ],
            path: "Tests/ShippedEngine", swiftSettings: settings),
        .testTarget(
            name: "WorkedExamples", dependencies: ["PainDosing", "Quantities", "ShippedEngine"],
            swiftSettings: settings),
        .testTarget(
            name: "PainDosingTests",
            dependencies: [
                "DoseReport", "PainDosing", "Quantities", "ShippedEngine", "StrictJSON",
                "TestSupport",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "PainDiaryTests",
            dependencies: [
                "DoseReport", "PainDiary", "PainDosing", "Quantities", "ShippedEngine",
                "StrictJSON", "TestSupport",
            ],
            exclude: ["Fixtures"], swiftSettings: settings),
        .testTarget(
            name: "ChartReadingTests",
            dependencies: [
                "ChartReading", "PainDiary", "PainDosing", "Quantities", "ShippedEngine",
                "TestSupport",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "BatchConversionTests",
            dependencies: [
                "BatchConversion", "PainDosing", "Quantities", "ShippedEngine", "StrictJSON",
                "TestSupport",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "DoseReportTests",
            dependencies: [
                "DoseReport", "PainDosing", "Quantities", "ShippedEngine", "StrictJSON",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "DoseLedgerTests", dependencies: ["DoseLedger", "PainDiary", "PainDosing", grdb],
            swiftSettings: settings),
        .testTarget(
            name: "ParallelMapTests", dependencies: ["ParallelMap"], swiftSettings: settings),
        .testTarget(
            name: "DiarySpoolTests", dependencies: ["DiarySpool", systemPackage],
            swiftSettings: settings),
        .testTarget(
            name: "SystemdClientTests", dependencies: ["SystemdClient", logging],
            swiftSettings: settings),
        .testTarget(
            name: "PaindServiceTests",
            dependencies: [
                "DiarySpool", "DoseLedger", "DoseReport", "DosingTables", "PainDiary", "PainDosing",
                "PaindService", "Quantities", "SiteProfile", "StrictJSON", "SystemdClient",
                "TableText", "TestSupport", grdb, systemPackage,
            ],
            exclude: ["Fixtures"], swiftSettings: settings),
        // Diary files in, expected assessments out; every rule of the tables has one.
        .testTarget(
            name: "ScenarioTests",
            dependencies: [
                "DoseReport", "PainDiary", "PainDosing", "Quantities", "ShippedEngine",
                "StrictJSON",
            ],
            path: "Tests/Scenarios", exclude: ["Cases"], swiftSettings: settings),
        // What is proposed is put back as a regimen: it must be one that the engine accepts itself.
        .testTarget(
            name: "GateTests",
            dependencies: [
                "PainDiary", "PainDosing", "Quantities", "ShippedEngine", "StrictJSON",
                "TestSupport",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "PainDiary", "PainDosing", "Quantities", "ShippedEngine", "StrictJSON", "paincalc",
                "paind",
            ],
            swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
