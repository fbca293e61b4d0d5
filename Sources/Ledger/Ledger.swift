import Artifacts
import Foundation
import GRDB
import Synchronization

/// What happened in a workspace: which work was done and what it gave, which runs there were, and the bytes of
/// small blobs. The only place with SQL.
///
/// A change is committed without waiting for the disk, which a kill of the process cannot undo;
/// `synchronize()` waits, against loss of power. What was done is known by heart from one query at the start;
/// what other processes add is noticed by `refresh()`.
package final class Ledger: Sendable {
    let queue: DatabaseQueue
    let path: String
    let index = Mutex(Index())
    /// How many milliseconds, about, a process waits for another one that is in the middle of a write.
    private static let patience = 110_000

    /// Opens the ledger in the file at `path`, and makes it where missing.
    ///
    /// The caller sees to it that only one process at a time is in here.
    /// - Throws: `LedgerError`; one that tells of damage calls for `Ledger.putAside(path:)`.
    package init(path: String) throws {
        self.path = path
        var configuration = Configuration()
        configuration.busyMode = .callback { tries in
            // Another process is at it for some milliseconds. SQLite's own pauses grow to a tenth of a second, and who
            // sleeps through each gap that a cleaning leaves waits for seconds.
            guard tries < Ledger.patience else { return false }
            usleep(1_000)
            return true
        }
        configuration.label = "ledger"
        configuration.prepareDatabase { database in
            // By hand: GRDB's own way to this mode writes, and waits for the disk, each time the file is opened.
            // Few and long logs, because each checkpoint waits for the disk too. A unit changes a few bytes of each of
            // some eight pages, all of which go into the log: small pages, where the file is new.
            try database.execute(
                sql: """
                    PRAGMA page_size = 2048; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
                    PRAGMA wal_autocheckpoint = 16000; PRAGMA cache_size = -300
                    """)
        }
        queue = try LedgerError.translating(path) {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let isNewer = try queue.inDatabase { try Schema.isNewer(in: $0) }
            if isNewer { throw LedgerError.newer(path) }
            if FileStamp(path: Ledger.suspectPath(path)) != nil { try Ledger.examine(queue, path: path) }
            try Schema.migrator.migrate(queue)
            return queue
        }
        try LedgerError.translating(path) { try queue.inDatabase { try load(from: $0) } }
    }

    /// Waits until everything committed so far is on the disk.
    package func synchronize() throws {
        // The log is only ever appended to or restarted after a checkpoint, which synchronizes by itself: all
        // that an own commit could wait for is in this file. Writers go on meanwhile.
        try Files.synchronize(path + "-wal")
    }

    /// Closes the file. Nothing else may be called afterwards.
    package func close() throws {
        try LedgerError.translating(path) { try queue.close() }
    }

    /// Runs `body` alone, in a transaction that either happens whole or not at all.
    func write(_ body: (Database) throws -> Void) throws {
        try noticingDamage {
            try queue.inDatabase { database in
                try database.step("BEGIN IMMEDIATE")
                do {
                    try body(database)
                    try database.step("COMMIT")
                } catch {
                    // SQLite may have rolled back by itself.
                    if database.isInsideTransaction { try database.step("ROLLBACK") }
                    throw error
                }
            }
        }
    }

    /// Runs queries; each sees the newest state.
    func read<T: Sendable>(_ body: (Database) throws -> T) throws -> T {
        try noticingDamage { try queue.inDatabase(body) }
    }

    /// Runs `body`; where that proves the file damaged, it is examined when next opened.
    func noticingDamage<T>(_ body: () throws -> T) throws -> T {
        do {
            return try LedgerError.translating(path, body)
        } catch let error as LedgerError where error.isDamage {
            // On a disk that is full the note fails too: what is wrong with the ledger is the better message.
            try? suspectDamage()
            throw error
        }
    }
}
