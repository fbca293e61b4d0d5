import Artifacts
import GRDB

/// What is recorded stands on what is there: work on its children, inputs and blobs kept on the way, a stage on its
/// work. Each is confirmed in the transaction that records, so that a cleaning in another process either sees the
/// record or is seen.
extension Ledger {
    /// Holds a blob for a run until it ends, and returns whether the blob is there.
    package func hold(_ digest: Digest, for run: Int64) throws -> Bool {
        var isThere = false
        try write { database in
            isThere = try has(blob: digest, in: database)
            if isThere { try hold(digest, for: run, in: database) }
        }
        return isThere
    }

    /// Notes that work has saved a checkpoint in a run.
    package func noteUnfinished(_ key: Digest, run: Int64?) throws {
        try write { database in
            try database.execute(
                sql: """
                    INSERT INTO unfinished (key, run) VALUES (?, ?)
                    ON CONFLICT (key) DO UPDATE SET run = excluded.run
                    """, arguments: [key.data, run])
        }
    }

    /// Counts work as not done of which only the results are recorded: its own row was damaged. What was removed by a
    /// cleaning, or is whole, stays as it is.
    package func forgetOrphans(_ keys: [Digest]) throws {
        try write { database in
            for key in keys where try !has(work: key, in: database) {
                for table in ["intermediate", "output"] {
                    try database.execute(sql: "DELETE FROM \(table) WHERE key = ?", arguments: [key.data])
                }
            }
        }
        try read { database in
            for key in keys where try !has(work: key, in: database) {
                index.withLock { $0.outputs[key] = nil }
            }
        }
    }

    func hold(_ digest: Digest, for run: Int64, in database: Database) throws {
        try database.cachedStatement(
            sql: "INSERT INTO held (run, digest) VALUES (?, ?) ON CONFLICT DO NOTHING"
        ).execute(arguments: [run, digest.data])
    }

    /// How often the workspace has been cleaned.
    func cleanings(in database: Database) throws -> Int64 {
        var count: Int64 = 0
        try database.step("PRAGMA user_version", row: { count = $0.integer(0) })
        return count
    }

    func has(work key: Digest, in database: Database) throws -> Bool {
        try id(ofWork: key, in: database) != nil
    }

    func has(blob digest: Digest, in database: Database) throws -> Bool {
        var isThere = false
        try database.step(
            "SELECT 1 FROM blob WHERE digest = ?", bind: { $0.add(digest) }, row: { _ in isThere = true })
        return isThere
    }

    /// The ledger's number for the work with a key; nil where it is not recorded.
    private func id(ofWork key: Digest, in database: Database) throws -> Int64? {
        var id: Int64?
        try database.step(
            "SELECT id FROM action WHERE key = ?", bind: { $0.add(key) }, row: { id = $0.integer(0) })
        return id
    }

    /// - Throws: `CollectedMeanwhile` when an input, or a blob kept on the way, is not there.
    func confirmFoundation(of action: ActionRecord, in database: Database) throws {
        let inputs = try Set(action.inputs.values.joined()).filter { try !has(blob: $0, in: database) }
        let intermediates = try action.intermediates.filter { try !has(blob: $0, in: database) }
        guard inputs.isEmpty, intermediates.isEmpty else {
            throw CollectedMeanwhile(inputs: inputs.sorted(), intermediates: intermediates)
        }
    }

    /// The ledger's numbers for the work that a unit asked for.
    /// - Throws: `CollectedMeanwhile` when some of it is not there.
    func numbers(ofAsked asked: [Digest], in database: Database) throws -> [Int64] {
        var (numbers, missing): ([Int64], [Digest]) = ([], [])
        for key in asked {
            if let number = try id(ofWork: key, in: database) {
                numbers.append(number)
            } else {
                missing.append(key)
            }
        }
        guard missing.isEmpty else { throw CollectedMeanwhile(work: missing) }
        return numbers
    }

    /// Records which work, by its numbers, a unit asked for, in place of what was recorded of it before.
    func insert(asked numbers: [Int64], of parent: Digest, into database: Database) throws {
        guard let id = try id(ofWork: parent, in: database) else { return }
        try database.step("DELETE FROM asked WHERE parent = ?") { $0.add(id) }
        for number in numbers {
            try database.step("INSERT INTO asked (parent, child) VALUES (?, ?)") {
                $0.add(id)
                $0.add(number)
            }
        }
    }
}
