import Foundation
import Testing

@testable import Engine

@Suite struct ComputeExecutorTests {
    /// Runs a job on the executor, and holds the calling thread until it has run; returns whether it has.
    private func hasRun(on executor: ComputeExecutor, begun begin: (@Sendable @escaping () -> Void) -> Void)
        -> Bool
    {
        let ran = DispatchSemaphore(value: 0)
        begin { ran.signal() }
        executor.callForJobs()
        return ran.wait(timeout: .now() + 60) == .success
    }

    @Test func `while a thread waits for a process another does what else there is to do`() async {
        let executor = ComputeExecutor(threadCount: 1)
        let isRun = await withTaskExecutorPreference(executor) {
            executor.whileWaiting {
                hasRun(on: executor) { job in Task(executorPreference: executor) { job() } }
            }
        }
        #expect(isRun)
        executor.stop()
    }

    @Test func `the job that a thread's last deed brings is its own`() async {
        let executor = ComputeExecutor(threadCount: 2)
        let (thread, next) = await withTaskExecutorPreference(executor) {
            var next: Task<pthread_t, Never>?
            executor.whileEnding { next = Task(executorPreference: executor) { pthread_self() } }
            return (pthread_self(), next)
        }
        #expect(await next?.value == thread)
        executor.stop()
    }

    @Test func `a job that was left to a thread is taken by another where that goes on`() async {
        let executor = ComputeExecutor(threadCount: 2)
        let isRun = await withTaskExecutorPreference(executor) {
            hasRun(on: executor) { job in
                executor.whileEnding { Task(executorPreference: executor) { job() } }
            }
        }
        #expect(isRun)
        executor.stop()
    }
}
