import Engine
import Foundation
import Pipeline
import Stages

/// The files in the folder of one run.
extension RunFolder {
    /// What happened when, stage by stage: a JSON object a line.
    static let events = "events.jsonl"

    /// What each unit of a stage did: a ``UnitRecord`` a line.
    static func units(of cell: CellID) -> String { folder(of: cell) + "/units.jsonl" }

    /// The curves of a stage's trainings: a JSON object a line.
    static func metrics(of cell: CellID) -> String { folder(of: cell) + "/metrics.jsonl" }

    /// The folder of one stage below the run's; a cell's name may hold what a path must not.
    static func folder(of cell: CellID) -> String { "stages/" + cell.replacing("/", with: "_") }

    /// What the units of a cell did, in the order in which they ended; of a unit that was at work when a line was
    /// written only the last line counts. Lines that cannot be read (the last one, when the power went) are no lines.
    func units(of cell: CellID) -> [UnitRecord] {
        guard let data = FileManager.default.contents(atPath: path + "/" + Self.units(of: cell)) else {
            return []
        }
        let records = data.split(separator: UInt8(ascii: "\n")).compactMap {
            try? JSON.decode(UnitRecord.self, from: Array($0))
        }
        var last: [UnitAttempt: Int] = [:]
        for (place, record) in records.enumerated() where record.state != .reused {
            last[UnitAttempt(record)] = place
        }
        return records.enumerated().filter { place, record in
            record.state != .running || last[UnitAttempt(record)] == place
        }.map(\.element)
    }

    /// One attempt at a unit.
    private struct UnitAttempt: Hashable {
        /// The unit's label.
        var label: String
        /// The unit's key.
        var key: String
        /// Which attempt it is, from 1.
        var attempt: Int

        /// The attempt that a line tells of.
        init(_ record: UnitRecord) {
            label = record.label
            key = record.key
            attempt = record.attempt
        }
    }
}
