import Engine
import Foundation
import SmallBooks
import Stages
import Synchronization
import Testing

/// Every unit of a run has a line that says what it did.
@Suite struct UnitLogTests {
    private static func records(_ log: UnitLog) throws -> [UnitRecord] {
        try log.flush().flatMap { chunk in
            try chunk.text.split(separator: "\n").map {
                try JSON.decode(UnitRecord.self, from: Array($0.utf8))
            }
        }
    }

    private static let stages = SmallBooks.pipeline(
        """
        trees: {decompose: books, by: fixed, retries: 1}
        answers: {recompose: trees, policy: lead}
        """)

    @Test func `each unit has one line: done the first time, known the next`() async throws {
        let bench = try Bench(Self.stages)
        let log = UnitLog()
        let ran = try await bench.run(log: log)
        let records = try Self.records(log)
        #expect(records.count == ran.started.count)
        #expect(Set(records.map(\.label)).count == records.count)
        #expect(records.allSatisfy { $0.state == .done && $0.attempt == 1 && $0.seconds != nil })
        let book = try #require(records.first { $0.label == "trees · read book-1" })
        #expect(book.operation == "import-book")
        #expect(book.cell == "trees" && book.task == "read book-1")
        #expect(book.notes?.first?.hasPrefix("text, UTF-8, ") == true, "\(book)")
        #expect(log.flush().isEmpty)

        let second = UnitLog()
        _ = try await bench.run(log: second)
        let known = try Self.records(second)
        #expect(known.map(\.label).sorted() == ["answers", "trees"])
        #expect(known.allSatisfy { $0.state == .reused && $0.seconds == nil })
    }

    @Test func `a unit that failed says why, with its attempt; what needed it failed too`() async throws {
        let tries = Mutex(0)
        let log = UnitLog()
        _ = try await Bench(Self.stages).run(
            jobs: 1,
            meddling: [
                "import-book": { job in
                    guard job.label.hasSuffix("book-2") else { return }
                    if tries.withLock({
                        $0 += 1; return $0
                    }) == 1 {
                        throw MachineFault()
                    }
                }
            ], sleep: Sleep { _ in }, log: log)
        let records = try Self.records(log)
        let book = records.filter { $0.label == "trees · read book-2" }
        #expect(book.map(\.state) == [.failed, .done])
        #expect(book.map(\.attempt) == [1, 2])
        #expect(book.first?.message == "the service is away")
        let stage = records.filter { $0.label == "trees" }
        #expect(stage.map(\.state) == [.failed, .done])
        #expect(stage.first?.message?.hasPrefix("1 of 4 books failed through a fault of the machine") == true)
    }

    @Test func `a training that was stopped says where it was saved, and where it went on`() async throws {
        let bench = try Bench()
        let (first, second) = (UnitLog(), UnitLog())
        _ = try await bench.run(log: first) { event in
            if case .metric(let step, _) = event.kind {
                return event.operation == "fit-reinforcement" && step == 2
            }
            return false
        }
        let stopped = try #require(try Self.records(first).first { $0.operation == "fit-reinforcement" })
        #expect(stopped.state == .interrupted)
        #expect(stopped.notes == ["begins; 4 steps", "stopped; saved at step 2 of 4"])
        #expect(stopped.step == 2)
        #expect(stopped.progress == 0.5)
        #expect(stopped.metrics?.isEmpty == false)
        _ = try await bench.run(log: second)
        let done = try #require(try Self.records(second).first { $0.operation == "fit-reinforcement" })
        #expect(done.state == .done)
        #expect(done.notes?.first == "goes on from its checkpoint at step 2 of 4")
    }

    @Test func `a unit that is at work for a second has a line before it ends`() async throws {
        let time = Mutex(100.0)
        let log = UnitLog(time: TimeSource { time.withLock { $0 } })
        let event = { (kind: EngineEvent.Kind) in
            EngineEvent(key: Digest(of: "x"), operation: "fit-reward", label: "reward · all", kind: kind)
        }
        log.take(event(.started))
        #expect(log.flush().isEmpty)
        time.withLock { $0 = 102 }
        log.take(event(.note("begins")))
        let running = try #require(try Self.records(log).first)
        #expect(running.state == .running && running.seconds == 2 && running.notes == ["begins"])
        #expect(log.flush().isEmpty, "nothing new, no line")
        log.take(event(.finished(seconds: 2.5)))
        #expect(try Self.records(log).map(\.state) == [.done])
    }

    @Test func `a sheet counts what each stage did and says whole why something failed`() throws {
        let failed = UnitRecord(
            label: "trees · read a", key: String(repeating: "ab", count: 32), operation: "import-book",
            state: .failed, started: 1, seconds: 0.5, attempt: 1, message: "this book is empty")
        let done = UnitRecord(
            label: "trees · read b", key: "cd", operation: "import-book", state: .done, started: 1,
            seconds: 2,
            attempt: 1, notes: ["text, UTF-8"])
        let sheet = LogSheet(
            "small, run 3", isAlive: false, cells: [("trees", [failed, done])], filter: .init())
        #expect(
            sheet.text(Page()) == """
                small, run 3

                trees: 2 units: 1 done, 1 failed
                  unit    state   time   said
                  read a  failed  0.5 s  this book is empty
                  read b  done    2.0 s  text, UTF-8

                  trees · read a (import-book), abababababab:
                    this book is empty
                """)
        let only = LogSheet(
            "small, run 3", isAlive: false, cells: [("trees", [failed, done])],
            filter: .init(text: "READ", onlyFailed: true))
        #expect(only.lines.map(\.unit.label) == ["trees · read a"])
        #expect(try only.jsonLines().first?.contains(#""stage":"trees""#) == true)
    }
}
