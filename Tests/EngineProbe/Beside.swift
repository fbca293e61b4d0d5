import Engine
import Foundation

/// Does one new unit after another for so many seconds, with a pause between two, and prints how long they took:
/// what another process in the same workspace lets it wait.
func beside(_ folder: String, seconds: Double, pause: UInt32) async throws {
    let clock = ContinuousClock()
    let engine = try Engine(workspace: folder, operations: [Trivial()], jobs: 1)
    let end = clock.now + .seconds(seconds)
    let seed = UInt64(getpid())
    var waits: [Double] = []
    while clock.now < end {
        let work = Work(
            operation: "trivial", revision: 1, settings: ["beside": .int(waits.count)], seed: seed)
        let wait = try await clock.measure { _ = try await engine.perform(work, label: "beside") }
        waits.append(wait / .milliseconds(1))
        usleep(pause)
    }
    try engine.close()
    waits.sort()
    func part(_ share: Double) -> Double { waits[min(waits.count - 1, Int(Double(waits.count) * share))] }
    print(
        String(
            format:
                "%d units: ms a unit at the median %.2f, p99 %.1f, p99.9 %.1f, at most %.1f; over 100 ms: %d",
            waits.count, part(0.5), part(0.99), part(0.999), part(1), waits.count { $0 > 100 }))
}
