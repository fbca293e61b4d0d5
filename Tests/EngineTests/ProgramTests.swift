import Foundation
import Glibc
import Testing

@testable import Engine

/// Programs that operations run, in folders of their own.
@Suite struct ProgramTests {
    let folder = temporaryFolder()

    /// Runs a shell's commands in a unit, and gives what they left in `out`.
    private func perform(
        _ commands: String, argv: [String]? = nil, files: [Program.File] = [], given: [String: [UInt8]] = [:],
        in engine: Engine? = nil, notes: Collected<String> = Collected()
    ) async throws -> String {
        let program = Program(argv: argv ?? ["sh", "-c", commands], files: files)
        let block = Block("program") { job in
            let out = try await job.run(program, files: given) { try $0.read("out") }
            return ["main": out]
        }
        let engine = try Engine(workspace: folder, operations: [block], jobs: 2) {
            if case .note(let line) = $0.kind { notes.append(line) }
        }
        let work = Work(
            operation: "program", revision: 1, settings: ["commands": .string(commands)],
            inputs: ["files": files.map(\.digest)])
        let outputs = try await engine.perform(work, label: "p")
        return text(try await engine.bytes(of: outputs.main))
    }

    @Test func `it runs in a folder that holds what it was given`() async throws {
        let said = Collected<String>()
        let out = try await perform(
            "cat given > out; ls >> out; cat >> out; echo heard; echo heard too >&2; pwd > ../last",
            given: ["given": bytes("a text\n")], notes: said)
        #expect(out == "a text\ngiven\nout\n")
        #expect(Set(said.all) == ["heard", "heard too"])
    }

    @Test func `what one run leaves the next one does not find`() async throws {
        let block = Block("program") { job in
            let program = Program(argv: ["sh", "given"], files: [])
            let commands = "ls -A > out; touch junk; mkdir -p d/e; touch d/e/f; chmod 555 d"
            return [
                "main": try await job.run(program, files: ["given": bytes(commands)]) { try $0.read("out") }
            ]
        }
        let engine = try Engine(workspace: folder, operations: [block], jobs: 1)
        for number in 0..<3 {
            let work = Work(operation: "program", revision: 1, settings: ["number": .int(number)])
            let outputs = try await engine.perform(work, label: "p")
            #expect(text(try await engine.bytes(of: outputs.main)) == ".log\ngiven\nout\n")
        }
        try engine.close()
        #expect(!FileManager.default.fileExists(atPath: folder + "/temporary/0/programs"))
        let memory = try FileManager.default.contentsOfDirectory(atPath: "/dev/shm")
        let place = Digest(of: bytes(folder + "/temporary/0")).description
        #expect(!memory.contains { $0.hasSuffix(place) })
    }

    @Test
    func `its own files lie where they were named, small and large, and a program among them can be started`()
        async throws
    {
        let keeper = try Engine(workspace: folder, operations: [], jobs: 1)
        let large = String(repeating: "0123456789abcdef", count: 100_000)
        let script = try await keeper.store(
            bytes("#!/bin/sh\ncat program/1/data/list | wc -c > out; ls program/1/data >> out\n"))
        let files = [
            Program.File(path: "program/0/tool", digest: script, isExecutable: true),
            Program.File(
                path: "program/1/data/list", digest: try await keeper.store(bytes(large)), isExecutable: false
            ),
            Program.File(
                path: "program/1/data/other", digest: try await keeper.store(bytes("x")), isExecutable: false),
        ]
        try keeper.close()
        let out = try await perform("", argv: ["program/0/tool"], files: files)
        #expect(out == "1600000\nlist\nother\n")
    }

    @Test func `what goes wrong is told in words, with what it said last`() async throws {
        func failure(_ commands: String, argv: [String]? = nil) async -> EngineError? {
            await #expect(throws: EngineError.self) { try await perform(commands, argv: argv) }
        }
        let code = await failure("echo first; echo 'no such model' >&2; exit 3")
        #expect(
            code?.message
                == "the program 'sh -c echo first; echo 'no such model' >&2; exit 3' ended with exit code 3; it said: first / no such model"
        )
        #expect(code?.fault == .user)
        #expect(await failure("exit 75")?.fault == .infrastructure)
        #expect(await failure("kill -9 $$")?.message.contains("was ended by signal 9") == true)
        #expect(await failure("true")?.message.contains("ended without having written 'out'") == true)
        let missing = await failure("", argv: ["no-such-program-anywhere", "x"])
        #expect(missing?.message == "the program 'no-such-program-anywhere x' is not there")
    }

    @Test(.timeLimit(.minutes(1)))
    func `when the run is stopped it ends soon, with all that it started`() async throws {
        let mark = folder + "-pid"
        // The leader obeys, its child does not.
        let commands = "(trap '' TERM; echo $$ > /dev/null; sleep 300) & echo $! > \(mark); wait"
        let program = Program(argv: ["sh", "-c", commands], files: [])
        let block = Block("program") { job in
            try await job.run(program, files: [:]) { _ in ["main": []] }
        }
        let engine = try Engine(workspace: folder, operations: [block], jobs: 1)
        let work = Work(operation: "program", revision: 1)
        let running = Task { try await engine.perform(work, label: "p") }
        var child: pid_t?
        while child == nil {
            try await Task.sleep(for: .milliseconds(20))
            child = (try? String(contentsOfFile: mark, encoding: .utf8)).flatMap {
                pid_t($0.trimmingCharacters(in: .whitespacesAndNewlines))
            }
        }
        engine.stop()
        await #expect(throws: Interrupted.self) { try await running.value }
        // A process that was killed is gone, or waits for its parent to notice.
        let process = try #require(child)
        for _ in 0..<100 where Self.lives(process) { try await Task.sleep(for: .milliseconds(20)) }
        #expect(!Self.lives(process))
    }

    @Test(.timeLimit(.minutes(1)))
    func `what it started may save itself when the run is stopped, and what it said is told`() async throws {
        let mark = folder + "-pid"
        let saver =
            "trap 'sleep 0.3; echo saved > \(mark).saved; exit 0' TERM; touch \(mark); while true; do sleep 0.05; done"
        let program = Program(argv: ["sh", "-c", "echo begun; sh -c \"$1\" & wait", "sh", saver], files: [])
        let block = Block("program") { job in
            try await job.run(program, files: [:]) { _ in ["main": []] }
        }
        let said = Collected<String>()
        let engine = try Engine(workspace: folder, operations: [block], jobs: 1) {
            if case .note(let line) = $0.kind { said.append(line) }
        }
        let running = Task { try await engine.perform(Work(operation: "program", revision: 1), label: "p") }
        while !FileManager.default.fileExists(atPath: mark) { try await Task.sleep(for: .milliseconds(20)) }
        engine.stop()
        await #expect(throws: Interrupted.self) { try await running.value }
        #expect(FileManager.default.fileExists(atPath: mark + ".saved"))
        #expect(said.all.first == "begun")
    }

    @Test func `its files cannot be changed for others, and a folder that is closed is no hindrance`()
        async throws
    {
        let keeper = try Engine(workspace: folder, operations: [], jobs: 1)
        let digest = try await keeper.store(bytes("x"))
        try keeper.close()
        let files = [Program.File(path: "program/1/data", digest: digest, isExecutable: false)]
        let out = try await perform(
            "stat -c %a program/1/data program/1 > out; mkdir closed; touch closed/in; chmod 555 closed",
            files: files)
        #expect(out == "444\n555\n")
        let again = try Engine(workspace: folder, operations: [], jobs: 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/temporary/0") == [])
        try again.close()
    }

    @Test(.timeLimit(.minutes(1)))
    func `what a process that died left running is ended by the next one`() async throws {
        let run = folder + "/temporary/0/programs"
        try FileManager.default.createDirectory(atPath: run, withIntermediateDirectories: true)
        let orphan = Foundation.Process()
        orphan.executableURL = URL(fileURLWithPath: "/usr/bin/setsid")
        orphan.arguments = [
            "sh", "-c",
            "cut -d' ' -f1,22 /proc/self/stat > /dev/null; read a < /proc/$$/stat; set -- $a; echo $1 ${22} ${22} > \(run)/leaders; sleep 300",
        ]
        try orphan.run()
        var leader: pid_t?
        while leader == nil {
            try await Task.sleep(for: .milliseconds(20))
            leader = (try? String(contentsOfFile: run + "/leaders", encoding: .utf8))?.split(separator: " ")
                .first
                .flatMap { pid_t($0) }
        }
        let engine = try Engine(workspace: folder, operations: [], jobs: 1)
        let process = try #require(leader)
        for _ in 0..<100 where Self.lives(process) { try await Task.sleep(for: .milliseconds(20)) }
        #expect(!Self.lives(process))
        try engine.close()
    }

    @Test(.timeLimit(.minutes(1)))
    func `a program that was left running is known by when it began, and no other is taken for it`() throws {
        let engine = try Engine(workspace: folder, operations: [], jobs: 1)
        let temporary = folder + "/temporary/9"
        let leaders = URL(fileURLWithPath: temporary + "/programs/leaders")
        try FileManager.default.createDirectory(
            at: leaders.deletingLastPathComponent(), withIntermediateDirectories: true)
        let programs = ProgramFolders(temporaryFolder: temporary, holdings: engine.holdings)
        let program = try ProgramProcess(
            "/bin/sleep", ["300"], in: folder, log: folder + "-log", of: programs)
        let noted = try String(contentsOf: leaders, encoding: .utf8)
        let process = try #require(noted.split(separator: " ").first.flatMap { pid_t($0) })
        try "\(process) 1 2\n".write(to: leaders, atomically: true, encoding: .utf8)
        ProgramFolders.abandon(temporary)
        #expect(Self.lives(process))
        try noted.write(to: leaders, atomically: true, encoding: .utf8)
        ProgramFolders.abandon(temporary)
        #expect(program.end() == .signaled(SIGKILL))
        try engine.close()
    }

    @Test(.timeLimit(.minutes(1)))
    func `what an interrupted attempt kept is there for the next, and gone when the unit is done`()
        async throws
    {
        let mark = folder + "-begun"
        let commands = """
            if [ -e checkpoint/step ]; then cat checkpoint/step > out; exit 0; fi
            echo 7 > checkpoint/new; mv checkpoint/new checkpoint/step; touch \(mark); sleep 300
            """
        let program = Program(argv: ["sh", "-c", commands], files: [])
        let block = Block("program") { job in
            ["main": try await job.run(program, files: [:], keeps: true) { try $0.read("out") }]
        }
        let work = Work(operation: "program", revision: 1)
        let first = try Engine(workspace: folder, operations: [block], jobs: 1)
        let running = Task { try await first.perform(work, label: "p") }
        while !FileManager.default.fileExists(atPath: mark) { try await Task.sleep(for: .milliseconds(20)) }
        first.stop()
        await #expect(throws: Interrupted.self) { try await running.value }
        try first.close()
        let checkpoints = folder + "/checkpoints"
        #expect(try FileManager.default.contentsOfDirectory(atPath: checkpoints).count == 1)
        let second = try Engine(workspace: folder, operations: [block], jobs: 1)
        let outputs = try await second.perform(work, label: "p")
        #expect(text(try await second.bytes(of: outputs.main)) == "7\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: checkpoints) == [])
        try second.close()
    }

    @Test func `what a program kept that nobody goes on with is cleaned away`() async throws {
        let block = Block("program") { job in
            let program = Program(argv: ["sh", "-c", "echo 7 > checkpoint/step; exit 1"], files: [])
            return try await job.run(program, files: [:], keeps: true) { _ in ["main": []] }
        }
        let engine = try Engine(workspace: folder, operations: [block], jobs: 1)
        try engine.beginRun(name: "p")
        await #expect(throws: EngineError.self) {
            try await engine.perform(Work(operation: "program", revision: 1), label: "p")
        }
        try engine.finishRun(.failed)
        try engine.beginRun(name: "p")
        try engine.finishRun(.done)
        let report = try engine.clean(keeping: 1)
        #expect(report.checkpoints.count == 1 && report.checkpoints.bytes == 2)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/checkpoints") == [])
        try engine.close()
    }

    private static func lives(_ process: pid_t) -> Bool {
        guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else {
            return false
        }
        return !status.contains(") Z ")
    }
}
