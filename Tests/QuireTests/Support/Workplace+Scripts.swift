import Foundation

extension Workplace {
    /// Runs a shell script in the folder. In it `quire NAME ARGUMENTS…` runs the binary, and `$as` is what starts it, such
    /// as `bash limited.sh -n 8` for one that may open eight files.
    ///
    /// - Parameter launcher: the program that the shell is started by, with its arguments.
    /// - Returns: how each run ended, by its name.
    func script(_ text: String, by launcher: [String] = []) throws -> [String: Ending] {
        let said = folder + "/said"
        try? FileManager.default.removeItem(atPath: said)
        try FileManager.default.createDirectory(atPath: said, withIntermediateDirectories: true)
        let preamble = """
            set -eu
            as=
            quire() {
                name=$1; shift; code=0
                $as "$QUIRE" "$@" >"said/$name.out" 2>"said/$name.err" </dev/null || code=$?
                echo "$code" >"said/$name.code"
            }

            """
        try write("limited.sh", "ulimit \"$1\" \"$2\"; shift 2; exec \"$@\"\n")
        try write("script.sh", preamble + text + "\n")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = launcher + ["bash", "script.sh"]
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("QUIRE_") }
            .merging(["QUIRE": try Self.binary().path]) { $1 }
        process.standardInput = FileHandle.nullDevice
        let complaints = Pipe()
        process.standardError = complaints
        try process.run()
        let complaint = String(
            decoding: try complaints.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw ScriptFailure(description: complaint) }
        var endings: [String: Ending] = [:]
        for file in try FileManager.default.contentsOfDirectory(atPath: said) where file.hasSuffix(".code") {
            let name = String(file.dropLast(5))
            let code =
                Int32(try self.text("said/" + file).trimmingCharacters(in: .whitespacesAndNewlines)) ?? -1
            endings[name] = Ending(
                status: code, wasKilled: code > 128, output: try self.text("said/\(name).out"),
                diagnostics: try self.text("said/\(name).err"))
        }
        return endings
    }

    /// The script itself went wrong: what the shell said.
    struct ScriptFailure: Error, CustomStringConvertible {
        var description: String
    }
}

/// What the machine lets a test do that takes something away from a process.
enum Machine {
    /// What starts a shell that may mount what it likes, where nobody else sees it.
    static let ownMounts = ["unshare", "--mount", "--map-root-user"]

    /// Whether there are such shells here.
    static let hasOwnMounts: Bool =
        succeeds(ownMounts + ["sh", "-c", "mount -t tmpfs -o size=64k none \"$0\"", NSTemporaryDirectory()])

    /// Whether everything is allowed to whoever runs the tests.
    static let isRoot = geteuid() == 0

    /// The words that start a program as somebody whom rights bind; empty where that is who runs the tests.
    static let nobody =
        isRoot ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : []

    /// Whether somebody whom rights bind can start the binary, and come to where the tests work.
    static let hasNobody: Bool = {
        guard let binary = try? Workplace.binary().path else { return false }
        return succeeds(nobody + [binary, "--version"])
            && succeeds(nobody + ["test", "-x", NSTemporaryDirectory()])
    }()

    private static func succeeds(_ words: [String]) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
