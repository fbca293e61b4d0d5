import Foundation
import Synchronization

/// Ends the process when an input keeps it busy for too long.
final class Watchdog: Sendable {
    private let state = Mutex<(index: Int, end: Double, wall: Date)?>(nil)

    /// - Parameter bite: told the input's number before the process ends.
    init(bite: @escaping @Sendable (Int) -> Void) {
        let thread = Thread { [weak self] in
            while true {
                usleep(100_000)
                guard let watchdog = self else { return }
                // Without its parent nobody reads what it reports.
                if getppid() == 1 { _exit(98) }
                guard let (index, end, wall) = watchdog.state.withLock({ $0 }) else { continue }
                if Self.processorSeconds > end || Date() > wall {
                    bite(index)
                    _exit(97)
                }
            }
        }
        thread.start()
    }

    /// Watches an input from now on, which may compute for so many seconds; nil for none.
    func watch(_ index: Int?, seconds: Double = 0) {
        let now = index.map {
            ($0, Self.processorSeconds + seconds, Date(timeIntervalSinceNow: 20 * seconds))
        }
        state.withLock { $0 = now }
    }

    /// Seconds for which this process has computed, on all cores, in the program and in the system.
    static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
