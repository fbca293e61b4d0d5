import Artifacts
import GRDB

extension Ledger {
    /// Records that a pipeline begins to run, and returns the run's number.
    ///
    /// - Parameter hold: told the number before anybody else can see the run.
    package func beginRun(name: String, at time: Double, hold: (Int64) throws -> Void = { _ in }) throws
        -> Int64
    {
        try noticingDamage {
            try queue.write { database in
                try database.execute(
                    sql: "INSERT INTO run (name, started, state) VALUES (?, ?, 'running')",
                    arguments: [name, time])
                let id = database.lastInsertedRowID
                try hold(id)
                return id
            }
        }
    }

    /// Records how a run ended.
    package func finishRun(_ id: Int64, state: RunRecord.State, message: String? = nil, at time: Double)
        throws
    {
        try write { database in
            try database.execute(
                sql: "UPDATE run SET finished = ?, state = ?, message = ? WHERE id = ?",
                arguments: [time, state.rawValue, message, id])
            try database.execute(sql: "DELETE FROM held WHERE run = ?", arguments: [id])
        }
    }

    /// The runs of one pipeline, or of all; newest first.
    package func runs(name: String? = nil) throws -> [RunRecord] {
        try read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM run WHERE ?1 IS NULL OR name = ?1 ORDER BY id DESC",
                arguments: [name]
            ).map(RunRecord.init)
        }
    }

    /// Records how a stage stands, replacing what was recorded of it in the same run.
    ///
    /// - Parameter requiresWork: whether the work that is the stage must be recorded.
    /// - Throws: `CollectedMeanwhile` when it must and is not (any more).
    package func record(_ stage: StageRecord, requiresWork: Bool = false) throws {
        try write { database in
            if requiresWork, let key = stage.key, try !has(work: key, in: database) {
                throw CollectedMeanwhile(work: [key])
            }
            try database.cachedStatement(
                sql: """
                    INSERT INTO stage (run, name, cell, position, state, key, started, finished, message)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (run, name, cell) DO UPDATE SET
                        position = excluded.position, state = excluded.state, key = excluded.key,
                        started = excluded.started, finished = excluded.finished, message = excluded.message
                    """
            ).execute(arguments: [
                stage.run, stage.name, stage.cell, stage.position, stage.state.rawValue, stage.key?.data,
                stage.started, stage.finished, stage.message,
            ])
        }
    }

    /// The stages of a run in the pipeline's order.
    package func stages(ofRun run: Int64) throws -> [StageRecord] {
        try read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM stage WHERE run = ? ORDER BY position, name, cell",
                arguments: [run]
            ).map(StageRecord.init)
        }
    }

    /// How many stages of a run stand how.
    package func stageCounts(ofRun run: Int64) throws -> [StageRecord.State: Int] {
        Dictionary(grouping: try stages(ofRun: run), by: \.state).mapValues(\.count)
    }
}

extension RunRecord {
    /// All runs, newest first.
    static func all(in database: Database) throws -> [RunRecord] {
        try Row.fetchAll(database, sql: "SELECT * FROM run ORDER BY id DESC").map(RunRecord.init)
    }

    fileprivate init(_ row: Row) throws {
        let id: Int64 = try row.decode(forColumn: "id")
        guard let state = State(rawValue: try row.decode(forColumn: "state")) else {
            throw LedgerError.damage("unknown state of run \(id)")
        }
        try self.init(
            id: id, name: row.decode(forColumn: "name"), started: row.decode(forColumn: "started"),
            finished: row.decode(forColumn: "finished"), state: state,
            message: row.decode(forColumn: "message"))
    }
}

extension StageRecord {
    fileprivate init(_ row: Row) throws {
        let name: String = try row.decode(forColumn: "name")
        guard let state = State(rawValue: try row.decode(forColumn: "state")) else {
            throw LedgerError.damage("unknown state of stage \(name)")
        }
        try self.init(
            run: row.decode(forColumn: "run"), name: name, cell: row.decode(forColumn: "cell"),
            position: row.decode(forColumn: "position"), state: state,
            key: row.hasNull(atIndex: 5) ? nil : row.digest(at: 5), started: row.decode(forColumn: "started"),
            finished: row.decode(forColumn: "finished"), message: row.decode(forColumn: "message"))
    }
}
