import Foundation

/// Threads of our own for operations, so that computing never delays timers, servers and signals, which live on
/// Swift's cooperative pool.
///
/// `@unchecked Sendable`: the mutable state is touched only while `condition` is locked.
final class ComputeExecutor: TaskExecutor, @unchecked Sendable {
    private let condition = NSCondition()
    private let threadCount: Int
    private var jobs = FirstInFirstOut<UnownedJob>()
    private var started = 0
    private var idle = 0
    private var isStopped = false

    /// An executor that starts up to `threadCount` threads when it has something to do.
    init(threadCount: Int) { self.threadCount = threadCount }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        condition.lock()
        defer { condition.unlock() }
        jobs.append(job)
        if idle > 0 {
            condition.signal()
        } else if started < threadCount {
            started += 1
            startThread()
        }
    }

    /// Lets the threads end once nothing is left to do.
    func stop() {
        condition.lock()
        defer { condition.unlock() }
        isStopped = true
        condition.broadcast()
    }

    private func startThread() {
        let thread = Thread { [self] in
            // Thread.name is lost when the thread is quicker than the one that starts it. Only a help in `top`.
            try? Files.write(Array("quire-compute".utf8), to: "/proc/thread-self/comm")
            while let job = next() { job.runSynchronously(on: asUnownedTaskExecutor()) }
        }
        thread.stackSize = 8 << 20
        thread.start()
    }

    private func next() -> UnownedJob? {
        condition.lock()
        defer { condition.unlock() }
        while true {
            if let job = jobs.popFirst() { return job }
            if isStopped {
                started -= 1
                return nil
            }
            idle += 1
            condition.wait()
            idle -= 1
        }
    }
}
