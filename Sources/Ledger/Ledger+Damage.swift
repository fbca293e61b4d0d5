import Artifacts
import GRDB

/// The database refused.
package struct LedgerError: Error, Hashable, CustomStringConvertible {
    /// SQLite's reason.
    package var message: String
    /// Whether the file itself is damaged, so that it must be put aside.
    package var isDamage: Bool

    /// The sentence that is printed for it.
    package var description: String { "ledger: \(message)" }

    /// Runs `body` and turns GRDB's errors into this one.
    static func translating<T>(_ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as DatabaseError {
            let code = error.resultCode
            throw LedgerError(
                message: error.message ?? "\(code)",
                isDamage: code == .SQLITE_CORRUPT || code == .SQLITE_NOTADB)
        }
    }
}

extension Ledger {
    /// Opens the ledger; one that is damaged is put aside, and a new one begun.
    ///
    /// Work whose results were small is then done again, and gives the same digests again.
    /// - Returns: the ledger, and where the damaged one lies now, if it was.
    package static func open(path: String) throws -> (ledger: Ledger, damaged: String?) {
        do {
            return (try Ledger(path: path), nil)
        } catch let error as LedgerError where error.isDamage {
            let place = try putAside(path: path)
            return (try Ledger(path: path), place)
        }
    }

    /// Notes that the file proved damaged in the middle of a run: it is examined when next opened.
    package func suspectDamage() throws {
        try Files.write([], to: Ledger.suspectPath(path))
    }

    /// What SQLite finds wrong with the file; nothing where it is whole. Reads all of it.
    package func faults() throws -> [String] {
        try read { try String.fetchAll($0, sql: "PRAGMA quick_check(10)") }.filter { $0 != "ok" }
    }

    /// SQLite's version, as in "3.40.1".
    package func sqliteVersion() throws -> String {
        try read { try String.fetchOne($0, sql: "SELECT sqlite_version()") ?? "" }
    }

    static func suspectPath(_ path: String) -> String { path + ".suspect" }

    static func examine(_ queue: DatabaseQueue, path: String) throws {
        let findings = try queue.inDatabase { try String.fetchAll($0, sql: "PRAGMA quick_check(1)") }
        guard findings == ["ok"] else {
            throw LedgerError(message: findings.joined(separator: "; "), isDamage: true)
        }
        try Files.remove(suspectPath(path))
    }

    private static func putAside(path: String) throws -> String {
        var number = 1
        while FileStamp(path: "\(path).damaged-\(number)") != nil { number += 1 }
        let place = "\(path).damaged-\(number)"
        try Files.rename(path, to: place)
        for suffix in ["-wal", "-shm", ".suspect"] { try Files.remove(path + suffix) }
        return place
    }
}
