import Artifacts
import GRDB

extension Ledger {
    /// Rows that one transaction of a removal deletes or changes, about: some 20 ms.
    package static let turn = 800

    /// Removes what is in `removal`, in many short transactions, between which others read and write.
    ///
    /// Whoever is killed in the middle leaves what is kept as it was: what needs other work goes before that work, and
    /// the runs go last, so that the next cleaning finds them again. Other processes that know by heart what is removed
    /// learn of it with their next `refresh()`, and before they build on it.
    ///
    /// - Parameters:
    ///   - inventory: what `removal` was chosen from.
    ///   - turn: rows that one transaction deletes or changes, about.
    ///   - sparing: the work, by key, and the blobs that must stay for what was recorded meanwhile.
    ///   - between: called after each transaction, with the part of all that is done.
    /// - Returns: the work, by key, and the blobs that were removed.
    package func remove(
        _ removal: Removal, from inventory: Inventory, turn: Int = Ledger.turn,
        sparing: (Additions) throws -> (work: Set<Digest>, blobs: Set<Digest>),
        between: (Double) throws -> Void = { _ in }
    ) throws -> (work: [Digest], blobs: [Digest]) {
        var process = RemovalProcess(removal, from: inventory)
        var turn = turn
        while process.done < 1 {
            let start = process.progress
            do {
                try write { try process.take(turn, in: $0, sparing: sparing) }
            } catch let error as LedgerError where error.isFull && turn > 1 {
                // What was removed so far made room in the file, but the log still holds it a second time.
                process.progress = start
                // Never none: a turn without a row would go on for ever.
                turn = max(1, turn / 4)
                try emptyLog()
                continue
            }
            try between(process.done)
        }
        try read { try load(from: $0) }
        return (process.progress.work, process.progress.blobs)
    }
}

/// A removal under way.
private struct RemovalProcess {
    /// How far it has come.
    struct Progress {
        var steps = 0
        var work: [Digest] = []
        var blobs: [Digest] = []
    }

    enum Step {
        case adopt(work: Digest, run: Int64)
        case adoptUnfinished(Digest, run: Int64)
        case removeUnfinished(Digest)
        case removeStages(run: Int64)
        case removeWork(Digest)
        case removeBlob(Digest)
        case removeRun(Int64)
    }

    var progress = Progress()

    /// The part of all steps that was taken.
    var done: Double { steps.isEmpty ? 1 : Double(progress.steps) / Double(steps.count) }

    private let steps: [Step]
    private let removedRuns: Set<Int64>
    private var version: Int64
    private var lastAction: Int64
    private var seen: Set<Digest>
    private var spared: (work: Set<Digest>, blobs: Set<Digest>) = ([], [])

    init(_ removal: Removal, from inventory: Inventory) {
        var steps = removal.adoptedActions.map { Step.adopt(work: $0, run: $1) }
        steps += removal.adoptedUnfinished.map { .adoptUnfinished($0, run: $1) }
        steps += removal.unfinished.map { .removeUnfinished($0) }
        steps += removal.runs.map { .removeStages(run: $0) }
        steps += removal.actions.map { .removeWork($0) }
        steps += removal.blobs.map { .removeBlob($0) }
        steps += removal.runs.map { .removeRun($0) }
        self.steps = steps
        removedRuns = Set(removal.runs)
        version = inventory.version
        lastAction = inventory.actions.last?.id ?? 0
        // What stood there was looked at when the removal was chosen.
        seen = Set(
            inventory.stages.filter { [removedRuns] in !removedRuns.contains($0.key) }.values.joined())
    }

    /// Takes steps until about so many rows were touched; the caller sees to it that nobody else writes meanwhile.
    mutating func take(
        _ rows: Int, in database: Database,
        sparing: (Additions) throws -> (work: Set<Digest>, blobs: Set<Digest>)
    ) throws {
        let version = try Ledger.dataVersion(database)
        if version != self.version {
            self.version = version
            let additions = try additions(in: database)
            if !additions.isEmpty {
                let more = try sparing(additions)
                spared.work.formUnion(more.work)
                spared.blobs.formUnion(more.blobs)
            }
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
        // A number that another unit gets again is no longer that of something seen.
        lastAction = try Int64.fetchOne(database.cachedStatement(sql: "SELECT max(id) FROM action")) ?? 0
        guard progress.work.count > work || progress.blobs.count > blobs else { return }
        try note(removed: progress.work[work...], in: database)
    }

    /// Counts a step of a cleaning, and notes what it removed, in place of what earlier cleanings did.
    private func note(removed work: ArraySlice<Digest>, in database: Database) throws {
        let cleanings = try Int64.fetchOne(database.cachedStatement(sql: "PRAGMA user_version")) ?? 0
        if progress.work.count == work.count, progress.blobs.isEmpty {
            try database.step("DELETE FROM removed")
        }
        try database.execute(sql: "PRAGMA user_version = \(cleanings + 1)")
        try database.step("INSERT OR REPLACE INTO removed (cleaning, keys, newest) VALUES (?, ?, ?)") {
            $0.add(cleanings + 1)
            $0.add(work.flatMap(\.bytes))
            $0.add(lastAction)
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

    /// What stands there now and did not the last time.
    private mutating func additions(in database: Database) throws -> Additions {
        var additions = Additions()
        let stages = try Row.fetchCursor(database, sql: "SELECT run, key FROM stage WHERE key IS NOT NULL")
        while let row = try stages.next() {
            let key = try row.digest(at: 1)
            if !removedRuns.contains(row[0]), seen.insert(key).inserted { additions.stages.append(key) }
        }
        let named = try Row.fetchCursor(
            database, sql: "SELECT run, digest FROM held UNION ALL SELECT NULL, digest FROM reference")
        while let row = try named.next() {
            let digest = try row.digest(at: 1)
            let run: Int64? = row[0]
            if run.map(removedRuns.contains) != true, seen.insert(digest).inserted {
                additions.blobs.append(digest)
            }
        }
        for digest in additions.blobs {
            try database.step("SELECT bytes FROM blob WHERE digest = ? AND bytes NOT NULL") {
                $0.add(digest)
            } row: { row in
                additions.mentions += row.withBytes(0) { Digest.mentioned(in: Array($0)) }
            }
        }
        let actions = try Row.fetchCursor(
            database, sql: "SELECT id, key, inputs FROM action WHERE id > ? ORDER BY id",
            arguments: [lastAction])
        while let row = try actions.next() {
            let inputs: String = row[2]
            var action = Inventory.Action(
                id: row[0], key: try row.digest(at: 1), inputs: Digest.mentioned(in: Array(inputs.utf8)),
                size: 0)
            for table in ["output", "intermediate"] {
                try database.step("SELECT digest FROM \(table) WHERE key = ?") {
                    $0.add(action.key)
                } row: {
                    action.gives.append(try $0.digest(0))
                }
            }
            try database.step("SELECT child FROM asked WHERE parent = ?") {
                $0.add(action.id)
            } row: {
                action.asked.append($0.integer(0))
            }
            additions.actions.append(action)
        }
        return additions
    }
}
