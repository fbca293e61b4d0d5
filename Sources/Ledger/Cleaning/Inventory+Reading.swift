import Artifacts
import Foundation
import GRDB

extension Inventory {
    /// Reads everything; the caller sees to it that nobody writes meanwhile.
    init(_ database: Database) throws {
        self.init()
        version = try Ledger.dataVersion(database)
        runs = try RunRecord.all(in: database)
        let places = try readActions(database)
        try readGiven(database, places)
        try readBlobs(database)
        let asked = try Row.fetchCursor(database, sql: "SELECT parent, child FROM asked")
        while let row = try asked.next() {
            guard let place = places[.id(row[0])] else { continue }
            let child: Int64 = row[1]
            if child == actions[place].id {
                actions[place].asksUnknown = true
            } else {
                actions[place].asked.append(child)
            }
        }
        let stages = try Row.fetchCursor(database, sql: "SELECT run, key FROM stage WHERE key IS NOT NULL")
        while let row = try stages.next() { self.stages[row[0], default: []].append(try row.digest(at: 1)) }
        let held = try Row.fetchCursor(database, sql: "SELECT run, digest FROM held")
        while let row = try held.next() { self.held[row[0], default: []].append(try row.digest(at: 1)) }
        let unfinished = try Row.fetchCursor(database, sql: "SELECT key, run FROM unfinished")
        while let row = try unfinished.next() {
            self.unfinished.updateValue(row[1], forKey: try row.digest(at: 0))
        }
        references = try Row.fetchAll(database, sql: "SELECT digest FROM reference")
            .map { try $0.digest(at: 0) }
    }

    /// What a row belongs to.
    private enum Place: Hashable {
        /// The work with this number.
        case id(Int64)
        /// The work with this key.
        case key(Digest)
    }

    private mutating func readActions(_ database: Database) throws -> [Place: Int] {
        var places: [Place: Int] = [:]
        let rows = try Row.fetchCursor(
            database,
            sql: "SELECT id, key, run, inputs, length(settings) + length(label) FROM action ORDER BY id")
        while let row = try rows.next() {
            let inputs: String = row[3]
            let size = (row[4] as Int) + inputs.utf8.count
            var action = Action(id: row[0], key: try row.digest(at: 1), run: row[2], size: size)
            action.inputs = Digest.mentioned(in: Array(inputs.utf8))
            places[.id(action.id)] = actions.count
            places[.key(action.key)] = actions.count
            actions.append(action)
        }
        return places
    }

    private mutating func readGiven(_ database: Database, _ places: [Place: Int]) throws {
        let rows = try Row.fetchCursor(
            database, sql: "SELECT key, digest FROM output UNION ALL SELECT key, digest FROM intermediate")
        while let row = try rows.next() {
            guard let place = places[.key(try row.digest(at: 0))] else { continue }
            actions[place].gives.append(try row.digest(at: 1))
        }
    }

    private mutating func readBlobs(_ database: Database) throws {
        let rows = try Row.fetchCursor(database, sql: "SELECT digest, size, bytes IS NULL FROM blob")
        while let row = try rows.next() {
            blobs[try row.digest(at: 0)] = Blob(size: row[1], isFile: row[2])
        }
        let fromOutside = try Row.fetchCursor(
            database,
            sql: """
                SELECT digest, bytes FROM blob WHERE bytes IS NOT NULL
                    AND NOT EXISTS (SELECT 1 FROM output WHERE output.digest = blob.digest)
                    AND NOT EXISTS (SELECT 1 FROM intermediate WHERE intermediate.digest = blob.digest)
                """)
        while let row = try fromOutside.next() {
            let mentioned = try row.withUnsafeData(atIndex: 1) { Digest.mentioned(in: Array($0 ?? Data())) }
            if !mentioned.isEmpty { mentions[try row.digest(at: 0)] = mentioned }
        }
    }
}
