import Synchronization

/// What an operation is given to do one unit of work with.
package final class Job: Sendable {
    struct State {
        var intermediates: Set<Digest> = []
        var asked: Set<Digest> = []
        var hasCheckpoint = false
        var isNotedAsUnfinished = false
    }

    /// The work to do.
    package let work: Work
    /// The work's key.
    package let key: Digest
    /// What a person calls the unit.
    package let label: String

    let engine: Engine
    let parent: Job?
    let core: Core
    let state = Mutex(State())

    init(work: Work, key: Digest, label: String, engine: Engine, parent: Job?, core: Core) {
        self.work = work
        self.key = key
        self.label = label
        self.engine = engine
        self.parent = parent
        self.core = core
    }

    /// Where this unit's random numbers begin: from the work's seed and its key, so that no two units share a
    /// stream and no order of running matters.
    package var seed: UInt64 {
        var canonical = CanonicalBytes(domain: "quire.seed.1")
        canonical.append(work.seed)
        canonical.append(key)
        return canonical.digest.prefix
    }

    /// The work's settings as the operation's own type.
    /// - Throws: `DecodingError`.
    package func settings<T: Decodable>(as type: T.Type = T.self) throws -> T {
        try work.settings.decode(type)
    }

    /// The bytes at an input port that has one blob.
    /// - Throws: `WrongInput`; `MissingBlob`.
    package func input(_ port: String) throws -> [UInt8] {
        let digests = work.inputs[port] ?? []
        guard let digest = digests.first, digests.count == 1 else {
            throw WrongInput(port: port, count: digests.count, known: work.inputs.keys.sorted())
        }
        return try bytes(of: digest)
    }

    /// The bytes of every blob at an input port, none when the work lacks the port.
    /// - Throws: `MissingBlob`.
    package func inputs(_ port: String) throws -> [[UInt8]] {
        try engine.holdings.bytes(of: work.inputs[port] ?? [])
    }

    /// The bytes of a blob: an input, or what further work gave.
    /// - Throws: `MissingBlob`, to be let out of `run`.
    package func bytes(of digest: Digest) throws -> [UInt8] { try engine.holdings.bytes(of: digest) }

    /// Keeps bytes, so that they can be an input of further work.
    package func store(_ bytes: [UInt8]) async throws -> Digest {
        let digest = try await engine.keep(bytes)
        state.withLock { _ = $0.intermediates.insert(digest) }
        return digest
    }

    /// Asks for further work, and lets the core go while awaiting it. It is a unit with a key of its own.
    package func perform(_ work: Work, label: String) async throws -> Outputs {
        let key = work.key
        let known = engine.hit(work, key: key, label: label)
        let outputs =
            if let known { known } else {
                try await core.whileAwaiting {
                    try await engine.perform(work, key: key, label: label, parent: self)
                }
            }
        state.withLock { _ = $0.asked.insert(key) }
        return outputs
    }

    /// Tells how much is done, from 0 to 1.
    package func report(progress: Double, note: String = "") {
        engine.emit(.progress(progress, note: note), work, key: key, label: label)
    }

    /// Says a line into the unit's log: what an operator would want to know of how it went. No part of its result.
    package func note(_ line: String) { engine.emit(.note(line), work, key: key, label: label) }

    /// Tells numbers measured at a step.
    package func metric(step: Int, _ values: [(String, Double)]) {
        engine.emit(
            .metric(step: step, values: values.map { (name: $0.0, value: $0.1) }), work, key: key,
            label: label)
    }

    /// Whether a blob is one of the work's inputs.
    func reads(_ digest: Digest) -> Bool { work.inputs.values.contains { $0.contains(digest) } }

    /// Whether the work with this key is this job's or one of those that it is done for.
    func isWithin(_ key: Digest) -> Bool {
        var job: Job? = self
        while let current = job {
            if current.key == key { return true }
            job = current.parent
        }
        return false
    }
}
