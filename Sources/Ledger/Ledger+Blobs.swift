import Artifacts
import Foundation
import GRDB

extension Ledger {
    /// Keeps blobs that no finished work has given (yet).
    ///
    /// - Parameters:
    ///   - run: the run that wants them, for which they are held until it ends.
    ///   - confirm: called inside the transaction, when nobody else removes anything; throws where a blob's file is
    ///     gone.
    package func keep(_ blobs: [BlobRecord], for run: Int64? = nil, confirm: () throws -> Void = {}) throws {
        try write { database in
            try confirm()
            for blob in blobs {
                try insert(blob, into: database)
                if let run { try hold(blob.digest, for: run, in: database) }
            }
        }
        index.withLock { $0.note(blobs) }
    }

    /// The bytes of a small blob exactly as they are recorded, or nil when there are none.
    package func bytes(of digest: Digest) throws -> [UInt8]? {
        try read { try bytes(of: digest, in: $0) }
    }

    /// The same of many blobs, in their order, as they were at one moment: a fraction of the time of one after another.
    package func bytes(of digests: [Digest]) throws -> [[UInt8]?] {
        if digests.isEmpty { return [] }
        return try read { database in
            try database.step("BEGIN")
            defer { try? database.step("COMMIT") }
            return try digests.map { try bytes(of: $0, in: database) }
        }
    }

    private func bytes(of digest: Digest, in database: Database) throws -> [UInt8]? {
        var bytes: [UInt8]?
        try database.step("SELECT bytes FROM blob WHERE digest = ?") {
            $0.add(digest)
        } row: { row in
            if !row.isNull(0) { bytes = row.withBytes(0) { Array($0) } }
        }
        return bytes
    }

    /// How many blobs there are, and how many bytes they have together.
    package func blobTotals() throws -> (count: Int, bytes: Int) {
        try read { database in
            let row = try Row.fetchOne(database, sql: "SELECT count(*), total(size) FROM blob")
            return (row?[0] ?? 0, Int(row?[1] as Double? ?? 0))
        }
    }

    /// The blobs whose digest begins with these hexadecimal digits, at most `limit`, sorted.
    package func digests(startingWith prefix: String, limit: Int = 10) throws -> [Digest] {
        let fill = { (digit: String) in
            Digest(
                hex: prefix
                    + String(repeating: digit, count: max(0, Digest.byteCount * 2 - prefix.utf8.count)))
        }
        guard let first = fill("0"), let last = fill("f") else { return [] }
        return try read { database in
            try Row.fetchAll(
                database, sql: "SELECT digest FROM blob WHERE digest BETWEEN ? AND ? ORDER BY digest LIMIT ?",
                arguments: [first.data, last.data, limit]
            ).map { try $0.digest(at: 0) }
        }
    }

    /// Gives a blob a name, so that it is never collected; the name moves when it exists.
    package func refer(to digest: Digest, as name: String) throws {
        try write { database in
            try database.execute(
                sql: """
                    INSERT INTO reference (name, digest) VALUES (?, ?)
                    ON CONFLICT (name) DO UPDATE SET digest = excluded.digest
                    """, arguments: [name, digest.data])
        }
    }

    /// The blob with a name.
    package func reference(_ name: String) throws -> Digest? {
        try read { database in
            try Row.fetchOne(database, sql: "SELECT digest FROM reference WHERE name = ?", arguments: [name])?
                .digest(at: 0)
        }
    }

    /// Inserts a blob; one that is there already but whose bytes or file differ is put right.
    func insert(_ blob: BlobRecord, into database: Database) throws {
        try database.step(
            """
            INSERT INTO blob (digest, size, bytes, modified, inode) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (digest) DO UPDATE SET
                size = excluded.size, bytes = excluded.bytes, modified = excluded.modified,
                inode = excluded.inode
            WHERE bytes IS NOT excluded.bytes OR modified IS NOT excluded.modified
                OR inode IS NOT excluded.inode
            """
        ) {
            $0.add(blob.digest)
            switch blob.place {
            case .ledger(let bytes):
                $0.add(Int64(bytes.count))
                $0.add(bytes)
            case .file(let stamp):
                $0.add(Int64(stamp.size))
                $0.add(nil as [UInt8]?)
                $0.add(Int64(stamp.modified))
                $0.add(Int64(stamp.inode))
            }
        }
    }
}

extension Ledger.Index {
    mutating func note(_ blobs: [BlobRecord]) {
        for blob in blobs {
            if case .file(let stamp) = blob.place { files[blob.digest] = stamp }
            if !damaged.isEmpty { damaged.remove(blob.digest) }
        }
    }
}
