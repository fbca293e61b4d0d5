import Engine
import Foundation
import Synchronization

typealias Operation = EngineOperation

/// An operation made from a closure.
struct Block: Operation {
    let name: String
    let revision: Int
    let body: @Sendable (Job) async throws -> [String: [UInt8]]

    init(
        _ name: String, revision: Int = 1, body: @escaping @Sendable (Job) async throws -> [String: [UInt8]]
    ) {
        self.name = name
        self.revision = revision
        self.body = body
    }

    func run(_ job: Job) async throws -> [String: [UInt8]] { try await body(job) }
}

/// Counts, from any thread.
final class Counter: Sendable {
    private let state = Mutex((now: 0, most: 0, total: 0))

    var total: Int { state.withLock { $0.total } }
    var most: Int { state.withLock { $0.most } }

    func enter() {
        state.withLock { state in
            state.now += 1
            state.total += 1
            state.most = max(state.most, state.now)
        }
    }

    func leave() { state.withLock { $0.now -= 1 } }
}

/// Collects, from any thread.
final class Collected<Element: Sendable>: Sendable {
    private let state = Mutex<[Element]>([])

    var all: [Element] { state.withLock { $0 } }
    func append(_ element: Element) { state.withLock { $0.append(element) } }
}

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

func temporaryFolder() -> String {
    FileManager.default.temporaryDirectory.path + "/quire-" + UUID().uuidString
}

/// Upper-cases its input, counting how often.
func upper(_ counter: Counter = Counter()) -> Block {
    Block("upper") { job in
        counter.enter()
        defer { counter.leave() }
        return ["main": bytes(text(try job.input("text")).uppercased())]
    }
}

/// Gives a text of its settings' length that is the same for the same seed.
func noise(_ counter: Counter = Counter()) -> Block {
    Block("noise") { job in
        counter.enter()
        defer { counter.leave() }
        var state = job.seed
        let size = try job.settings(as: [String: Int].self)["size"] ?? 10
        let bytes = (0..<size).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 40)
        }
        return ["main": bytes]
    }
}

func noiseWork(size: Int, number: Int = 0) -> Work {
    Work(operation: "noise", revision: 1, settings: ["size": .int(size), "number": .int(number)], seed: 1)
}
