import Synchronization

/// Whether other processes may have written to the workspace, which is asked before every unit.
///
/// A process that was alone, and after which none has come, need not ask the ledger.
final class Neighbours: Sendable {
    private struct State {
        /// How many processes had come when this one was alone and knew all that the ledger holds; nil where it was not.
        var alone: UInt64?
        var asked = 0
    }

    private let workspace: Workspace
    private let ledger: Ledger
    private let state: Mutex<State>

    /// - Parameter alone: how many processes had come when the ledger was opened, if no other was there.
    init(workspace: Workspace, ledger: Ledger, alone: UInt64?) {
        self.workspace = workspace
        self.ledger = ledger
        state = Mutex(State(alone: alone))
    }

    /// Whether no other process has written since this one knew all that the ledger holds.
    func isAlone() throws -> Bool {
        try state.withLock(\.alone).map { try workspace.arrivals() == $0 } ?? false
    }

    /// Learns what other processes have written since the last call.
    func refresh() throws {
        if try isAlone() { return }
        let asked = state.withLock { state in
            state.asked += 1
            return state.asked
        }
        // To look for others lists a folder.
        if asked % 256 == 0 { try lookAround() }
        try ledger.refresh()
    }

    /// Notes whether all the others have gone.
    private func lookAround() throws {
        // In this order: who comes after the first line changes the number, who came before it is seen or has gone.
        let arrivals = try workspace.arrivals()
        guard try workspace.isAlone() else { return }
        try ledger.refresh()
        state.withLock { $0.alone = arrivals }
    }
}
