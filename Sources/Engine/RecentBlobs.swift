import Synchronization

/// The small blobs that were published last: a node's answer is read by its parent and its neighbours soon after it
/// was given, and a query each would be a quarter of what such a unit costs.
///
/// Each half holds up to `capacity` bytes; when the newer is full it becomes the older, which is let go whole.
final class RecentBlobs: Sendable {
    private struct State {
        var newer: [Digest: [UInt8]] = [:]
        var older: [Digest: [UInt8]] = [:]
        var size = 0
    }

    /// What the dictionary and the array take besides the bytes, about.
    private static let overhead = 100
    private let capacity: Int
    private let state = Mutex(State())

    /// - Parameter capacity: most bytes of either half.
    init(capacity: Int = 256 * 1024) { self.capacity = capacity }

    /// The bytes of a blob, if it is one of the last.
    func bytes(of digest: Digest) -> [UInt8]? {
        state.withLock { $0.newer[digest] ?? $0.older[digest] }
    }

    /// Notes the bytes of a blob that was kept.
    func note(_ bytes: [UInt8], _ digest: Digest) {
        state.withLock { state in
            guard state.newer.updateValue(bytes, forKey: digest) == nil else { return }
            state.size += bytes.count + RecentBlobs.overhead
            guard state.size > capacity else { return }
            (state.older, state.newer, state.size) = (state.newer, [:], 0)
        }
    }
}
