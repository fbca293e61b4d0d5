extension Engine {
    /// The result of `work`: looked up, awaited from who is at it already, or computed now.
    ///
    /// - Parameter label: what a person calls the unit; no part of its identity.
    /// - Throws: `EngineError` when it, or work that it asked for, failed; `WaitingForPeople`, `BudgetUsedUp`
    ///   as operations throw them; `Interrupted`; `CancellationError`.
    package func perform(_ work: Work, label: String) async throws -> Outputs {
        let key = work.key
        if let outputs = hit(work, key: key, label: label) { return outputs }
        do {
            return try await perform(work, key: key, label: label, parent: nil)
        } catch let error as MissingBlob {
            throw EngineError(error, label: label, operation: work.operation)
        }
    }

    /// What `work` gave, when that is known and all of it can be read. Computes nothing and tells nobody.
    package func lookup(_ work: Work) -> Outputs? { known(work.key) }

    /// A known result, told of as an event.
    func hit(_ work: Work, key: Digest, label: String) -> Outputs? {
        guard let outputs = known(key) else { return nil }
        emit(.hit, work, key: key, label: label)
        return outputs
    }

    private func known(_ key: Digest) -> Outputs? {
        guard let outputs = ledger.outputs(of: key) else { return nil }
        if state.withLock({ !$0.redone.isEmpty && $0.redone.contains(key) }) { return nil }
        return outputs.digests.allSatisfy(holdings.isIntact) ? outputs : nil
    }

    /// Does work that was not known a moment ago, or waits for the task that does.
    func perform(_ work: Work, key: Digest, label: String, parent: Job?) async throws -> Outputs {
        if let parent, parent.isWithin(key) {
            throw EngineError(
                fault: .user, label: label, operation: work.operation, message: "the work asks for itself",
                underlying: AsksForItself())
        }
        while !inFlight.begin(key) {
            switch await inFlight.wait(key) {
            case .done(let outputs):
                emit(.hit, work, key: key, label: label)
                return outputs
            case .failed(let error): throw error
            case .cancelled: throw CancellationError()
            case .abandoned: if let outputs = hit(work, key: key, label: label) { return outputs }
            }
        }
        do {
            // All of it on the engine's own threads: to change over at each step wakes a thread each time.
            let outputs = try await withTaskExecutorPreference(executor) {
                try await take(work, key: key, label: label, parent: parent)
            }
            inFlight.end(key, .done(outputs))
            return outputs
        } catch {
            // Others who wait for it still want it: one of them goes on. What failed only under this parent, too.
            let isOwn = Task.isCancelled || error is CancellationError || error.isAskingForItself
            inFlight.end(key, isOwn ? .abandoned : .failed(error))
            throw error
        }
    }

    /// Gets a core and the lock on the key, and does the work; waits where another process has the lock.
    private func take(_ work: Work, key: Digest, label: String, parent: Job?) async throws -> Outputs {
        guard let operation = operations[work.operation], operation.revision == work.revision else {
            throw EngineError(
                fault: .user, label: label, operation: work.operation,
                message: "there is no operation \"\(work.operation)\" at revision \(work.revision)")
        }
        let offset = LockFile.offset(of: key)
        var pause = 4
        while true {
            try await budget.start()
            let core = Core(heldOf: budget)
            defer { core.end() }
            if try workspace.locks.tryLock(offset) {
                defer { workspace.locks.unlock(offset) }
                // Somebody may have published it before the lock was free.
                try neighbours.refresh()
                if let outputs = hit(work, key: key, label: label) { return outputs }
                let job = Job(work: work, key: key, label: label, engine: self, parent: parent, core: core)
                return try await compute(operation, job)
            }
            core.end()
            if pause == 4 { emit(.waiting, work, key: key, label: label) }
            try await Task.sleep(for: .milliseconds(pause))
            pause = min(pause * 2, 64)
            try ledger.refresh()
            if let outputs = hit(work, key: key, label: label) { return outputs }
        }
    }
}
