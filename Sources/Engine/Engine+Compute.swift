extension Engine {
    /// Runs an operation and publishes what it gives; runs it once more for each blob that was missing and could
    /// be made anew.
    func compute(_ operation: some Operation, _ job: Job) async throws -> Outputs {
        var missed: Set<Digest> = []
        var collections = 0
        while true {
            let cleanings = ledger.cleanings
            job.state.withLock { $0.asked = [] }
            do {
                emit(.started, job.work, key: job.key, label: job.label)
                let started = time.now()
                let bytes = try await operation.run(job)
                return try await publish(bytes, of: job, started: started, since: cleanings)
            } catch {
                await job.core.takeAgain()
                if collections < Engine.patience, try wasCollected(error, from: job, since: cleanings) {
                    collections += 1
                    try await outlastCleaning(upTo: min(5_000, 10 << collections))
                    continue
                }
                guard let missing = error as? MissingBlob, missed.insert(missing.digest).inserted else {
                    throw attributed(error, to: job)
                }
                try await remake(missing.digest, for: job)
            }
        }
    }

    /// How often something begins again because a cleaning removed what it was about to build on.
    package static let patience = 16

    /// Waits until no other process cleans, but not for ever: what that would remove next is then not built on again and
    /// again.
    private func outlastCleaning(upTo milliseconds: Int) async throws {
        var waited = 0
        while waited < milliseconds, try workspace.isBeingCleaned() {
            try await untilStopped { try await Task.sleep(for: .milliseconds(10)) }
            waited += 10
        }
    }

    /// Whether a unit met something that a cleaning removed since it began, and that it gets anew when it runs again.
    /// - Throws: `MissingBlob` when it is an input that is gone: only who asked for the unit can give it anew.
    private func wasCollected(_ error: any Error, from job: Job, since cleanings: Int64) throws -> Bool {
        switch error {
        case let missing as MissingBlob:
            return try !job.reads(missing.digest) && wasCleaned(since: cleanings)
        case let collected as CollectedMeanwhile:
            try ledger.refresh()
            try ledger.forgetOrphans(collected.work)
            if let input = collected.inputs.first { throw MissingBlob(digest: input) }
            return true
        default: return false
        }
    }

    /// Whether the workspace was cleaned since it had been so many times; what is known by heart is then read anew.
    package func wasCleaned(since cleanings: Int64) throws -> Bool {
        try ledger.refresh()
        return ledger.cleanings != cleanings
    }

    /// Records a result: large blobs as files, then in one transaction all that refers to them. The core is free for
    /// another unit meanwhile.
    private func publish(_ bytes: [String: [UInt8]], of job: Job, started: Double, since cleanings: Int64)
        async throws -> Outputs
    {
        guard !bytes.isEmpty else {
            throw EngineError(
                fault: .user, label: job.label, operation: job.work.operation, message: "it gave no output")
        }
        let ports = CanonicalBytes.sorted(bytes)
        let seconds = max(0, time.now() - started)
        let work = job.work
        let (intermediates, asked, hasCheckpoint) = job.state.withLock {
            ($0.intermediates.sorted(), $0.asked.sorted(), $0.hasCheckpoint)
        }
        var record = ActionRecord(
            key: job.key, operation: work.operation, revision: work.revision, settings: work.settings,
            inputs: work.inputs, seed: work.seed, label: job.label, outputs: Outputs([:]),
            intermediates: intermediates, run: state.withLock { $0.run }, started: started, seconds: seconds)
        try await recording(ports.map(\.value)) { blobs, confirm in
            for (port, blob) in zip(ports, blobs) { record.outputs[port.key] = blob.digest }
            let publication = Publication(
                record, blobs: blobs, asked: asked, since: cleanings, confirm: confirm)
            defer { executor.callForJobs() }
            try await publisher.publish(publication) { executor.whileEnding(job.core.end) }
            holdings.noteKept(blobs)
        }
        state.withLock { if !$0.redone.isEmpty { $0.redone.remove(job.key) } }
        if hasCheckpoint { try job.checkpointFile.remove() }
        try flusher.schedule()
        emit(.finished(seconds: seconds), work, key: job.key, label: job.label)
        return record.outputs
    }

    /// Makes a missing blob anew by doing the work again that once gave it.
    /// - Throws: `MissingBlob` when no work is known to give it.
    func remake(_ digest: Digest, for job: Job?) async throws {
        // The unit kept the blob itself: to run it again is enough.
        if let job, job.state.withLock({ $0.intermediates.contains(digest) }) { return }
        if try await keepAgain(digest) { return }
        let makers = try ledger.makers(of: digest)
        if try await redo(makers, toGet: digest, for: job) { return }
        // Work of which the record was damaged cannot be done again from it, but by whoever asks for it: let that
        // be done which was given the blob's digest by it.
        let sound = Set(makers.filter { Work($0).key == $0.key }.map(\.key))
        if try !ledger.makerKeys(of: digest).isSubset(of: sound) {
            try ledger.forgetActions { Work($0).key != $0.key }
        }
        if try await redo(actions(mentioning: digest), toGet: digest, for: job) { return }
        throw MissingBlob(digest: digest)
    }

    /// Does work again until a blob is there; returns whether it is.
    private func redo(_ records: [ActionRecord], toGet digest: Digest, for job: Job?) async throws -> Bool {
        for record in records where job?.isWithin(record.key) != true {
            let work = Work(record)
            guard operations[work.operation]?.revision == work.revision, work.key == record.key else {
                continue
            }
            state.withLock { _ = $0.redone.insert(record.key) }
            do {
                if let job {
                    _ = try await job.perform(work, label: record.label)
                } else {
                    _ = try await perform(work, key: record.key, label: record.label, parent: nil)
                }
            } catch  where error.isAskingForItself {
                // It keeps the blob for the very unit that misses it, and waits for that unit: the blob may be there.
                state.withLock { _ = $0.redone.remove(record.key) }
            }
            if try holdings.contains(digest) { return true }
        }
        return false
    }

    /// Work whose results have this digest written in them, as answers have those of their nodes. Looks through
    /// every blob: a last resort.
    private func actions(mentioning digest: Digest) throws -> [ActionRecord] {
        var records = try ledger.actions(mentioning: digest)
        let name = Array(digest.description.utf8)
        for file in ledger.filedBlobs {
            guard let bytes = try holdings.store.read(file), bytes.contains(name) else { continue }
            records += try ledger.makers(of: file)
        }
        return records
    }

    /// Keeps the content of a file of the user's again, where the blob came from one that still has it.
    private func keepAgain(_ digest: Digest) async throws -> Bool {
        guard let path = state.withLock({ $0.sources[digest] }), let bytes = try? Files.read(path),
            Digest(of: bytes) == digest
        else { return false }
        _ = try await keep(bytes)
        return true
    }

    /// The error as who asked for the unit gets it.
    private func attributed(_ error: any Error, to job: Job) -> any Error {
        switch error {
        case is WaitingForPeople, is BudgetUsedUp, is Interrupted, is CancellationError, is MissingBlob:
            emit(.interrupted, job.work, key: job.key, label: job.label)
            return error
        case let failure as EngineError:
            emit(.failed(message: failure.description), job.work, key: job.key, label: job.label)
            return failure
        default:
            let failure = EngineError(error, label: job.label, operation: job.work.operation)
            emit(.failed(message: failure.message), job.work, key: job.key, label: job.label)
            return failure
        }
    }
}

extension EngineError {
    /// A failure of a unit because of an error that its operation, or the machine, threw.
    init(_ error: any Error, label: String, operation: String) {
        self.init(
            fault: (error as? any Blameable)?.fault ?? .user, label: label, operation: operation,
            message: String(describing: error), underlying: error)
    }
}

extension FileError: Blameable {
    /// Whose mistake it is: the infrastructure's, never the user's.
    package var fault: Fault { .infrastructure }
}

extension LedgerError: Blameable {
    /// Whose mistake it is: the infrastructure's, never the user's.
    package var fault: Fault { .infrastructure }
}

extension CollectedMeanwhile: Blameable {
    /// Whose mistake it is: nobody's who asked for the unit; another attempt does what was removed again.
    package var fault: Fault { .infrastructure }
}

extension Work {
    /// The work that a record tells of.
    package init(_ record: ActionRecord) {
        self.init(
            operation: record.operation, revision: record.revision, settings: record.settings,
            inputs: record.inputs, seed: record.seed)
    }
}
