/// One time that somebody ran a pipeline.
package struct RunRecord: Hashable, Codable, Sendable, Identifiable {
    /// How a run stands or ended.
    package enum State: String, Hashable, Codable, Sendable, CaseIterable {
        /// It runs, or how it ended.
        case running, done, failed, waiting, exhausted, stopped, interrupted
    }

    /// Grows with every run of a workspace.
    package var id: Int64
    /// The pipeline's name.
    package var name: String
    /// Seconds since 1970.
    package var started: Double
    /// Seconds since 1970, once it ended.
    package var finished: Double?
    /// How it stands; a run whose process was killed stays `running`.
    package var state: State
    /// A sentence on how it ended.
    package var message: String?

    /// All fields.
    package init(
        id: Int64, name: String, started: Double, finished: Double? = nil, state: State = .running,
        message: String? = nil
    ) {
        self.id = id
        self.name = name
        self.started = started
        self.finished = finished
        self.state = state
        self.message = message
    }
}
