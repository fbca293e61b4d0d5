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
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { handle(count.next()) }
            source.resume()
            return source
        }
    }

    func cancel() { for source in sources { source.cancel() } }

    private final class Counter: Sendable {
        private let value = Mutex(0)

        func next() -> Int {
            value.withLock { value in
                value += 1
                return value
            }
        }
    }
}
