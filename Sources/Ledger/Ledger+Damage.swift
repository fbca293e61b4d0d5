import Artifacts
import GRDB

extension Ledger {
    /// Opens the ledger; one that is damaged is put aside, and a new one begun.
    ///
    /// Work whose results were small is then done again, and gives the same digests again.
    /// - Returns: the ledger, and where the damaged one lies now, if it was.
    package static func open(path: String) throws -> (ledger: Ledger, damaged: String?) {
        for companion in ["-wal", "-shm"] { try Files.clear(path + companion, unlessFile: true) }
        let folder = try Files.clear(path, unlessFile: true)
        do {
            return (try Ledger(path: path), folder)
        } catch let error as LedgerError where error.isDamage {
            let place = try putAside(path: path)
            return (try Ledger(path: path), place)
        }
    }

    /// Notes that the file proved damaged in the middle of a run: it is examined when next opened.
    package func suspectDamage() throws {
        try Files.write([], to: Ledger.suspectPath(path))
    }

    /// What is wrong with the file; nothing where it is whole. Reads all of it.
    package func faults() throws -> [String] {
        try read { try Ledger.faults(in: $0) }
    }

    /// SQLite's version, as in "3.40.1".
    package func sqliteVersion() throws -> String {
        try read { try String.fetchOne($0, sql: "SELECT sqlite_version()") ?? "" }
    }

    static func suspectPath(_ path: String) -> String { path + ".suspect" }

    static func examine(_ queue: DatabaseQueue, path: String) throws {
        let faults: [String] = try queue.inDatabase { try Ledger.faults(in: $0) }
        guard faults.isEmpty else { throw LedgerError.damage(faults.joined(separator: "; ")) }
        try Files.remove(suspectPath(path))
    }

    /// What SQLite finds in pages, indexes and references, and whether the tables are those of the schema.
    private static func faults(in database: Database) throws -> [String] {
        var faults = try String.fetchAll(database, sql: "PRAGMA integrity_check(10)").filter { $0 != "ok" }
        let orphans = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").count
        if orphans > 0 { faults.append("\(orphans) rows refer to what is not there") }
        if try !Schema.isWhole(in: database) { faults.append("its tables are not those of the schema") }
        return faults
    }

    /// Moves the ledger and its log away, and says where the ledger lies now.
    private static func putAside(path: String) throws -> String {
        let place = try Files.putAside(path)
        for suffix in ["-wal", "-shm", ".suspect"] { try Files.clear(path + suffix) }
        return place
    }
}
