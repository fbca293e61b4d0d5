import Engine
import Foundation
import Testing

/// Real processes: killed, interrupted, and side by side on one workspace.
@Suite(.serialized) struct ProcessTests {
    let folder = temporaryFolder()

    struct Ending {
        var output: String
        var status: Int32
    }

    func start(_ arguments: String...) throws -> (Process, Pipe) {
        let process = Process()
        let executable = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        var program = URL(fileURLWithPath: executable).deletingLastPathComponent().appending(
            path: "engine-probe")
        // swift test runs the tests inside a helper of the toolchain; the bundle's path is an argument then.
        if !FileManager.default.fileExists(atPath: program.path) {
            let bundle = try #require(CommandLine.arguments.first { $0.hasSuffix(".xctest") })
            program = URL(fileURLWithPath: bundle).deletingLastPathComponent().appending(path: "engine-probe")
        }
        process.executableURL = program
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        return (process, pipe)
    }

    func finish(_ running: (Process, Pipe)) throws -> Ending {
        let data = try running.1.fileHandleForReading.readToEnd() ?? Data()
        running.0.waitUntilExit()
        return Ending(output: String(decoding: data, as: UTF8.self), status: running.0.terminationStatus)
    }

    func log() throws -> [String] {
        try text(Files.read(folder + "/log")).split(separator: "\n").map(String.init)
    }

    static let clean =
        "ccb22e9dfd5da5f790424253c73fda0fabe38303b8788474cdbd64c418cbffc7 "
        + "90aa625444aad8f7cb16fb3b4ec68ecc0d2deb93535b6b11496265c6e397840d\n"

    @Test(arguments: ["1", "2", "3"]) func `the number of jobs changes no digest`(jobs: String) throws {
        #expect(try finish(start("tree", folder, jobs, "0")).output == Self.clean)
        #expect(try log().count == 31)
    }

    @Test(arguments: 0..<12) func `killed at any moment, again and again, it ends with the same digests`(
        round: Int
    ) throws {
        var generator = SystemRandomNumberGenerator()
        var kills = 0
        while true {
            let running = try start("tree", folder, "2", "3000")
            usleep(UInt32.random(in: 5_000...(20_000 + 20_000 * UInt32(kills)), using: &generator))
            let wasRunning = running.0.isRunning
            kill(running.0.processIdentifier, SIGKILL)
            let ending = try finish(running)
            if !wasRunning || ending.status == 0 {
                #expect(ending.output == Self.clean)
                break
            }
            kills += 1
        }
        // Done again is at most what was in flight: two leaves, or the tree, for each kill.
        #expect(try log().count <= 31 + 2 * kills)
        let again = try finish(start("tree", folder, "1", "0"))
        #expect(again.output == Self.clean)
    }

    @Test func `two processes on one workspace share the work, and nothing is done twice`() throws {
        let running = [try start("tree", folder, "2", "5000"), try start("tree", folder, "2", "5000")]
        for process in running { #expect(try finish(process).output == Self.clean) }
        let done = try log()
        #expect(done.count == 31)
        #expect(Set(done).count == 31)
    }

    @Test func `when the process that is at it is killed, the one that waits takes over`() throws {
        let first = try start("tree", folder, "2", "20000")
        usleep(60_000)
        let second = try start("tree", folder, "2", "1000")
        usleep(60_000)
        kill(first.0.processIdentifier, SIGKILL)
        #expect(try finish(second).output == Self.clean)
        #expect(try finish(first).status != 0)
        #expect(Set(try log()).count == 31)
    }

    @Test(.timeLimit(.minutes(1)), arguments: [false, true])
    func
        `four processes that come upon nested units from different sides never wait for one another for ever`(
            isKilled: Bool
        ) throws
    {
        let running = try (0..<4).map { try start("nest", folder, "1", "5", "\($0)") }
        if isKilled {
            usleep(100_000)
            kill(running[0].0.processIdentifier, SIGKILL)
        }
        for (number, process) in running.enumerated() {
            let ending = try finish(process)
            if isKilled, number == 0 { continue }
            #expect(ending.output == "cb5a72823d731c796a3bb5e9b898f743999a55a11b764434ee8e15ccaf086eea\n")
        }
        let done = try log()
        #expect(Set(done).count == 60)
        // Who is killed may have noted a unit and not published it: one, because it has one core.
        #expect(done.count - 60 <= (isKilled ? 1 : 0))
    }

    @Test func `killed training goes on from its checkpoint to the same weights`() throws {
        let clean = try finish(start("train", folder + "/clean", "400")).output
        #expect(clean.count == 65)
        var kills = 0
        while true {
            let running = try start("train", folder, "400")
            usleep(60_000 + 5_000 * UInt32(kills))
            let wasRunning = running.0.isRunning
            kill(running.0.processIdentifier, SIGKILL)
            let ending = try finish(running)
            if !wasRunning || ending.status == 0 {
                #expect(ending.output == clean)
                break
            }
            kills += 1
            try #require(kills < 100)
        }
        #expect(kills > 0)
        #expect(try log().allSatisfy { $0.hasPrefix("resumed at ") })
    }

    @Test func `interrupted training saves, ends with 130, and goes on to the same weights`() throws {
        let checkpoints = folder + "/artifacts/checkpoints"
        let clean = try finish(start("train", folder + "/clean", "3000")).output
        let running = try start("train", folder, "3000")
        while try Files.names(in: checkpoints).isEmpty, running.0.isRunning { usleep(1000) }
        kill(running.0.processIdentifier, SIGINT)
        #expect(try finish(running).status == 130)
        #expect(try Files.names(in: checkpoints).count == 1)
        #expect(try finish(start("train", folder, "3000")).output == clean)
        #expect(try Files.names(in: checkpoints) == [])
    }
}
