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
    private var waiting = 0
    private var ending: Set<pthread_t> = []
    private var isStopped = false

    /// An executor that starts up to `threadCount` threads when it has something to do, and one more for each that waits.
    init(threadCount: Int) { self.threadCount = threadCount }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        condition.lock()
        defer { condition.unlock() }
        jobs.append(job)
        if ending.isEmpty || ending.remove(pthread_self()) == nil { callThread() }
    }

    /// Does the last thing before the calling thread is free: the first job that this brings is left to the thread itself,
    /// because to wake another takes longer. Where it may go on with something else instead, `callForJobs` is to be called.
    func whileEnding(_ body: () -> Void) {
        let thread = pthread_self()
        condition.lock()
        ending.insert(thread)
        condition.unlock()
        body()
        condition.lock()
        ending.remove(thread)
        condition.unlock()
    }

    /// Calls a thread for jobs that were left to one that has not taken them.
    func callForJobs() {
        condition.lock()
        if !jobs.isEmpty { callThread() }
        condition.unlock()
    }

    /// Does what only waits, for a process to end, on the calling thread; one more thread is there for the jobs meanwhile.
    func whileWaiting<T>(_ body: () throws -> T) rethrows -> T {
        condition.lock()
        waiting += 1
        if !jobs.isEmpty { callThread() }
        condition.unlock()
        defer {
            condition.lock()
            waiting -= 1
            condition.unlock()
        }
        return try body()
    }

    /// Lets the threads end once nothing is left to do.
    func stop() {
        condition.lock()
        defer { condition.unlock() }
        isStopped = true
        condition.broadcast()
    }

    /// Wakes or starts a thread, while the condition is locked.
    private func callThread() {
        if idle > 0 {
            condition.signal()
        } else if started < threadCount + waiting {
            started += 1
            startThread()
        }
    }

    private func startThread() {
        let thread = Thread { [self] in
            // Thread.name is lost when the thread is quicker than the one that starts it. Only a help in `top`.
            try? Files.write(Array("quire-compute".utf8), to: "/proc/thread-self/comm")
            // A signal that is held back is kept for the main thread, which would wake at the end of each program.
            var signals = sigset_t()
            sigemptyset(&signals)
            sigaddset(&signals, SIGCHLD)
            pthread_sigmask(SIG_UNBLOCK, &signals, nil)
            while let job = next() { job.runSynchronously(on: asUnownedTaskExecutor()) }
        }
        thread.stackSize = 8 << 20
        thread.start()
    }

    private func next() -> UnownedJob? {
        condition.lock()
        defer { condition.unlock() }
        while true {
            if let job = jobs.popFirst() {
                // Who was called for one job may have been called for another as well before it woke.
                if !jobs.isEmpty { callThread() }
                return job
            }
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
