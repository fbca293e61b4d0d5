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

    /// The first temporary folder that no living process has locked, emptied of what a dead one left there.
    private static func claimTemporaryFolder(in folder: String, locks: LockFile) throws -> String {
        var slot = 0
        while try !locks.tryLock(Reserved.temporary(slot)) { slot += 1 }
        let temporary = "\(folder)/temporary/\(slot)"
        try Files.makeFolder(temporary)
        for name in try Files.names(in: temporary) { try Files.remove("\(temporary)/\(name)") }
        return temporary
    }
}
