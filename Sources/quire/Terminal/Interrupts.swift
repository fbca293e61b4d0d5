import Dispatch
import Glibc
import Synchronization

/// Ctrl-C and SIGTERM as calls, counted, instead of the end of the process.
final class Interrupts {
    private let sources: [any DispatchSourceSignal]

    /// - Parameter handle: told how many there have been.
    init(_ handle: @escaping @Sendable (Int) -> Void) {
        let count = Counter()
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(
                signal: number, queue: .global(qos: .userInteractive))
            // Signals that come quickly one after another arrive as one event that counts them.
            source.setEventHandler { handle(count.add(Int(source.data))) }
            source.resume()
            return source
        }
    }

    /// Signals end the process again.
    func cancel() {
        for source in sources { source.cancel() }
        for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }

    /// How many signals there have been.
    private final class Counter: Sendable {
        private let value = Mutex(0)

        /// Counts at least one more; gives how many there are.
        func add(_ more: Int) -> Int {
            value.withLock { value in
                value += max(1, more)
                return value
            }
        }
    }
}
