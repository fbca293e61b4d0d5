import Engine
import Foundation

// A process to be measured, killed and set against another one by the engine's tests.
//
//     engine-probe bench FOLDER COUNT     cold, then warm, COUNT units
//     engine-probe gather FOLDER FILE JOBS    a unit for each line of a file, and one that needs them all
//     engine-probe copy FOLDER FILE JOBS      a program that is run for each line of a file
//     engine-probe beside FOLDER SECONDS PAUSE
//                                         unit after unit, and how long each took; PAUSE microseconds between two
//     engine-probe tree FOLDER JOBS DELAY prints the digests of a small graph of units; each logs its name to FOLDER/log
//     engine-probe train FOLDER STEPS     prints the digest of a training-like unit with checkpoints
//     engine-probe nest FOLDER JOBS SEED ORDER
//                                         prints the digest of a random graph of 60 units that ask for one another, in
//                                         an order of its own; each logs its name to FOLDER/log

struct Trivial: EngineOperation {
    let name = "trivial"
    let revision = 1
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        ["main": Array("result \(job.seed)".utf8)]
    }
}

/// Notes that work was done, atomically, outside the engine's knowledge.
func log(_ folder: String, _ line: String) {
    let descriptor = open(folder + "/log", O_WRONLY | O_APPEND | O_CREAT, 0o644)
    let bytes = Array((line + "\n").utf8)
    _ = write(descriptor, bytes, bytes.count)
    close(descriptor)
}

struct Leaf: EngineOperation {
    let name = "leaf"
    let revision = 1
    let folder: String
    let delay: Int
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let size = try job.work.settings["size"].map { try $0.decode(Int.self) } ?? 100
        var state = job.seed
        var bytes = [UInt8](repeating: 0, count: size)
        for index in bytes.indices {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            bytes[index] = UInt8(truncatingIfNeeded: state >> 33)
        }
        usleep(UInt32(delay))
        log(folder, job.label)
        return ["main": bytes]
    }
}

struct Tree: EngineOperation {
    let name = "tree"
    let revision = 1
    let folder: String
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let digests = try await withThrowingTaskGroup(of: (Int, Digest).self) { group in
            for index in 0..<30 {
                group.addTask {
                    let size = index % 5 == 0 ? 100_000 : 200
                    let work = Work(
                        operation: "leaf", revision: 1, settings: ["index": .int(index), "size": .int(size)],
                        seed: 1)
                    return (index, try await job.perform(work, label: "leaf \(index)").main)
                }
            }
            var digests: [(Int, Digest)] = []
            for try await pair in group { digests.append(pair) }
            return digests.sorted { $0.0 < $1.0 }.map(\.1)
        }
        var all: [UInt8] = []
        for digest in digests { all += try job.bytes(of: digest) }
        log(folder, job.label)
        return ["main": all, "list": Array(digests.map(\.description).joined(separator: "\n").utf8)]
    }
}

struct Training: EngineOperation {
    let name = "training"
    let revision = 1
    let folder: String
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let steps = try job.work.settings["steps"].map { try $0.decode(Int.self) } ?? 0
        var (step, state) = (0, job.seed)
        if let saved = job.checkpoint {
            let fields = try Value(json: saved).decode([UInt64].self)
            (step, state) = (Int(fields[0]), fields[1])
            log(folder, "resumed at \(step)")
        }
        while step < steps {
            try job.checkStop(saving: Array(Value(encoding: [UInt64(step), state]).json.utf8))
            for _ in 0..<1000 { state = state &* 6_364_136_223_846_793_005 &+ 1 }
            step += 1
            usleep(200)
            if step % 25 == 0 {
                try job.save(checkpoint: Array(Value(encoding: [UInt64(step), state]).json.utf8))
            }
        }
        return ["main": Array("weights \(state)".utf8)]
    }
}

/// A unit of a random graph: it asks for up to four units of lower numbers, whose digests it joins.
///
/// Which units these are follows from the seed in the settings. In which order, and whether one after another or all at
/// once, follows from `order`, which changes no result: two processes come upon the same unit from different sides.
struct Nest: EngineOperation {
    static let count = 60
    let name = "nest"
    let revision = 1
    let folder: String
    let order: UInt64

    static func work(_ index: Int, seed: UInt64) -> Work {
        Work(operation: "nest", revision: 1, settings: ["index": .int(index)], seed: seed)
    }

    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let index = try job.work.settings["index"].map { try $0.decode(Int.self) } ?? 0
        let seed = job.work.seed ?? 0
        var graph = Generator(state: job.seed)
        let needed = Set((0..<min(index, 4)).map { _ in Int(graph.next() % UInt64(index)) }).sorted()
        var order = Generator(state: order &* 1_000_003 &+ UInt64(index))
        let asked = needed.shuffled(using: &order)
        var found: [Int: Digest] = [:]
        if order.next() % 2 == 0 {
            for other in asked {
                found[other] = try await job.perform(Self.work(other, seed: seed), label: "nest \(other)")
                    .main
            }
        } else {
            let digests = try await asked.concurrentMap {
                try await job.perform(Self.work($0, seed: seed), label: "nest \($0)").main
            }
            for (other, digest) in zip(asked, digests) { found[other] = digest }
        }
        usleep(UInt32(graph.next() % 4_000))
        log(folder, job.label)
        return ["main": needed.flatMap { found[$0]?.bytes ?? [] } + Array("nest \(index)".utf8)]
    }
}

struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33 | state << 31
    }
}

func residentMegabytes(_ field: String) -> Double {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    for line in status.split(separator: "\n") where line.hasPrefix(field) {
        return (Double(line.split(separator: " ").dropFirst().first { !$0.isEmpty } ?? "0") ?? 0) / 1024
    }
    return 0
}

func bench(_ folder: String, _ count: Int, group: Bool) async throws {
    let clock = ContinuousClock()
    func works() -> [Work] {
        (0..<count).map {
            Work(operation: "trivial", revision: 1, settings: ["index": .int($0), "words": 450], seed: 17)
        }
    }
    print(String(format: "RSS before %.1f MB", residentMegabytes("VmRSS")))
    for pass in ["cold", "warm"] {
        var engine: Engine?
        let opening = try clock.measure {
            engine = try Engine(workspace: folder, operations: [Trivial()], jobs: 2)
        }
        guard let engine else { return }
        let doing = try await clock.measure {
            let works = works()
            if group {
                _ = try await works.concurrentMap { try await engine.perform($0, label: "unit") }
            } else {
                for work in works { _ = try await engine.perform(work, label: "unit") }
            }
        }
        let closing = try clock.measure { try engine.close() }
        print("\(pass): open \(opening), \(count) units \(doing) (\(doing / count) each), close \(closing)")
        print(
            String(
                format: "RSS %.1f MB, peak %.1f MB", residentMegabytes("VmRSS"), residentMegabytes("VmHWM")))
    }
}

Allocator.keepLittle()
let arguments = CommandLine.arguments
let folder = arguments.count > 2 ? arguments[2] : "."
switch arguments.count > 1 ? arguments[1] : "" {
case "bench": try await bench(folder, Int(arguments[3]) ?? 5000, group: arguments.count > 4)
case "gather": try await gather(folder, arguments[3], jobs: Int(arguments[4]) ?? 2)
case "copy": try await copy(folder, arguments[3], jobs: Int(arguments[4]) ?? 2)
case "beside":
    try await beside(folder, seconds: Double(arguments[3]) ?? 5, pause: UInt32(arguments[4]) ?? 0)
case "tree":
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let engine = try Engine(
        workspace: folder + "/artifacts",
        operations: [Leaf(folder: folder, delay: Int(arguments[4]) ?? 0), Tree(folder: folder)],
        jobs: Int(arguments[3]) ?? 1)
    let outputs = try await engine.perform(Work(operation: "tree", revision: 1, seed: 5), label: "tree")
    try engine.close()
    print(try outputs.main, try outputs.port("list"))
case "train":
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let engine = try Engine(workspace: folder + "/artifacts", operations: [Training(folder: folder)], jobs: 1)
    signal(SIGINT, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler { engine.stop() }
    source.resume()
    do {
        let work = Work(
            operation: "training", revision: 1, settings: ["steps": .int(Int(arguments[3]) ?? 100)], seed: 3)
        print(try await engine.perform(work, label: "training").main)
    } catch is Interrupted {
        try engine.close()
        exit(130)
    }
    try engine.close()
case "nest":
    let (seed, order) = (UInt64(arguments[4]) ?? 0, UInt64(arguments[5]) ?? 0)
    let engine = try Engine(
        workspace: folder + "/artifacts", operations: [Nest(folder: folder, order: order)],
        jobs: Int(arguments[3]) ?? 1)
    var shuffle = Generator(state: order)
    let indices = (0..<Nest.count).shuffled(using: &shuffle)
    let digests = try await indices.concurrentMap {
        try await engine.perform(Nest.work($0, seed: seed), label: "nest \($0)").main
    }
    try engine.close()
    let inOrder = zip(indices, digests).sorted { $0.0 < $1.0 }.flatMap(\.1.bytes)
    print(Digest(of: inOrder))
default: print("usage: engine-probe bench|gather|copy|beside|tree|train|nest FOLDER ...")
}
