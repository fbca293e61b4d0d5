import Foundation
import Synchronization

/// Runs batches in child processes, so that a crash ends one input and not the run.
package struct Crew: Sendable {
    /// What went wrong with one input.
    package struct Failure: Sendable {
        /// The input's number.
        package var index: Int
        /// What happened, in words.
        package var what: String
    }

    /// What a whole run came to.
    package struct Result: Sendable {
        /// Inputs that were checked.
        package var inputs = 0
        /// Those of them that were taken; the others were refused in words.
        package var taken = 0
        /// The inputs that failed.
        package var failures: [Failure] = []
        /// The slowest input and its processor seconds.
        package var slowest = (seconds: 0.0, index: 0)
        /// Processor seconds of all checks.
        package var seconds = 0.0
        /// The most memory in MB that an input took.
        package var megabytes = 0
    }

    /// This program.
    private let program: String
    /// The words that say what is checked, such as `books --format epub`.
    private let words: [String]
    private let seed: UInt64
    /// Where reports of children stand while they run.
    private let folder: String

    /// A crew of children of this program.
    package init(program: String, words: [String], seed: UInt64, folder: String) {
        self.program = program
        self.words = words
        self.seed = seed
        self.folder = folder
    }

    /// Checks the inputs of a range of numbers, `jobs` children at a time.
    package func run(_ range: Range<Int>, size: Int, jobs: Int) async throws -> Result {
        let starts = Array(stride(from: range.lowerBound, to: range.upperBound, by: size))
        return try await withThrowingTaskGroup(of: Result.self) { group in
            var next = 0
            var result = Result()
            func hire() {
                guard next < starts.count else { return }
                let batch = starts[next]..<min(range.upperBound, starts[next] + size)
                next += 1
                group.addTask { try await self.finish(batch) }
            }
            for _ in 0..<jobs { hire() }
            while let part = try await group.next() {
                result.add(part)
                hire()
            }
            result.failures.sort { $0.index < $1.index }
            return result
        }
    }

    /// Checks a batch to its end, in as many processes as it takes.
    private func finish(_ range: Range<Int>) async throws -> Result {
        var result = Result()
        var rest = range
        while !rest.isEmpty {
            let reached = try await run(rest, into: &result)
            rest = min(rest.upperBound, reached + 1)..<rest.upperBound
        }
        return result
    }

    /// Runs one child; gives the number of the last input that it began.
    private func run(_ range: Range<Int>, into result: inout Result) async throws -> Int {
        let path = "\(folder)/\(words.joined(separator: "-"))-\(range.lowerBound)"
        let (report, errors) = (path + ".report", path + ".errors")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments =
            words + [
                "--seed", String(seed), "--child", "--from", String(range.lowerBound), "--count",
                String(range.count),
            ]
        process.environment = ProcessInfo.processInfo.environment.merging([
            "SWIFT_BACKTRACE": "enable=no", "TMPDIR": folder,
        ]) { $1 }
        for file in [report, errors] { _ = FileManager.default.createFile(atPath: file, contents: nil) }
        process.standardOutput = FileHandle(forWritingAtPath: report)
        process.standardError = FileHandle(forWritingAtPath: errors)
        process.standardInput = FileHandle.nullDevice
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        let lines = String(decoding: FileManager.default.contents(atPath: report) ?? Data(), as: UTF8.self)
        let reached = result.read(lines, from: range.lowerBound)
        if !reached.ended {
            let said = String(decoding: FileManager.default.contents(atPath: errors) ?? Data(), as: UTF8.self)
            let signal = process.terminationReason == .uncaughtSignal ? "signal" : "exit code"
            result.failures.append(
                Failure(
                    index: reached.index,
                    what:
                        "\(process.terminationStatus == 97 ? "without end" : "crash"): \(signal) \(process.terminationStatus) \(said.suffix(300))"
                ))
        }
        for file in [report, errors] { try? FileManager.default.removeItem(atPath: file) }
        return reached.index
    }
}

extension Crew.Result {
    /// Adds what another crew came to.
    fileprivate mutating func add(_ other: Crew.Result) {
        inputs += other.inputs
        taken += other.taken
        failures += other.failures
        if other.slowest.seconds > slowest.seconds { slowest = other.slowest }
        seconds += other.seconds
        megabytes = max(megabytes, other.megabytes)
    }

    /// Takes in a child's report; gives the last input begun and whether the child came to its end.
    fileprivate mutating func read(_ report: String, from start: Int) -> (index: Int, ended: Bool) {
        var (index, ended) = (start, false)
        for line in report.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 3)
            let number = parts.count > 1 ? Int(parts[1]) : nil
            switch parts[0] {
            case "B":
                index = number ?? index
                inputs += 1
            case "F": failures.append(.init(index: number ?? index, what: parts.dropFirst(3).joined()))
            case "T":
                failures.append(
                    .init(index: number ?? index, what: "took \(parts.dropFirst(2).joined(separator: " ")) s")
                )
            case "M":
                failures.append(
                    .init(
                        index: number ?? index, what: "used \(parts.dropFirst(2).joined(separator: " ")) MB"))
            case "E":
                ended = true
                let numbers = line.split(separator: " ").dropFirst().map { Double($0) ?? 0 }
                if numbers.count == 5 {
                    add(
                        .init(
                            taken: Int(numbers[4]), failures: [], slowest: (numbers[0], Int(numbers[1])),
                            seconds: numbers[2], megabytes: Int(numbers[3])))
                }
            default: break
            }
        }
        return (index, ended)
    }
}
