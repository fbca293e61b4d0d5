import Foundation
import SmallBooks
import Testing

@Suite struct ExitCodeTests {
    @Test func `a run that ends well is 0 and says where its folder is`() throws {
        let (workplace, ending) = try Undisturbed.workplace.get()
        #expect(ending.status == 0, "\(ending)")
        #expect(ending.output.contains("11 of 11 stages done; run folder artifacts/runs/small/"))
        #expect(workplace.exists(try #require(workplace.runFolders().first) + "/run.json"))
    }

    @Test func `a shut gate is 1, and the message has the number and the bound`() throws {
        let workplace = try Workplace(
            SmallBooks.pipeline(
                SmallBooks.learning.replacing(
                    "[accuracy, calibration]}", with: "[accuracy, calibration], require: {accuracy: 0.999}}"))
        )
        let ending = try workplace.quire("run", "small.yaml")
        #expect(ending.status == 1)
        let pattern =
            #/error: stage 'sound' failed: the gate is shut: accuracy is 0\.\d+, at least 0.999 is required\n/#
        #expect(ending.diagnostics.contains(pattern), "\(ending.diagnostics)")
        #expect(
            ending.diagnostics.contains(
                "3 stages not run, because of what they need: rl, summaries, quality\n"))
        #expect(ending.output.hasPrefix("failed in "))
        #expect(try workplace.digests()["imitated"]?.count == 64)
    }

    @Test func `a missing corpus is 1, and check finds nothing wrong with the file`() throws {
        let workplace = try Workplace(books: [:])
        #expect(try workplace.quire("check", "small.yaml").status == 0)
        let ending = try workplace.quire("run", "small.yaml")
        #expect(ending.status == 1)
        #expect(
            ending.diagnostics.contains("error: stage 'trees' failed: no file matches 'books/*.txt'"),
            "\(ending.diagnostics)")
    }

    @Test func `a pipeline with an error is 2, says the place, and makes nothing`() throws {
        let workplace = try Workplace(SmallBooks.pipeline("trees: {decompose: boks, by: fixed}"))
        for command in ["run", "plan", "check"] {
            let ending = try workplace.quire(command, "small.yaml")
            #expect(ending.status == 2)
            #expect(ending.output == "")
            #expect(ending.diagnostics.hasPrefix("error: "))
            #expect(ending.diagnostics.contains("--> small.yaml:20:22\n"), "\(ending.diagnostics)")
        }
        #expect(!workplace.exists("artifacts"))
    }

    @Test func `a pipeline that cannot run yet is 2`() throws {
        let workplace = try Workplace(
            SmallBooks.pipeline(
                SmallBooks.learning
                    + "\nx: {train: reward, by: command, from: bc, using: pairs, with: {argv: [train]}}")
        )
        let ending = try workplace.quire("run", "small.yaml")
        #expect(ending.status == 2)
        #expect(
            ending.diagnostics.hasPrefix(
                "error: quire cannot run 'command' for a reward yet\n"))
    }

    @Test(arguments: [
        ["run"], ["run", "small.yaml", "--jobs", "0"], ["run", "small.yaml", "--jobs", "many"],
        ["walk", "small.yaml"],
        ["run", "small.yaml", "--speed", "3"], ["run", "small.yaml", "--only", "nothing"],
        ["run", "missing.yaml"],
        ["run", "small.yaml", "--set", "vars.unknown=3"], ["explain", "nonsense"],
    ])
    func `wrong usage is 2`(arguments: [String]) throws {
        let ending = try Workplace().start(arguments).end()
        #expect(ending.status == 2, "\(ending)")
        #expect(ending.diagnostics != "")
        #expect(ending.output == "")
    }

    @Test func `help and version are 0`() throws {
        let workplace = try Workplace()
        #expect(try workplace.quire("--help").status == 0)
        let version = try workplace.quire("--version")
        #expect(version.status == 0)
        #expect(version.output == "0.1.0\n")
    }

    @Test func `a stage that is not there is named together with those that are`() throws {
        let ending = try Workplace(SmallBooks.pipeline("trees: {decompose: books, by: fixed}")).quire(
            "run", "small.yaml", "--only", "forest")
        #expect(ending.diagnostics == "Error: there is no stage 'forest'; stages: trees\n")
    }

    /// A training that would take minutes.
    private static let long = SmallBooks.pipeline(
        SmallBooks.learning.replacing("steps: 4, batch: 8", with: "steps: 20000, batch: 8"))

    @Test func `Ctrl-C in a long training is 130 within two seconds, saves it, and leaves no process`() throws
    {
        let workplace = try Workplace(Self.long)
        let running = try workplace.start(["run", "small.yaml", "--jobs", "1"])
        defer { running.send(SIGKILL) }
        try wait { try Self.steps(workplace) > 30 }
        let pressed = Date()
        running.send(SIGINT)
        let ending = try running.end()
        #expect(Date().timeIntervalSince(pressed) < 2)
        #expect(ending.status == 130)
        #expect(!ending.wasKilled)
        #expect(
            ending.diagnostics.contains("stopping: running work saves itself (Ctrl-C again ends at once)\n"))
        #expect(ending.output.hasPrefix("interrupted after "), "\(ending.output)")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: workplace.folder + "/artifacts/checkpoints")
                .count == 1)
        #expect(try Self.processes(in: workplace) == 0)

        // Where it went on tells that nothing was lost.
        let again = try workplace.start(["run", "small.yaml", "--jobs", "1"])
        defer { again.send(SIGKILL) }
        try wait { try workplace.runFolders().count == 2 && Self.steps(workplace) > 0 }
        let metrics = try workplace.text(
            try #require(workplace.runFolders().last) + "/stages/rl/metrics.jsonl")
        let first = try #require(metrics.split(separator: "\n").first)
        let step = try #require(first.firstMatch(of: #/"step":(\d+)/#)).1
        #expect(try #require(Int(step)) > 30)
        again.send(SIGTERM)
        #expect(try again.end().status == 130, "SIGTERM does the same")
    }

    @Test func `a second Ctrl-C ends at once`() throws {
        let workplace = try Workplace(Self.long)
        let running = try workplace.start(["run", "small.yaml"])
        defer { running.send(SIGKILL) }
        try wait { try Self.steps(workplace) > 2 }
        running.send(SIGINT)
        running.send(SIGTERM)
        #expect(try running.end().status == 130)
    }

    @Test func `interrupted training, resumed, gives the digests of an undisturbed run`() throws {
        let stages = SmallBooks.learning.replacing("steps: 4, batch: 8", with: "steps: 400, batch: 8")
        let clean = try Workplace(SmallBooks.pipeline(stages))
        #expect(try clean.quire("run", "small.yaml").status == 0)
        let workplace = try Workplace(SmallBooks.pipeline(stages))
        let running = try workplace.start(["run", "small.yaml"])
        try wait { try !running.isRunning || Self.steps(workplace) > 5 }
        running.send(SIGINT)
        #expect(try running.end().status == 130)
        #expect(try workplace.quire("run", "small.yaml").status == 0)
        #expect(try workplace.digests() == clean.digests())
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: workplace.folder + "/artifacts/checkpoints")
                == [])
    }

    /// Steps of `rl` that the last run has measured.
    private static func steps(_ workplace: Workplace) throws -> Int {
        guard let run = workplace.runFolders().last, workplace.exists(run + "/stages/rl/metrics.jsonl") else {
            return 0
        }
        return try workplace.text(run + "/stages/rl/metrics.jsonl").split(separator: "\n").count
    }

    /// Waits until something holds, for at most a minute.
    private func wait(until holds: () throws -> Bool) throws {
        for _ in 0..<12_000 {
            if try holds() { return }
            usleep(5_000)
        }
        Issue.record("it did not happen within a minute")
    }

    /// Processes that still work in the folder.
    private static func processes(in workplace: Workplace) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").count { name in
            guard Int32(name) != nil else { return false }
            let folder = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(name)/cwd")
            return folder == workplace.folder
        }
    }
}
