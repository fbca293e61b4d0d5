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
