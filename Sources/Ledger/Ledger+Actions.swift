import Artifacts
import Foundation
import GRDB

extension Ledger {
    /// Records work that was done with the blobs that it gave, all in one transaction.
    package func publish(_ action: ActionRecord, blobs: [BlobRecord]) throws {
        let (settings, inputs) = (action.settings.json, Value(inputs: action.inputs).json)
        try write { database in
            for blob in blobs { try insert(blob, into: database) }
            try insert(action, settings: settings, inputs: inputs, into: database)
        }
        index.withLock { index in
            index.outputs[action.key] = action.outputs
            index.note(blobs)
        }
    }

    private func insert(
        _ action: ActionRecord, settings: String, inputs: String, into database: Database
    ) throws {
        let isKnown = index.withLock { $0.outputs.contains(action.key) }
        try database.step(
            """
            INSERT INTO action (key, operation, revision, settings, inputs, seed, label, run, started, seconds)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (key) DO UPDATE SET
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
        for (port, digest) in CanonicalBytes.sorted(action.outputs.ports) {
            try database.step(
                """
                INSERT INTO output (key, port, digest) VALUES (?, ?, ?)
                ON CONFLICT (key, port) DO UPDATE SET digest = excluded.digest
                """
            ) {
                $0.add(action.key)
                $0.add(port)
                $0.add(digest)
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

    /// How many units of work are recorded.
    package func actionCount() throws -> Int {
        try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM action") ?? 0 }
    }

    private func actions(where condition: String, _ arguments: StatementArguments) throws -> [ActionRecord] {
        try read { database in
            try Row.fetchAll(
                database.cachedStatement(sql: "SELECT * FROM action WHERE " + condition), arguments: arguments
            ).map { row in
                let key = try row.digest(at: 1)
                return try ActionRecord(
                    row, key: key, outputs: outputs(of: key, in: database),
                    intermediates: intermediates(of: key, in: database))
            }
        }
    }

    private func outputs(of key: Digest, in database: Database) throws -> Outputs {
        var outputs = Outputs([:])
        let rows = try Row.fetchAll(
            database.cachedStatement(sql: "SELECT port, digest FROM output WHERE key = ?"),
            arguments: [key.data])
        for row in rows { outputs[row[0]] = try row.digest(at: 1) }
        return outputs
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
        self.init(
            key: key, operation: row["operation"], revision: row["revision"],
            settings: try Value(json: row["settings"] as String),
            inputs: try Value(json: row["inputs"] as String).decode(),
            seed: (row["seed"] as Int64?).map { UInt64(bitPattern: $0) }, label: row["label"],
            outputs: outputs,
            intermediates: intermediates, run: row["run"], started: row["started"], seconds: row["seconds"])
    }
}

extension Value {
    fileprivate init(inputs: [String: [Digest]]) {
        self = .object(inputs.mapValues { .array($0.map { .string($0.description) }) })
    }
}
