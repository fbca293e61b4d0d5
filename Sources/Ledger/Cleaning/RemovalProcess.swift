import Artifacts
import GRDB

/// A removal under way: what is done of it, and what it still takes, step by step.
struct RemovalProcess {
    /// How far it has come.
    struct Progress {
        /// Steps that were taken.
        var steps = 0
        /// The work that was removed, by key.
        var work: [Digest] = []
        /// The blobs that were removed.
        var blobs: [Digest] = []
    }

    /// What is removed or changes hands, one row and what hangs on it.
    enum Step {
        case adopt(work: Digest, run: Int64)
        case adoptUnfinished(Digest, run: Int64)
        case removeUnfinished(Digest)
        case removeStages(run: Int64)
        case removeWork(Digest)
        case removeBlob(Digest)
        case removeRun(Int64)
    }

    /// What was done; set back by who takes a turn again that failed.
    var progress = Progress()

    /// The part of all steps that was taken.
    var done: Double { steps.isEmpty ? 1 : Double(progress.steps) / Double(steps.count) }

    private let steps: [Step]
    private var lookout: Lookout
    private var spared: (work: Set<Digest>, blobs: Set<Digest>) = ([], [])

    /// What needs other work goes before that work, and runs go last.
    init(_ removal: Removal, from inventory: Inventory) {
        var steps = removal.adoptedActions.map { Step.adopt(work: $0, run: $1) }
        steps += removal.adoptedUnfinished.map { .adoptUnfinished($0, run: $1) }
        steps += removal.unfinished.map { .removeUnfinished($0) }
        steps += removal.runs.map { .removeStages(run: $0) }
        steps += removal.actions.map { .removeWork($0) }
        steps += removal.blobs.map { .removeBlob($0) }
        steps += removal.runs.map { .removeRun($0) }
        self.steps = steps
        lookout = Lookout(from: inventory, removing: Set(removal.runs))
    }

    /// Takes steps until about so many rows were touched; the caller sees to it that nobody else writes meanwhile.
    mutating func take(
        _ rows: Int, in database: Database,
        sparing: (Additions) throws -> (work: Set<Digest>, blobs: Set<Digest>)
    ) throws {
        if let additions = try lookout.additions(in: database) {
            let more = try sparing(additions)
            spared.work.formUnion(more.work)
            spared.blobs.formUnion(more.blobs)
        }
        let (work, blobs) = (progress.work.count, progress.blobs.count)
        let start = database.totalChangesCount
        while database.totalChangesCount - start < rows, progress.steps < steps.count {
            let step = steps[progress.steps]
            try take(step, in: database)
            progress.steps += 1
            // That looked through all work for what names the run.
            if case .removeRun = step { break }
        }
        let newest = try Int64.fetchOne(database.cachedStatement(sql: "SELECT max(id) FROM action")) ?? 0
        lookout.lastAction = newest
        guard progress.work.count > work || progress.blobs.count > blobs else { return }
        try note(removed: progress.work[work...], newest: newest, in: database)
    }

    /// Counts a step of a cleaning, and notes what it removed, in place of what earlier cleanings did.
    private func note(removed work: ArraySlice<Digest>, newest: Int64, in database: Database) throws {
        let cleanings = try Int64.fetchOne(database.cachedStatement(sql: "PRAGMA user_version")) ?? 0
        if progress.work.count == work.count, progress.blobs.isEmpty {
            try database.step("DELETE FROM removed")
        }
        try database.execute(sql: "PRAGMA user_version = \(cleanings + 1)")
        try database.step("INSERT OR REPLACE INTO removed (cleaning, keys, newest) VALUES (?, ?, ?)") {
            $0.add(cleanings + 1)
            $0.add(work.flatMap(\.bytes))
            $0.add(newest)
        }
    }

    private mutating func take(_ step: Step, in database: Database) throws {
        func execute(_ sql: String, _ arguments: StatementArguments) throws {
            try database.cachedStatement(sql: sql).execute(arguments: arguments)
        }
        switch step {
        case .adopt(let key, let run):
            try execute("UPDATE action SET run = ? WHERE key = ?", [run, key.data])
        case .adoptUnfinished(let key, let run):
            try execute("UPDATE unfinished SET run = ? WHERE key = ?", [run, key.data])
        case .removeUnfinished(let key):
            try execute("DELETE FROM unfinished WHERE key = ?", [key.data])
        case .removeStages(let run):
            try execute("DELETE FROM stage WHERE run = ?", [run])
        case .removeWork(let key):
            guard !spared.work.contains(key) else { return }
            try execute("DELETE FROM action WHERE key = ?", [key.data])
            progress.work.append(key)
        case .removeBlob(let digest):
            guard !spared.blobs.contains(digest) else { return }
            try execute(
                """
                DELETE FROM blob WHERE digest = ?1
                    AND NOT EXISTS (SELECT 1 FROM output WHERE output.digest = ?1)
                    AND NOT EXISTS (SELECT 1 FROM intermediate WHERE intermediate.digest = ?1)
                    AND NOT EXISTS (SELECT 1 FROM reference WHERE reference.digest = ?1)
                """, [digest.data])
            if database.changesCount > 0 { progress.blobs.append(digest) }
        case .removeRun(let run):
            try execute("DELETE FROM run WHERE id = ?", [run])
        }
    }
}
