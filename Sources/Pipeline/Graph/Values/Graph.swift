/// A pipeline ready to run: every stage multiplied by the axes that it depends on.
package struct Graph: Hashable, Codable, Sendable {
    /// In running order: what a cell needs stands before it, otherwise as in the file.
    package var cells: [Cell]

    /// A graph of cells that are in running order already.
    package init(cells: [Cell]) { self.cells = cells }

    /// The cell of that name, nil when there is none.
    package subscript(id: CellID) -> Cell? { cells.first { $0.id == id } }
}

/// Where a cell stands on one axis of the matrix.
package struct Coordinate: Hashable, Codable, Sendable {
    /// The name of the axis.
    package var axis: String
    /// The value as text.
    package var value: String
}

/// One stage at one point of the matrix.
package struct Cell: Hashable, Codable, Sendable {
    /// `rl`, or `rl[cut=fixed,seed=1]`.
    package var id: CellID
    /// The stage; a round of `rlhf` is `name.1.ask`, `name.1.reward`, `name.1.policy`.
    package var stage: String
    /// The `rlhf` stage that this one was made from.
    package var shorthand: String?
    /// Only the axes on which this cell depends, in the matrix's order.
    package var coordinates: [Coordinate]
    /// What the cell does.
    package var step: Step
    /// Cells that must be done before, `after` included, in running order.
    package var needs: [CellID]
    /// The seed of its random numbers.
    package var seed: UInt64
    /// What the writer of the file says about the stage; `nil` where nothing.
    package var note: String?
    /// How often an attempt is made again that failed through the machine or ran past its time limit.
    package var retries: Int
    /// Seconds, nil for none.
    package var timeLimit: Int?
    /// How many items of the stage may fail through their own fault; `nil` where none may.
    package var failures: Allowance?
    /// Where it stands in its file.
    package var place: Place
}
