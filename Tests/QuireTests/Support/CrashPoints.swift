import Foundation
import Testing

/// The library that names every moment at which a process changes what is on the disk, and ends it at one of them
/// (Tests/CrashPoints says more), and what it has logged of the processes in one workplace.
struct CrashPoints: Sendable {
    let workplace: Workplace

    private var log: String { workplace.folder + "/crash-log" }

    /// Begins `quire run small.yaml`, watched.
    ///
    /// - Parameters:
    ///   - point: where it is killed, as in "after commit action#17".
    ///   - lists: whether the points are logged that it passes.
    func start(jobs: Int = 1, at point: String? = nil, lists: Bool = false) throws -> Running {
        var environment = [
            "LD_PRELOAD": try Self.library.get(), "CRASH_ROOT": workplace.folder + "/artifacts",
            "CRASH_LOG": log,
        ]
        if let point { environment["CRASH_AT"] = point }
        if lists { environment["CRASH_LIST"] = "1" }
        return try workplace.start(
            ["run", "small.yaml", "--artifacts", workplace.folder + "/artifacts", "--jobs", "\(jobs)"],
            environment: environment)
    }

    /// The keys of the units that all processes have published so far, one for each time.
    func published() throws -> [String] { try records("published").map { $0[0] } }

    /// The points that were passed while they were listed.
    func points() throws -> [String] { try records("point").map { $0[0] } }

    /// The first point with a name that was passed while they were listed, once a unit of an operation was published last.
    func first(_ name: String, after operation: String) throws -> String? {
        try records("point").first { $0[0].hasPrefix(name + "#") && $0[2] == operation }?[0]
    }

    private func records(_ what: String) throws -> [[String]] {
        try workplace.text("crash-log").split(separator: "\n").compactMap { line in
            let fields = line.split(separator: "\t").map(String.init)
            return fields[2] == what ? Array(fields[3...]) : nil
        }
    }

    /// Compiled once for all tests; the compiler is the toolchain's.
    private static let library = Result {
        let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../CrashPoints/crash_points.c").standardizedFileURL.path
        let output =
            FileManager.default.temporaryDirectory.path + "/quire-crash-points-" + UUID().uuidString + ".so"
        let compiler = Process()
        compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        compiler.arguments = [
            "clang", "-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-o", output, source, "-ldl",
        ]
        try compiler.run()
        compiler.waitUntilExit()
        try #require(compiler.terminationStatus == 0, "clang cannot compile \(source)")
        return output
    }
}
