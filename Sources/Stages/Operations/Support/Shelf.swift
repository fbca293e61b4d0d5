import Artifacts
import Learning
import Synchronization
import Text

/// Decoded artifacts at hand, by digest.
///
/// Thousands of nodes are answered by one policy: it is decoded once. What is here is a pure function of its digest,
/// so nothing can depend on whether it was here already.
package final class Shelf: Sendable {
    /// What is at hand.
    private struct State {
        /// The decoded artifacts, by digest.
        var values: [Digest: any Sendable] = [:]
        /// The digests in the order in which they came.
        var order: [Digest] = []
    }

    private let state = Mutex(State())
    private let capacity: Int

    /// - Parameter capacity: how many artifacts are kept; the one that came first goes first.
    package init(capacity: Int = 64) { self.capacity = capacity }

    /// The decoded artifact; `decode` is called where it is not at hand as a `Content`.
    package func value<Content: Sendable>(_ digest: Digest, decode: () throws -> Content) rethrows -> Content
    {
        if let known = state.withLock({ $0.values[digest] as? Content }) { return known }
        let made = try decode()
        state.withLock { state in
            if state.values.updateValue(made, forKey: digest) == nil { state.order.append(digest) }
            if state.order.count > capacity { state.values[state.order.removeFirst()] = nil }
        }
        return made
    }
}
