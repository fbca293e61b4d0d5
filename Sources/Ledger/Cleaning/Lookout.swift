import Artifacts
import GRDB

/// Sees, between two steps of a removal, what other processes recorded meanwhile.
struct Lookout {
    private let removedRuns: Set<Int64>
    /// Another one after each change by another process.
    private var version: Int64
    /// The stages' keys and the blobs that were looked at.
    private var seen: Set<Digest>
    /// The number of the newest work that was looked at. What a removal leaves is set by who removes: a number that
    /// another unit gets again is no longer that of something seen.
    var lastAction: Int64

    /// What stood in an inventory was looked at when the removal was chosen from it.
    init(from inventory: Inventory, removing runs: Set<Int64>) {
        removedRuns = runs
        version = inventory.version
        lastAction = inventory.actions.last?.id ?? 0
        seen = Set(inventory.stages.filter { !runs.contains($0.key) }.values.joined())
    }

    /// What stands there now and did not the last time; nil where nobody else wrote.
    mutating func additions(in database: Database) throws -> Additions? {
        let version = try Ledger.dataVersion(database)
        guard version != self.version else { return nil }
        self.version = version
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
        return additions.isEmpty ? nil : additions
    }
}
