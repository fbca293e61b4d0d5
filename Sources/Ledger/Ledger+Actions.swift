import Artifacts
import Foundation
import GRDB

extension Ledger {
    /// Records work that was done with the blobs that it gave, all in one transaction.
    ///
    /// - Throws: `CollectedMeanwhile` when something that it builds on has been removed since it began.
    package func publish(_ publication: Publication) throws {
        if let failure = try publish([publication])[0] { throw failure }
    }

    /// Records several units that are ready at the same time in one transaction, which costs little more than one of them.
    ///
    /// - Returns: for each what kept it from being recorded, of which the others know nothing; nil where it is recorded.
    /// - Throws: `LedgerError`; none of them is recorded then.
    package func publish(_ publications: [Publication]) throws -> [(any Error)?] {
        var failures: [(any Error)?] = []
        try write { database in
            let now = try self.cleanings(in: database)
            failures = try publications.map { publication in
                do {
                    let asked = try foundations(of: publication, after: now, in: database)
                    try insert(publication, asked: asked, into: database)
                    return nil
                } catch let error where !(error is DatabaseError || error is LedgerError) {
                    return error
                }
            }
        }
        index.withLock { index in
            for (publication, failure) in zip(publications, failures) where failure == nil {
                index.outputs[publication.action.key] = publication.action.outputs
                if !index.unsealed.isEmpty { index.unsealed.remove(publication.action.key) }
                index.note(publication.blobs)
            }
        }
        return failures
    }

    /// Sees to it that all is there that a unit builds on, before anything is written of it.
    /// - Returns: the ledger's numbers for the work that it asked for.
    private func foundations(of publication: Publication, after cleanings: Int64, in database: Database)
        throws
        -> [Int64]
    {
        try publication.confirm()
        if let known = publication.cleanings, known != cleanings {
            try confirmFoundation(of: publication.action, in: database)
        }
        return try numbers(ofAsked: publication.asked, in: database)
    }

    private func insert(_ publication: Publication, asked: [Int64], into database: Database) throws {
        for blob in publication.blobs { try insert(blob, into: database) }
        let action = publication.action
        try insert(action, settings: publication.settings, inputs: publication.inputs, into: database)
        try insert(asked: asked, of: action.key, into: database)
    }

    private func insert(
        _ action: ActionRecord, settings: String, inputs: String, into database: Database
    ) throws {
        let isKnown = index.withLock {
            $0.outputs.contains(action.key) || !$0.unsealed.isEmpty && $0.unsealed.contains(action.key)
        }
        try database.step(
            """
            INSERT INTO action (key, operation, revision, settings, inputs, seed, label, run, started, seconds)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (key) DO UPDATE SET
                operation = excluded.operation, revision = excluded.revision,
                settings = excluded.settings, inputs = excluded.inputs, seed = excluded.seed,
                label = excluded.label, run = excluded.run, started = excluded.started,
                seconds = excluded.seconds
            """
        ) {
            $0.add(action.key)
            $0.add(action.operation)
            $0.add(Int64(action.revision))
            $0.add(settings)
            $0.add(inputs)
            $0.add(action.seed.map { Int64(bitPattern: $0) })
            $0.add(action.label)
            $0.add(action.run)
            $0.add(action.started)
            $0.add(action.seconds)
        }
        if isKnown { try database.step("DELETE FROM output WHERE key = ?") { $0.add(action.key) } }
        let seal = action.outputs.seal(of: action.key)
        for (port, digest) in CanonicalBytes.sorted(action.outputs.ports) {
            try database.step(
                """
                INSERT INTO output (key, port, digest, seal) VALUES (?, ?, ?, ?)
                ON CONFLICT (key, port) DO UPDATE SET digest = excluded.digest, seal = excluded.seal
                """
            ) {
                $0.add(action.key)
                $0.add(port)
                $0.add(digest)
                $0.add(seal)
            }
        }
        for digest in action.intermediates {
            try database.step("INSERT INTO intermediate (key, digest) VALUES (?, ?) ON CONFLICT DO NOTHING") {
                $0.add(action.key)
                $0.add(digest)
            }
        }
    }

    /// The record of the work with this key.
    package func action(key: Digest) throws -> ActionRecord? {
        try actions(where: "key = ?", [key.data]).first
    }

    /// The latest work with this operation and label under another key: what `why` compares with.
    package func earlierAction(operation: String, label: String, notKey key: Digest) throws -> ActionRecord? {
        try actions(
            where: "operation = ? AND label = ? AND key <> ? ORDER BY id DESC LIMIT 1",
            [operation, label, key.data]
        ).first
    }

    /// The work that gave a blob, or kept it on the way; oldest first.
    package func makers(of digest: Digest) throws -> [ActionRecord] {
        try actions(
            where: """
                key IN (SELECT key FROM output WHERE digest = ?1
                        UNION SELECT key FROM intermediate WHERE digest = ?1) ORDER BY id
                """, [digest.data])
    }

    /// The keys of the work that gave a blob, or kept it on the way, whether or not more is known of that work.
    package func makerKeys(of digest: Digest) throws -> Set<Digest> {
        try read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT key FROM output WHERE digest = ?1 UNION SELECT key FROM intermediate WHERE digest = ?1
                    """, arguments: [digest.data])
            return try Set(rows.map { try $0.digest(at: 0) })
        }
    }

    /// Work that gave a small blob in which this digest is written out; oldest first.
    package func actions(mentioning digest: Digest) throws -> [ActionRecord] {
        try actions(
            where: """
                key IN (SELECT key FROM output WHERE digest IN
                    (SELECT digest FROM blob WHERE instr(bytes, CAST(? AS BLOB)) > 0)) ORDER BY id
                """, [digest.description])
    }

    /// Counts work as not done whose record cannot be read, or is refused. Looks at every record.
    ///
    /// - Parameter isRefused: asked about records without what the work gave.
    package func forgetActions(where isRefused: (ActionRecord) -> Bool) throws {
        var keys: Set<Digest> = []
        try write { database in
            let rows = try Row.fetchCursor(database, sql: "SELECT * FROM action")
            while let row = try rows.next() {
                let key = try row.digest(at: 1)
                let record = try? ActionRecord(row, key: key, outputs: Outputs([:]), intermediates: [])
                if record.map(isRefused) ?? true { keys.insert(key) }
            }
            let orphans = try Row.fetchCursor(
                database, sql: "SELECT key FROM output EXCEPT SELECT key FROM action")
            while let row = try orphans.next() { keys.insert(try row.digest(at: 0)) }
            for key in keys {
                for table in ["intermediate", "output", "action"] {
                    try database.execute(sql: "DELETE FROM \(table) WHERE key = ?", arguments: [key.data])
                }
            }
        }
        index.withLock { index in
            for key in keys { index.outputs[key] = nil }
        }
    }

    /// How many units of work are recorded.
    package func actionCount() throws -> Int {
        try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM action") ?? 0 }
    }

    /// A row that cannot be read, because somebody or some disk changed it, is as good as none.
    private func actions(where condition: String, _ arguments: StatementArguments) throws -> [ActionRecord] {
        try read { database in
            try Row.fetchAll(
                database.cachedStatement(sql: "SELECT * FROM action WHERE " + condition), arguments: arguments
            ).compactMap { row in
                let key = try row.digest(at: 1)
                let outputs = try outputs(of: key, in: database)
                let intermediates = try intermediates(of: key, in: database)
                return try? ActionRecord(row, key: key, outputs: outputs, intermediates: intermediates)
            }
        }
    }

    private func outputs(of key: Digest, in database: Database) throws -> Outputs {
        var unit = SealedOutputs(key: key)
        let rows = try Row.fetchAll(
            database.cachedStatement(sql: "SELECT port, digest, seal FROM output WHERE key = ?"),
            arguments: [key.data])
        for row in rows {
            try unit.take(port: row.decode(atIndex: 0), row.digest(at: 1), seal: row.decode(atIndex: 2))
        }
        return unit.believed ?? Outputs([:])
    }

    private func intermediates(of key: Digest, in database: Database) throws -> [Digest] {
        try Row.fetchAll(
            database.cachedStatement(sql: "SELECT digest FROM intermediate WHERE key = ? ORDER BY digest"),
            arguments: [key.data]
        ).map { try $0.digest(at: 0) }
    }
}

extension ActionRecord {
    fileprivate init(_ row: Row, key: Digest, outputs: Outputs, intermediates: [Digest]) throws {
        try self.init(
            key: key, operation: row.decode(forColumn: "operation"),
            revision: row.decode(forColumn: "revision"),
            settings: Value(json: row.decode(forColumn: "settings")),
            inputs: Value(json: row.decode(forColumn: "inputs")).decode(),
            seed: row.decode(Int64?.self, forColumn: "seed").map { UInt64(bitPattern: $0) },
            label: row.decode(forColumn: "label"), outputs: outputs, intermediates: intermediates,
            run: row.decode(forColumn: "run"), started: row.decode(forColumn: "started"),
            seconds: row.decode(forColumn: "seconds"))
    }
}
