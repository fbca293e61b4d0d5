import Artifacts

/// What a run showed of one stage in one matrix cell.
package struct StageRecord: Hashable, Codable, Sendable {
    /// How a stage stands or ended.
    package enum State: String, Hashable, Codable, Sendable, CaseIterable {
        /// It is planned or runs, or how it ended.
        case planned, running, done, reused, failed, skipped, waiting
    }

    /// The run.
    package var run: Int64
    /// The stage's name in the pipeline file.
    package var name: String
    /// The matrix cell, "" when there is none.
    package var cell: String
    /// The place in the order of the pipeline.
    package var position: Int
    /// How it stands.
    package var state: State
    /// The key of the work that is the stage, once it is known.
    package var key: Digest?
    /// Seconds since 1970.
    package var started: Double?
    /// Seconds since 1970.
    package var finished: Double?
    /// Why it failed, was skipped or waits.
    package var message: String?

    /// All fields.
    package init(
        run: Int64, name: String, cell: String = "", position: Int, state: State, key: Digest? = nil,
        started: Double? = nil, finished: Double? = nil, message: String? = nil
    ) {
        self.run = run
        self.name = name
        self.cell = cell
        self.position = position
        self.state = state
        self.key = key
        self.started = started
        self.finished = finished
        self.message = message
    }
}
