import Artifacts
import Foundation
import GRDB

extension Ledger {
    /// What is recorded, for who must know what could go.
    package func inventory() throws -> Inventory {
        try noticingDamage {
            var inventory = Inventory()
            try queue.inTransaction(.deferred) { database in
                inventory = try Inventory(database)
                return .commit
            }
            return inventory
        }
    }

    /// Calls `remove` for those of `digests` that are no recorded blob, while nobody can record one.
    package func removeUnrecorded(_ digests: [Digest], remove: (Digest) throws -> Void) throws {
        try write { database in
            for digest in digests where try !has(blob: digest, in: database) { try remove(digest) }
        }
    }

    /// Gives the pages that are not used any more back to the file system, where this process alone uses the file: it
    /// reads and writes all of it, and nobody else can write meanwhile.
    package func shrink() throws {
        // Who comes later knows nothing by heart.
        try write { try $0.step("DELETE FROM removed") }
        try noticingDamage { try queue.inDatabase { try $0.execute(sql: "VACUUM") } }
        try emptyLog()
    }

    /// Brings what the log holds into the file, and shortens the log to nothing, where nobody reads from it.
    func emptyLog() throws {
        try noticingDamage {
            _ = try queue.inDatabase { try Row.fetchAll($0, sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        }
    }

    /// Bytes of the file's pages, and of those that hold nothing.
    package func pageBytes() throws -> (all: Int, free: Int) {
        try read { database in
            func pragma(_ name: String) throws -> Int {
                try Int.fetchOne(database, sql: "PRAGMA \(name)") ?? 0
            }
            let size = try pragma("page_size")
            return (try pragma("page_count") * size, try pragma("freelist_count") * size)
        }
    }
}

extension Inventory {
    /// Reads everything; the caller sees to it that nobody writes meanwhile.
    fileprivate init(_ database: Database) throws {
        self.init()
        version = try Ledger.dataVersion(database)
        runs = try RunRecord.all(in: database)
        let places = try readActions(database)
        try readGiven(database, places)
        try readBlobs(database)
        let asked = try Row.fetchCursor(database, sql: "SELECT parent, child FROM asked")
        while let row = try asked.next() {
            guard let place = places[.id(row[0])] else { continue }
            let child: Int64 = row[1]
            if child == actions[place].id {
                actions[place].asksUnknown = true
            } else {
                actions[place].asked.append(child)
            }
        }
        let stages = try Row.fetchCursor(database, sql: "SELECT run, key FROM stage WHERE key IS NOT NULL")
        while let row = try stages.next() { self.stages[row[0], default: []].append(try row.digest(at: 1)) }
        let held = try Row.fetchCursor(database, sql: "SELECT run, digest FROM held")
        while let row = try held.next() { self.held[row[0], default: []].append(try row.digest(at: 1)) }
        let unfinished = try Row.fetchCursor(database, sql: "SELECT key, run FROM unfinished")
        while let row = try unfinished.next() {
            self.unfinished.updateValue(row[1], forKey: try row.digest(at: 0))
        }
        references = try Row.fetchAll(database, sql: "SELECT digest FROM reference")
            .map { try $0.digest(at: 0) }
    }

    /// What a row belongs to.
    private enum Place: Hashable {
        /// The work with this number.
        case id(Int64)
        /// The work with this key.
        case key(Digest)
    }

    private mutating func readActions(_ database: Database) throws -> [Place: Int] {
        var places: [Place: Int] = [:]
        let rows = try Row.fetchCursor(
            database,
            sql: "SELECT id, key, run, inputs, length(settings) + length(label) FROM action ORDER BY id")
        while let row = try rows.next() {
            let inputs: String = row[3]
            let size = (row[4] as Int) + inputs.utf8.count
            var action = Action(id: row[0], key: try row.digest(at: 1), run: row[2], size: size)
            action.inputs = Digest.mentioned(in: Array(inputs.utf8))
            places[.id(action.id)] = actions.count
            places[.key(action.key)] = actions.count
            actions.append(action)
        }
        return places
    }

    private mutating func readGiven(_ database: Database, _ places: [Place: Int]) throws {
        let rows = try Row.fetchCursor(
            database, sql: "SELECT key, digest FROM output UNION ALL SELECT key, digest FROM intermediate")
        while let row = try rows.next() {
            guard let place = places[.key(try row.digest(at: 0))] else { continue }
            actions[place].gives.append(try row.digest(at: 1))
        }
    }

    private mutating func readBlobs(_ database: Database) throws {
        let rows = try Row.fetchCursor(database, sql: "SELECT digest, size, bytes IS NULL FROM blob")
        while let row = try rows.next() {
            blobs[try row.digest(at: 0)] = Blob(size: row[1], isFile: row[2])
        }
        let fromOutside = try Row.fetchCursor(
            database,
            sql: """
                SELECT digest, bytes FROM blob WHERE bytes IS NOT NULL
                    AND NOT EXISTS (SELECT 1 FROM output WHERE output.digest = blob.digest)
                    AND NOT EXISTS (SELECT 1 FROM intermediate WHERE intermediate.digest = blob.digest)
                """)
        while let row = try fromOutside.next() {
            let mentioned = try row.withUnsafeData(atIndex: 1) { Digest.mentioned(in: Array($0 ?? Data())) }
            if !mentioned.isEmpty { mentions[try row.digest(at: 0)] = mentioned }
        }
    }
}
