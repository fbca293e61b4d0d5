extension Job {
    /// Whether the run was told to stop, or nobody wants this unit any more: to be asked at every step of
    /// anything long.
    package var stops: Bool { engine.isStopped || Task.isCancelled }

    /// Throws when the run was told to stop, or nobody wants this unit any more.
    /// - Throws: `Interrupted`; `CancellationError`.
    package func checkStop() throws {
        if engine.isStopped { throw Interrupted() }
        try Task.checkCancellation()
    }

    /// Does the same, but saves a checkpoint before it throws.
    package func checkStop(saving checkpoint: @autoclosure () throws -> [UInt8]) throws {
        guard stops else { return }
        try save(checkpoint: checkpoint())
        try checkStop()
    }

    /// Keeps what is needed to go on from here, in place of what was saved before. Removed when the unit's
    /// result is published.
    package func save(checkpoint bytes: [UInt8]) throws {
        try noteUnfinished()
        try checkpointFile.write(bytes)
        state.withLock { $0.hasCheckpoint = true }
    }

    private func noteUnfinished() throws {
        let isNoted = state.withLock { state in
            defer { state.isNotedAsUnfinished = true }
            return state.isNotedAsUnfinished
        }
        if !isNoted { try engine.noteUnfinished(key) }
    }

    /// A folder in which a program that works on this unit keeps what it needs to go on from; what an earlier attempt kept is
    /// there. Removed when the unit's result is published.
    func checkpointFolder() throws -> String {
        try noteUnfinished()
        state.withLock { $0.hasCheckpoint = true }
        return try checkpointFile.folder()
    }

    /// What an earlier attempt at the same work saved last; nil when there is none, or it is torn.
    package var checkpoint: [UInt8]? {
        let bytes = checkpointFile.read()
        if bytes != nil { state.withLock { $0.hasCheckpoint = true } }
        return bytes
    }

    var checkpointFile: CheckpointFile {
        CheckpointFile(folder: engine.workspace.checkpointFolder, key: key)
    }
}
