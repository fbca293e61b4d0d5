/// The folder that everything lives in: where its parts lie, and which temporary folder is this process's own.
struct Workspace: Sendable {
    let folder: String
    let locks: LockFile
    /// A folder for unfinished files that no other process uses.
    let temporaryFolder: String

    var ledgerPath: String { folder + "/ledger.sqlite" }
    var storeFolder: String { folder + "/store" }
    var checkpointFolder: String { folder + "/checkpoints" }

    /// Locks that belong to no unit of work.
    private enum Reserved {
        static let opening = LockFile.reserved(0)
        static func temporary(_ slot: Int) -> Int64 { LockFile.reserved(1 + slot) }
        static func run(_ id: Int64) -> Int64 { LockFile.reserved(1 << 32 + Int(id)) }
    }

    init(folder: String) throws {
        self.folder = folder
        try Files.makeFolder(folder)
        locks = try LockFile(path: folder + "/locks")
        temporaryFolder = try Workspace.claimTemporaryFolder(in: folder, locks: locks)
        try Files.makeFolder(checkpointFolder)
    }

    /// Runs `body` while no other process is opening or repairing this workspace.
    func whileOpening<T>(_ body: () throws -> T) throws -> T {
        try locks.lock(Reserved.opening)
        defer { locks.unlock(Reserved.opening) }
        return try body()
    }

    /// Lets other processes know that this one is at a run, until it lets go or ends.
    func hold(run id: Int64) throws { _ = try locks.tryLock(Reserved.run(id)) }

    /// Ends what `hold(run:)` began.
    func release(run id: Int64) { locks.unlock(Reserved.run(id)) }

    /// Whether another living process is at a run.
    func isHeldElsewhere(run id: Int64) throws -> Bool { try locks.isHeldElsewhere(Reserved.run(id)) }

    /// The first temporary folder that no living process has locked; all such are emptied of what dead ones left there.
    private static func claimTemporaryFolder(in folder: String, locks: LockFile) throws -> String {
        var claimed = 0
        while try !locks.tryLock(Reserved.temporary(claimed)) { claimed += 1 }
        let temporary = "\(folder)/temporary"
        try Files.makeFolder("\(temporary)/\(claimed)")
        for slot in try Files.names(in: temporary).compactMap({ Int($0) }) {
            guard try slot == claimed || locks.tryLock(Reserved.temporary(slot)) else { continue }
            defer { if slot != claimed { locks.unlock(Reserved.temporary(slot)) } }
            for name in try Files.names(in: "\(temporary)/\(slot)") {
                try Files.remove("\(temporary)/\(slot)/\(name)")
            }
        }
        return "\(temporary)/\(claimed)"
    }
}
