import Artifacts
import Foundation
import GRDB

extension Ledger {
    /// What is known by heart.
    struct Index {
        var outputs = OutputTable()
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
    package var keys: [Digest] { index.withLock { $0.outputs.sortedKeys } }

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
            let version = try Ledger.dataVersion(database)
            if index.withLock({ $0.dataVersion == version }) { return false }
            try load(from: database)
            return true
        }
    }

    /// How often the workspace has been cleaned as far as this process knows: what it knows by heart was all there
    /// after so many times.
    package var cleanings: Int64 { index.withLock { $0.cleanings } }

    /// Reads what was added to the tables since the last time, and what was removed; everything the first time, and when
    /// it is not noted any more what was removed.
    func load(from database: Database) throws {
        // Before anything else: what is removed meanwhile is then noticed by whoever builds on it.
        let cleanings = try cleanings(in: database)
        let (last, known) = index.withLock { ($0.lastAction, $0.cleanings) }
        let removals = try removals(after: known, upTo: cleanings, in: database)
        // The version first: what is written meanwhile is then seen as new by the next refresh.
        let version = try Ledger.dataVersion(database)
        var newest: Int64 = 0
        try database.step("SELECT max(id) FROM action", row: { newest = $0.integer(0) })
        var files: [Digest: FileStamp] = [:]
        try database.step(
            "SELECT digest, size, modified, inode FROM blob WHERE bytes IS NULL",
            row: { row in
                files[try row.digest(0)] = FileStamp(
                    size: Int(row.integer(1)), modified: Int(row.integer(2)), inode: Int(row.integer(3)))
            })
        try index.withLock { index in
            if let removals {
                for key in removals.keys {
                    index.outputs[key] = nil
                    index.unsealed.remove(key)
                }
            } else {
                (index.outputs, index.unsealed, index.damaged) = (.init(), [], [])
                index.outputs.reserve(Int(newest))
            }
            var units = UnitRows()
            // In the order of the keys, or of the units: a unit's rows lie together.
            let sql =
                removals == nil
                ? "SELECT key, port, digest, seal FROM output ORDER BY key, port"
                : """
                SELECT o.key, o.port, o.digest, o.seal FROM action JOIN output o USING (key)
                WHERE action.id > ? ORDER BY action.id, o.port
                """
            try database.step(
                sql, bind: { if let removals { $0.add(min(last, removals.newest)) } },
                row: { try units.take($0, into: &index) })
            units.finish(into: &index)
            index.cleanings = cleanings
            index.files = files
            index.lastAction = newest
            index.dataVersion = version
        }
    }

    /// What the steps of cleanings removed after one and up to another; nil where it is not noted of all of them.
    ///
    /// `newest` is the smallest number that the newest unit had after one of them: later units may have the numbers of
    /// units that are gone.
    private func removals(after known: Int64, upTo cleanings: Int64, in database: Database) throws
        -> (keys: [Digest], newest: Int64)?
    {
        guard known >= 0, known <= cleanings else { return nil }
        var (keys, newest, steps): ([Digest], Int64, Int64) = ([], .max, 0)
        guard known < cleanings else { return (keys, newest) }
        try database.step("SELECT keys, newest FROM removed WHERE cleaning > ? AND cleaning <= ?") {
            $0.add(known)
            $0.add(cleanings)
        } row: { row in
            steps += 1
            newest = min(newest, row.integer(1))
            row.withBytes(0) { bytes in
                for start in stride(from: 0, through: bytes.count - Digest.byteCount, by: Digest.byteCount) {
                    let key = bytes[start..<start + Digest.byteCount]
                    keys.append(Digest(raw: UnsafeRawBufferPointer(rebasing: key)))
                }
            }
        }
        return steps == cleanings - known ? (keys, newest) : nil
    }

    /// Changes whenever another connection has committed something.
    static func dataVersion(_ database: Database) throws -> Int64 {
        var version: Int64 = 0
        try database.step("PRAGMA data_version", row: { version = $0.integer(0) })
        return version
    }
}

/// Rows of (key, port, digest, seal), put together to units; a unit whose rows do not fit their seal is not believed.
///
/// The names of ports are read once for all neighbours that have the same.
private struct UnitRows {
    private var key: Digest?
    private var ports: [String] = []
    private var digests: [Digest] = []
    private var seal: Int64 = 0
    private var agree = true
    private var shape: UInt32?

    mutating func take(_ row: CurrentRow, into index: inout Ledger.Index) throws {
        let (key, seal) = (try row.digest(0), row.integer(3))
        if key != self.key {
            finish(into: &index)
            (self.key, self.seal, agree) = (key, seal, true)
        }
        let position = digests.count
        if position >= ports.count || !row.isText(ports[position], 1) {
            ports.removeSubrange(min(position, ports.count)...)
            ports.append(row.text(1))
            shape = nil
        }
        digests.append(try row.digest(2))
        agree = agree && seal == self.seal
    }

    mutating func finish(into index: inout Ledger.Index) {
        guard let key else { return }
        if digests.count < ports.count {
            ports.removeSubrange(digests.count...)
            shape = nil
        }
        if agree, Seal(key: key, ports: ports, digests: digests).value == seal {
            let shape = self.shape ?? index.outputs.shape(of: ports)
            self.shape = shape
            index.outputs.append(key, shape: shape, digests: digests)
        } else {
            index.unsealed.insert(key)
        }
        digests.removeAll(keepingCapacity: true)
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
