import Engine

/// What one unit of a run did: a line of `units.jsonl`.
package struct UnitRecord: Codable, Hashable, Sendable {
    /// How a unit stands.
    package enum State: String, Codable, Hashable, Sendable {
        /// It was at work when the line was written; a later line of the same unit says how it ended.
        case running
        /// It was done now.
        case done
        /// Its result was known.
        case reused
        /// It failed.
        case failed
        /// It ended without a result and without a fault.
        case interrupted
    }

    /// What a person calls the unit: the stage, ` · `, and what it does there.
    package var label: String
    /// The work's key.
    package var key: String
    /// The operation's name.
    package var operation: String
    /// How it stands.
    package var state: State
    /// When it began, in seconds since 1970; when its result was looked up, where that was known.
    package var started: Double
    /// Seconds that it took, or has been at it; `nil` where its result was known.
    package var seconds: Double?
    /// Which attempt at the stage it belongs to, from 1.
    package var attempt: Int
    /// Why it failed.
    package var message: String?
    /// What it said of itself.
    package var notes: [String]?
    /// How much of it was done, from 0 to 1, where it did not come to its end.
    package var progress: Double?
    /// The last step at which it measured something.
    package var step: Int?
    /// What it measured there.
    package var metrics: [String: Double]?

    /// What a unit did; without a message, notes or measurements unless they are given.
    package init(
        label: String, key: String, operation: String, state: State, started: Double, seconds: Double? = nil,
        attempt: Int, message: String? = nil, notes: [String]? = nil
    ) {
        self.label = label
        self.key = key
        self.operation = operation
        self.state = state
        self.started = started
        self.seconds = seconds
        self.attempt = attempt
        self.message = message
        self.notes = notes
    }

    /// As one line of JSON, keys in order.
    package var line: String {
        var fields: [String: Value] = [
            "label": .string(label), "key": .string(key), "operation": .string(operation),
            "state": .string(state.rawValue), "started": .double(started), "attempt": .int(attempt),
        ]
        if let seconds { fields["seconds"] = .double(seconds) }
        if let message { fields["message"] = .string(message) }
        if let notes { fields["notes"] = .array(notes.map(Value.string)) }
        if let progress { fields["progress"] = .double(progress) }
        if let step { fields["step"] = .int(step) }
        if let metrics { fields["metrics"] = .object(metrics.mapValues(Value.double)) }
        return Value.object(fields).json
    }
}

extension UnitRecord {
    /// The cell that it was done for.
    package var cell: String { label.cellOfLabel }

    /// What it did there; empty for the cell's own unit.
    package var task: String { String(label.dropFirst(cell.count + 3)) }
}

extension EngineEvent {
    /// The cell that the unit is done for.
    package var cell: String { label.cellOfLabel }
}

extension String {
    /// The cell that a unit of this label is done for: a label is the cell's, ` · `, and what is done there.
    fileprivate var cellOfLabel: String {
        firstRange(of: " · ").map { String(self[..<$0.lowerBound]) } ?? self
    }
}
