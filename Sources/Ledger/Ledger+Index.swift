import Artifacts
import Foundation
import GRDB

extension Ledger {
    /// What is known by heart.
    struct Index {
        var outputs: [Digest: Outputs] = [:]
        var files: [Digest: FileStamp] = [:]
        var damaged: Set<Digest> = []
        /// Work whose rows do not fit their seal: as good as not done.
        var unsealed: Set<Digest> = []
        var lastAction: Int64 = 0
        var dataVersion: Int64 = -1
        var cleanings: Int64 = -1
    }

    /// What the work with this key gave, or nil when it is not known to be done. No query.
    package func outputs(of key: Digest) -> Outputs? {
        index.withLock { $0.outputs[key] }
    }

    /// How many units are recorded in rows that cannot be believed.
    package var unsealedCount: Int { index.withLock { $0.unsealed.count } }

    /// The keys of all work that is known to be done, sorted.
    package var keys: [Digest] { index.withLock { $0.outputs.keys.sorted() } }

    /// The stamp of the file that a large blob was written to, or nil for a small or unknown blob. No query.
    package func fileStamp(of digest: Digest) -> FileStamp? {
        index.withLock { $0.files[digest] }
    }

    /// The large blobs, sorted.
    package var filedBlobs: [Digest] { index.withLock { $0.files.keys.sorted() } }

    /// Whether a blob was found damaged and has not been made anew.
    package func isDamaged(_ digest: Digest) -> Bool {
        index.withLock { !$0.damaged.isEmpty && $0.damaged.contains(digest) }
    }

    /// Notes that a blob was found damaged: work that gave it counts as not done until it is kept again.
    package func noteDamage(_ digest: Digest) {
        index.withLock { _ = $0.damaged.insert(digest) }
    }

    /// Learns what other processes have written since the last call, and returns whether there was anything.
    @discardableResult
    package func refresh() throws -> Bool {
        try read { database in
            let version = try Int64.fetchOne(database.cachedStatement(sql: "PRAGMA data_version")) ?? 0
            if index.withLock({ $0.dataVersion == version }) { return false }
            try load(from: database)
            return true
        }
    }

    /// How often the workspace has been cleaned as far as this process knows: what it knows by heart was all there
    /// after so many times.
    package var cleanings: Int64 { index.withLock { $0.cleanings } }

    /// Reads what was added to the tables since the last time; everything, when something was removed.
    func load(from database: Database) throws {
        // Before anything else: what is removed meanwhile is then noticed by whoever builds on it.
        let cleanings = try cleanings(in: database)
        let (last, isFirst) = index.withLock { ($0.lastAction, $0.cleanings != cleanings) }
        // The version first: what is written meanwhile is then seen as new by the next refresh.
        let version = try Int64.fetchOne(database, sql: "PRAGMA data_version") ?? 0
        let newest = try Int64.fetchOne(database, sql: "SELECT max(id) FROM action") ?? 0
        var outputs: [Digest: Outputs] = [:]
        outputs.reserveCapacity(max(0, Int(newest - last)))
        let new =
            isFirst
            ? try Row.fetchCursor(database, sql: "SELECT key, port, digest, seal FROM output")
            : try Row.fetchCursor(
                database,
                sql:
                    "SELECT o.key, o.port, o.digest, o.seal FROM action JOIN output o USING (key) WHERE action.id > ?",
                arguments: [last])
        var unsealed: Set<Digest> = []
        // The rows of a unit stand together; those that do not are as damaged as those that do not fit their seal.
        var unit = SealedOutputs()
        while let row = try new.next() {
            let key = try row.digest(at: 0)
            if key != unit.key {
                unit.settle(into: &outputs, or: &unsealed)
                unit = SealedOutputs(key: key)
            }
            try unit.take(port: row.decode(atIndex: 1), row.digest(at: 2), seal: row.decode(atIndex: 3))
        }
        unit.settle(into: &outputs, or: &unsealed)
        var files: [Digest: FileStamp] = [:]
        let inFiles = try Row.fetchCursor(
            database, sql: "SELECT digest, size, modified, inode FROM blob WHERE bytes IS NULL")
        while let row = try inFiles.next() {
            files[try row.digest(at: 0)] = FileStamp(
                size: try row.decode(atIndex: 1), modified: try row.decode(atIndex: 2),
                inode: try row.decode(atIndex: 3))
        }
        index.withLock { [outputs, files, unsealed] index in
            if isFirst {
                index.outputs = outputs
                index.unsealed = unsealed
                index.damaged = []
            } else {
                index.outputs.merge(outputs) { _, new in new }
                index.unsealed.formUnion(unsealed)
            }
            index.cleanings = cleanings
            index.files = files
            index.lastAction = newest
            index.dataVersion = version
        }
    }
}

extension Row {
    /// The digest in a column.
    func digest(at column: Int) throws -> Digest {
        let digest = try withUnsafeData(atIndex: column) { data in
            data.flatMap { data in
                data.count == Digest.byteCount ? data.withUnsafeBytes { Digest(raw: $0) } : nil
            }
        }
        guard let digest else { throw LedgerError.damage("a digest is not 32 bytes") }
        return digest
    }
}

extension Digest {
    /// The digest as GRDB binds it.
    var data: Data { withBytes { Data($0) } }
}
