import Glibc

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
        static func results(ofRun id: Int64) -> Int64 { LockFile.reserved(1 << 48 + Int(id)) }
        static let cleaning = LockFile.reserved(1 << 60)
    }

    init(folder: String) throws {
        self.folder = folder
        try Files.makeFolder(folder)
        try Files.clear(folder + "/locks", unlessFile: true)
        locks = try LockFile(path: folder + "/locks")
        temporaryFolder = try Workspace.claimTemporaryFolder(in: folder, locks: locks)
        try Files.claimFolder(checkpointFolder)
        try withAbandonedFolders(Workspace.empty)
    }

    /// Runs `body` while no other process is opening or repairing this workspace.
    func whileOpening<T>(_ body: () throws -> T) throws -> T {
        try locks.lock(Reserved.opening)
        defer { locks.unlock(Reserved.opening) }
        return try body()
    }

    /// Counts this process among those that came to this workspace, before it writes anything; called while opening.
    /// - Returns: how many have come, with this one.
    func arrive() throws -> UInt64 {
        let arrivals = try locks.number() &+ 1
        try locks.setNumber(arrivals)
        return arrivals
    }

    /// How many processes have come to this workspace. Whoever was alone in it, and finds the number as it was, is the
    /// only one that can have written meanwhile.
    func arrivals() throws -> UInt64 { try locks.number() }

    /// Runs `body` while no other process cleans this workspace; `wait` is told when it has to wait for one.
    func whileCleaning<T>(wait: () throws -> Void, _ body: () throws -> T) throws -> T {
        if try !locks.tryLock(Reserved.cleaning) {
            try wait()
            try locks.lock(Reserved.cleaning)
        }
        defer { locks.unlock(Reserved.cleaning) }
        return try body()
    }

    /// Whether another process is cleaning this workspace.
    func isBeingCleaned() throws -> Bool { try locks.isHeldElsewhere(Reserved.cleaning) }

    /// Lets other processes know that this one is at a run, until it lets go or ends; and that it wants the run's
    /// results, until `releaseResults(ofRun:)` or its end.
    func hold(run id: Int64) throws {
        _ = try locks.tryLock(Reserved.run(id))
        _ = try locks.tryLock(Reserved.results(ofRun: id))
    }

    /// Ends what `hold(run:)` began.
    func release(run id: Int64) { locks.unlock(Reserved.run(id)) }

    /// Lets other processes know that the results of a run that was held are not wanted here any more.
    func releaseResults(ofRun id: Int64) { locks.unlock(Reserved.results(ofRun: id)) }

    /// Whether another living process is at a run.
    func isHeldElsewhere(run id: Int64) throws -> Bool { try locks.isHeldElsewhere(Reserved.run(id)) }

    /// Whether another living process is at a run, or was and still wants its results.
    func isWantedElsewhere(run id: Int64) throws -> Bool {
        try locks.isHeldElsewhere(Reserved.results(ofRun: id))
    }

    /// Whether no other process uses this workspace. One that opens it a moment later waits in `whileOpening`.
    func isAlone() throws -> Bool {
        try temporarySlots().allSatisfy { try !locks.isHeldElsewhere(Reserved.temporary($0)) }
    }

    /// Calls `body` with each temporary folder of a process that has died, while no other can take it.
    func withAbandonedFolders(_ body: (String) throws -> Void) throws {
        for slot in try temporarySlots() where "\(temporaryRoot)/\(slot)" != temporaryFolder {
            guard try locks.tryLock(Reserved.temporary(slot)) else { continue }
            defer { locks.unlock(Reserved.temporary(slot)) }
            let folder = "\(temporaryRoot)/\(slot)"
            // A file of somebody's with such a name is none of ours: whoever claims the slot puts it aside.
            if FileStamp(path: folder) == nil { try body(folder) }
        }
    }

    private var temporaryRoot: String { folder + "/temporary" }

    private func temporarySlots() throws -> [Int] {
        try Files.names(in: temporaryRoot).compactMap { Int($0) }
    }

    /// The first temporary folder that no living process has locked, emptied of what a dead one left there.
    private static func claimTemporaryFolder(in folder: String, locks: LockFile) throws -> String {
        var slot = 0
        while try !locks.tryLock(Reserved.temporary(slot)) { slot += 1 }
        let temporary = "\(folder)/temporary/\(slot)"
        try Files.claimFolder("\(folder)/temporary")
        try Files.claimFolder(temporary)
        try empty(temporary)
        return temporary
    }

    private static func empty(_ folder: String) throws {
        ProgramFolders.abandon(folder)
        for name in try Files.names(in: folder) {
            do {
                try Files.removeTree("\(folder)/\(name)")
            } catch {
                // Where somebody else still writes it may stay: the names of what is to come are others.
                guard error.code == ENOTEMPTY || error.code == EEXIST else { throw error }
            }
        }
    }
}
