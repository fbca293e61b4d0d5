import Glibc
import Synchronization

/// Where the engine learns the time, for its records only: no result depends on it.
package struct TimeSource: Sendable {
    /// Seconds since 1970.
    package var now: @Sendable () -> Double

    /// A source from a function.
    package init(now: @escaping @Sendable () -> Double) { self.now = now }

    /// The machine's clock.
    package static let live = TimeSource {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Always the same time.
    package static func constant(_ time: Double) -> TimeSource { TimeSource { time } }

    /// A time that is one second later whenever it is asked for.
    package static func incrementing(from start: Double = 0) -> TimeSource {
        let ticks = Ticks(start: start)
        return TimeSource { ticks.next() }
    }
}

private final class Ticks: Sendable {
    private let time: Mutex<Double>

    init(start: Double) { time = Mutex(start) }

    func next() -> Double {
        time.withLock { time in
            defer { time += 1 }
            return time
        }
    }
}
