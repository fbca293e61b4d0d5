import Artifacts
import GRDB

extension Ledger {
    /// The digest that a file had when it had this stamp, or nil when that is not known.
    package func digest(ofFile path: String, stamp: FileStamp) throws -> Digest? {
        try read { database in
            let rows = try Row.fetchCursor(
                database.cachedStatement(
                    sql: "SELECT digest, seal FROM file WHERE path = ? AND size = ? AND modified = ? AND inode = ?"),
                arguments: [path, stamp.size, stamp.modified, stamp.inode])
            guard let row = try rows.next() else { return nil }
            let digest = try row.digest(at: 0)
            return stamp.seal(path: path, digest: digest) == (try row.decode(atIndex: 1)) ? digest : nil
        }
    }

    /// Records the digest that a file has as long as it has this stamp.
    package func record(_ digest: Digest, ofFile path: String, stamp: FileStamp) throws {
        try write { database in
            try database.cachedStatement(
                sql: """
                    INSERT INTO file (path, size, modified, inode, digest, seal) VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT (path) DO UPDATE SET size = excluded.size, modified = excluded.modified,
                        inode = excluded.inode, digest = excluded.digest, seal = excluded.seal
                    """
            ).execute(arguments: [
                path, stamp.size, stamp.modified, stamp.inode, digest.data,
                stamp.seal(path: path, digest: digest),
            ])
        }
    }
}
