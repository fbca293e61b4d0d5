// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
    name: "quire",
    products: [.executable(name: "quire", targets: ["quire"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        // What a pipeline file says.
        .target(name: "Pipeline", dependencies: ["Yams"], swiftSettings: strict),

        // Bytes by digest; facts in SQLite; what must run, and running it.
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .target(name: "Artifacts", dependencies: ["CCrypto"], swiftSettings: strict),
        .target(
            name: "Ledger",
            dependencies: [
                "Artifacts", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .systemLibrary(name: "CSpawn"),
        .target(name: "Engine", dependencies: ["Artifacts", "Ledger", "CSpawn"], swiftSettings: strict),

        // Books, cuts, metrics.
        .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        // Byte by byte over whole novels: optimised in debug builds too, so that tests read real books in seconds.
        .target(
            name: "Text", dependencies: ["CXML2", "CZip"],
            swiftSettings: strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]),

        // Arithmetic, and what learns with it. The hot loops are optimised in debug builds too, and never
        // contract a multiplication and an addition into one rounding: results do not depend on the machine.
        .target(name: "CKernels", cSettings: [.unsafeFlags(["-O3", "-ffp-contract=off"])]),
        .target(name: "Tensors", dependencies: ["CKernels"], swiftSettings: strict),
        .target(name: "Learning", dependencies: ["Tensors", "Text"], swiftSettings: strict),

        // What a verb does; the command line.
        .target(
            name: "Stages",
            dependencies: ["Pipeline", "Engine", "Artifacts", "Ledger", "Text", "Tensors", "Learning"],
            swiftSettings: strict),
        .executableTarget(
            name: "quire",
            dependencies: [
                "Stages", "Pipeline", "Engine", "Learning", "Text",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),

        .testTarget(name: "PipelineTests", dependencies: ["Pipeline"], exclude: ["Golden"]),
        .testTarget(name: "ArtifactsTests", dependencies: ["Artifacts"]),
        .testTarget(
            name: "LedgerTests",
            dependencies: ["Ledger", "Artifacts", .product(name: "GRDB", package: "GRDB.swift")]),
        // A process to kill, to run twice at once and to measure.
        .executableTarget(name: "engine-probe", dependencies: ["Engine"], path: "Tests/EngineProbe"),
        .testTarget(
            name: "EngineTests",
            dependencies: ["Engine", "engine-probe", .product(name: "GRDB", package: "GRDB.swift")]),
        .testTarget(name: "TextTests", dependencies: ["Text"], resources: [.copy("Golden")]),
        .testTarget(name: "TensorsTests", dependencies: ["Tensors"], exclude: ["Golden"]),
        .testTarget(name: "LearningTests", dependencies: ["Learning"], exclude: ["Golden"]),
        // Small books and the pipelines that run on them within seconds.
        .target(name: "SmallBooks", path: "Tests/SmallBooks", swiftSettings: strict),
        .testTarget(name: "StagesTests", dependencies: ["Stages", "Text", "SmallBooks"]),
        .testTarget(
            name: "QuireTests",
            dependencies: ["quire", "SmallBooks", .product(name: "GRDB", package: "GRDB.swift")]),
        // Mutated inputs of every kind that comes from outside, and what must hold for each of them.
        .target(
            name: "Fuzzing",
            dependencies: [
                "Pipeline", "Engine", "Text", "Tensors", "Learning", "Stages", "SmallBooks", "CZip",
            ],
            path: "Tests/Fuzz/Fuzzing", swiftSettings: strict),
        .executableTarget(
            name: "quire-fuzz", dependencies: ["Fuzzing"], path: "Tests/Fuzz/Command", swiftSettings: strict),
        .testTarget(name: "FuzzTests", dependencies: ["Fuzzing", "quire-fuzz"], path: "Tests/Fuzz/Tests"),
    ],
    swiftLanguageModes: [.v6]
)
