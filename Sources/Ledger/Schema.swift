import Artifacts
import GRDB

/// The ledger's tables. A migration is never edited once it is on somebody's disk: add another.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 blobs, runs, actions, stages, files") { database in
            try database.execute(sql: blobs + runs + actions + stages + files)
        }
        migrator.registerMigration("2 seals") { database in
            try database.execute(
                sql: """
                    ALTER TABLE output ADD COLUMN seal INTEGER NOT NULL DEFAULT 0;
                    ALTER TABLE file ADD COLUMN seal INTEGER NOT NULL DEFAULT 0;
                    DELETE FROM file;
                    """)
            try sealOutputs(in: database)
        }
        migrator.registerMigration("3 asked, held, unfinished") { database in
            try database.execute(sql: asked + held + unfinished)
        }
        migrator.registerMigration("4 removed") { database in try database.execute(sql: removed) }
        return migrator
    }

    /// Whether a later version of Quire wrote to this database: it has all migrations of this version, and others.
    ///
    /// - Throws: an error of damage when it has others instead of these.
    static func isNewer(in database: Database) throws -> Bool {
        let applied = try migrator.appliedIdentifiers(database)
        let known = Set(migrator.migrations)
        if applied.isSubset(of: known) { return false }
        if applied.isSuperset(of: known) { return true }
        throw LedgerError.damage("it has migrations that nobody wrote")
    }

    /// Whether tables and indexes are those that the migrations make.
    static func isWhole(in database: Database) throws -> Bool {
        let applied = try migrator.appliedMigrations(database)
        let fresh = try DatabaseQueue()
        if let last = applied.last { try migrator.migrate(fresh, upTo: last) }
        let query =
            "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%' ORDER BY name"
        let expected = try fresh.inDatabase { try Row.fetchAll($0, sql: query) }
        return try Row.fetchAll(database, sql: query) == expected
    }

    private static func sealOutputs(in database: Database) throws {
        var outputs: [Digest: Outputs] = [:]
        let rows = try Row.fetchCursor(database, sql: "SELECT key, port, digest FROM output")
        while let row = try rows.next() {
            outputs[try row.digest(at: 0), default: Outputs([:])][try row.decode(atIndex: 1)] =
                try row.digest(at: 2)
        }
        for (key, outputs) in outputs {
            try database.cachedStatement(sql: "UPDATE output SET seal = ? WHERE key = ?")
                .execute(arguments: [outputs.seal(of: key), key.data])
        }
    }

    /// Small blobs lie here whole; of large ones only the stamp of their file.
    private static let blobs = """
        CREATE TABLE blob (
            digest BLOB NOT NULL PRIMARY KEY CHECK (length(digest) = 32),
            size INTEGER NOT NULL CHECK (size >= 0),
            bytes BLOB CHECK (bytes IS NULL OR length(bytes) = size),
            modified INTEGER,
            inode INTEGER,
            CHECK ((bytes IS NULL) = (modified IS NOT NULL) AND (modified IS NULL) = (inode IS NULL))
        ) STRICT;
        CREATE INDEX blob_in_file ON blob(digest, size, modified, inode) WHERE bytes IS NULL;

        """

    /// One row for each time that somebody asked for a pipeline to be run.
    private static let runs = """
        CREATE TABLE run (
            id INTEGER NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            started REAL NOT NULL,
            finished REAL,
            state TEXT NOT NULL CHECK (state IN
                ('running', 'done', 'failed', 'waiting', 'exhausted', 'stopped', 'interrupted')),
            message TEXT
        ) STRICT;
        CREATE INDEX run_by_name ON run(name, id);

        """

    /// One row for each piece of work whose results are known.
    private static let actions = """
        CREATE TABLE action (
            id INTEGER NOT NULL PRIMARY KEY,
            key BLOB NOT NULL UNIQUE CHECK (length(key) = 32),
            operation TEXT NOT NULL,
            revision INTEGER NOT NULL,
            settings TEXT NOT NULL,
            inputs TEXT NOT NULL,
            seed INTEGER,
            label TEXT NOT NULL,
            run INTEGER REFERENCES run(id) ON DELETE SET NULL,
            started REAL NOT NULL,
            seconds REAL NOT NULL CHECK (seconds >= 0)
        ) STRICT;
        CREATE INDEX action_by_label ON action(operation, label, id);
        CREATE TABLE output (
            key BLOB NOT NULL REFERENCES action(key) ON DELETE CASCADE,
            port TEXT NOT NULL,
            digest BLOB NOT NULL REFERENCES blob(digest),
            PRIMARY KEY (key, port)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX output_by_digest ON output(digest);
        CREATE TABLE intermediate (
            key BLOB NOT NULL REFERENCES action(key) ON DELETE CASCADE,
            digest BLOB NOT NULL REFERENCES blob(digest),
            PRIMARY KEY (key, digest)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX intermediate_by_digest ON intermediate(digest);

        """

    /// What a run showed of each of its stages, one row a matrix cell.
    private static let stages = """
        CREATE TABLE stage (
            run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            cell TEXT NOT NULL,
            position INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN
                ('planned', 'running', 'done', 'reused', 'failed', 'skipped', 'waiting')),
            key BLOB CHECK (key IS NULL OR length(key) = 32),
            started REAL,
            finished REAL,
            message TEXT,
            PRIMARY KEY (run, name, cell)
        ) STRICT, WITHOUT ROWID;

        """

    /// Digests of files as they were, and names that keep blobs from being collected.
    private static let files = """
        CREATE TABLE file (
            path TEXT NOT NULL PRIMARY KEY,
            size INTEGER NOT NULL,
            modified INTEGER NOT NULL,
            inode INTEGER NOT NULL,
            digest BLOB NOT NULL CHECK (length(digest) = 32)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE reference (
            name TEXT NOT NULL PRIMARY KEY,
            digest BLOB NOT NULL REFERENCES blob(digest)
        ) STRICT, WITHOUT ROWID;
        """

    /// Which further work a piece of work asked for. Work from before this table, of which that is not known, asks
    /// for itself here, as no other can.
    ///
    /// `child` is no foreign key, which would need an index: who publishes a parent sees to it that its children are
    /// there, and who removes a child removes its parents too.
    private static let asked = """
        CREATE TABLE asked (
            parent INTEGER NOT NULL REFERENCES action(id) ON DELETE CASCADE,
            child INTEGER NOT NULL,
            PRIMARY KEY (parent, child)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO asked (parent, child) SELECT id, id FROM action;

        """

    /// Blobs that a run keeps for work that is not done yet; only until it ends.
    private static let held = """
        CREATE TABLE held (
            run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
            digest BLOB NOT NULL CHECK (length(digest) = 32),
            PRIMARY KEY (run, digest)
        ) STRICT, WITHOUT ROWID;

        """

    /// Work that saved a checkpoint, by key, and the run that it last did so in.
    private static let unfinished = """
        CREATE TABLE unfinished (
            key BLOB NOT NULL PRIMARY KEY CHECK (length(key) = 32),
            run INTEGER REFERENCES run(id) ON DELETE SET NULL
        ) STRICT, WITHOUT ROWID;
        """

    /// What each step of the latest cleaning removed, for processes that know by heart what was there.
    private static let removed = """
        CREATE TABLE removed (
            cleaning INTEGER NOT NULL PRIMARY KEY,
            keys BLOB NOT NULL CHECK (length(keys) % 32 = 0),
            newest INTEGER NOT NULL
        ) STRICT;
        """
}
