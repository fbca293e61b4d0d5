import Foundation

/// The inputs of some numbers, checked one after another in this process, with a line of report for each event:
///
///     B 17                 input 17 begins
///     D 17 0.2             it was checked in so many processor seconds
///     F 17 0.2 words       a promise was broken (after so many seconds)
///     T 17 1.3             it took more than the second allowed
///     M 17 900             it took more than the MB of memory allowed
///     H 17                 it did not come to an end; the process ends itself
///     E 0.8 211 12.5 140 9 the slowest took 0.8 s (input 211); 12.5 s in all, 140 MB at most for one; 9 were taken
package struct Batch: Sendable {
    /// Processor seconds beyond those allowed after which an input is taken for one without end.
    package static let endless = 5.0

    private let seed: UInt64
    private let range: Range<Int>
    private let slack: Double

    /// The inputs of a range of numbers in a run of that seed; each may take `slack` times as long as it may.
    package init(seed: UInt64, range: Range<Int>, slack: Double = 1) {
        self.seed = seed
        self.range = range
        self.slack = slack
    }

    /// Checks every input; `report` gets the lines.
    package func run(_ subject: some FuzzSubject, report: @escaping @Sendable (String) -> Void) async {
        let watchdog = Watchdog { report("H \($0)") }
        var slowest = (seconds: 0.0, index: range.lowerBound)
        var taken = 0
        var most = 0
        let begin = Watchdog.processorSeconds
        for index in range {
            var dice = Dice(seed: seed, index: index, name: subject.name)
            let input = subject.input(index, &dice)
            report("B \(index)")
            let size = subject.size(of: input)
            let bound = Bound(bytes: size, growth: subject.growth, slack: slack)
            watchdog.watch(index, seconds: bound.seconds + Self.endless)
            let memory = Memory(isTidied: size > 100_000)
            let start = Watchdog.processorSeconds
            do {
                if try await subject.check(input) { taken += 1 }
            } catch {
                report(
                    "F \(index) \(Watchdog.processorSeconds - start) \("\(error)".prefix(600).replacing("\n", with: "⏎"))"
                )
            }
            let seconds = Watchdog.processorSeconds - start
            watchdog.watch(nil)
            report("D \(index) \(seconds)")
            if seconds > slowest.seconds { slowest = (seconds, index) }
            if seconds > bound.seconds { report("T \(index) \(seconds)") }
            let megabytes = memory.takenMegabytes
            most = max(most, megabytes)
            if megabytes > bound.megabytes { report("M \(index) \(megabytes)") }
        }
        let all = Watchdog.processorSeconds - begin
        report("E \(slowest.seconds) \(slowest.index) \(all) \(most) \(taken)")
    }
}
