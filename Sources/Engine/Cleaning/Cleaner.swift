import Glibc

/// One cleaning of a workspace: rows of the ledger in short transactions, then files that no row names.
struct Cleaner {
    private let workspace: Workspace
    private let holdings: Holdings
    private let count: Int
    private let limit: Int?
    private let turn: Int
    private let progress: (String) throws -> Void
    private let isLive: (Int64) throws -> Bool
    private var report: CleaningReport

    /// - Parameters:
    ///   - count: how many runs of each pipeline are kept, at least 1.
    ///   - limit: bytes that the workspace may take.
    ///   - turn: rows of the ledger that are removed at once.
    ///   - isLive: whether a living process is at a run.
    init(
        workspace: Workspace, holdings: Holdings, count: Int, limit: Int?, turn: Int,
        progress: @escaping (String) throws -> Void, isLive: @escaping (Int64) throws -> Bool
    ) throws {
        (self.workspace, self.holdings, self.count, self.limit) = (workspace, holdings, count, limit)
        (self.turn, self.progress, self.isLive) = (turn, progress, isLive)
        let sizes = try FolderSizes(of: workspace.folder)
        report = CleaningReport(before: sizes, after: sizes)
    }

    private var ledger: Ledger { holdings.ledger }

    /// Says what would be removed.
    mutating func preview() throws -> CleaningReport {
        try progress("reading the ledger")
        let (inventory, pages) = (try ledger.inventory(), try ledger.pageBytes())
        let room = try Room(workspace, sizes: report.before, pages: pages)
        let (choice, chosen) = try choose(inventory, room, atLeast: 0)
        count(chosen.removal.runs, chosen.removal.actions.count, chosen.removal.blobs, of: inventory)
        try removeFiles(
            choice, Rest(runs: chosen.removal.runs, known: Set(inventory.blobs.keys), isRemoved: false))
        report.after[.ledger] -= pages.all - room.ledger(chosen.kept, of: choice.weight)
        report.after[.store] -= report.strays.bytes + choice.weight.store - chosen.kept.store
        report.after[.runs] -= report.runFolders.bytes
        report.after[.checkpoints] -= report.checkpoints.bytes
        report.after[.other] -= report.leftovers.bytes + report.damagedLedgers.bytes
        notice(choice, room, size: report.after.total)
        return report
    }

    /// Removes it.
    mutating func clean() throws -> CleaningReport {
        var atLeast = 0
        while true {
            try progress("reading the ledger")
            let room = try Room(
                workspace, sizes: FolderSizes(of: workspace.folder), pages: ledger.pageBytes())
            let inventory = try ledger.inventory()
            let (choice, chosen) = try choose(inventory, room, atLeast: atLeast)
            let units = chosen.removal.actions.count
            let removed = try ledger.remove(
                chosen.removal, from: inventory, turn: turn, sparing: choice.spared
            ) { done in
                try progress("removing \(units) units of work from the ledger: \(Int(done * 100)) %")
                try letOthersWrite()
            }
            count(chosen.removal.runs, removed.work.count, removed.blobs, of: inventory)
            let known = Set(inventory.blobs.keys).subtracting(removed.blobs)
            let rest = Rest(runs: chosen.removal.runs, known: known, isRemoved: true)
            try removeFiles(choice, rest)
            try shrink()
            report.after = try FolderSizes(of: workspace.folder)
            // A ledger that could not shrink just now is not what is too large.
            let pages = try ledger.pageBytes()
            let size = report.after.total - report.after[.ledger] + pages.all - pages.free
            if let limit, size > limit, choice.spareCount > 0 {
                // Sizes in the ledger are estimated beforehand: that was too little.
                atLeast = 1
                continue
            }
            notice(choice, room, size: size)
            return report
        }
    }

    /// Which runs go: those beyond the count, and as many of the spare ones as the limit asks for.
    private func choose(_ inventory: Inventory, _ room: Room, atLeast: Int) throws
        -> (choice: CleaningChoice, chosen: CleaningChoice.Chosen)
    {
        let live = Set(try inventory.runs.map(\.id).filter(isLive))
        let choice = CleaningChoice(inventory, live: live, count: count)
        var (low, high) = (min(atLeast, choice.spareCount), choice.spareCount)
        guard let limit else { return (choice, choice.chosen(spares: low)) }
        // The more runs go, the less is left: the smallest number that fits lies between these two.
        while low < high {
            let middle = (low + high) / 2
            if room.size(choice.chosen(spares: middle), of: choice.weight, runs: inventory.runs) <= limit {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return (choice, choice.chosen(spares: low))
    }

    private mutating func count(_ runs: [Int64], _ units: Int, _ blobs: [Digest], of inventory: Inventory) {
        let gone = Set(runs)
        report.runs += inventory.runs.reversed().filter { gone.contains($0.id) }
        report.keptRuns = inventory.runs.count - gone.count
        report.units.count += units
        for digest in blobs { report.blobs.add(inventory.blobs[digest]?.size ?? 0) }
    }

    /// Lets the ledger go for a moment: who waits for it looks again after some milliseconds.
    private func letOthersWrite() throws {
        if try !workspace.isAlone() { usleep(20_000) }
    }

    /// Says what each pipeline needs where that is more than there may be.
    private mutating func notice(_ choice: CleaningChoice, _ room: Room, size: Int) {
        guard let limit, size > limit else { return }
        report.needs = choice.needs().map { name, runs, weight in
            (name, room.ledger(weight, of: choice.weight) + weight.store + room.folders(of: runs))
        }
    }

    // MARK: Files

    /// What is removed after the ledger's rows.
    private struct Rest {
        /// The runs that were removed now.
        var runs: [Int64]
        /// The blobs that the ledger knows.
        var known: Set<Digest>
        /// Whether files are removed, or counted only.
        var isRemoved: Bool
    }

    private mutating func removeFiles(_ choice: CleaningChoice, _ rest: Rest) throws {
        try removeRunFolders(rest)
        try removeStrays(rest)
        try removeCheckpoints(choice, rest)
        try workspace.withAbandonedFolders { folder in
            try Files.visit(below: folder) { path, size in
                report.leftovers.add(size)
                if rest.isRemoved { try Files.remove(path) }
            }
        }
        let prefix = "ledger.sqlite.damaged-"
        for name in try Files.names(in: workspace.folder) where name.hasPrefix(prefix) {
            let path = "\(workspace.folder)/\(name)"
            guard let stamp = FileStamp(path: path) else { continue }
            report.damagedLedgers.add(stamp.size)
            if rest.isRemoved { try Files.remove(path) }
        }
    }

    /// Removes the folders of the runs that were removed, and those of runs that no ledger knows any more (of a
    /// cleaning that was killed, or of a ledger that was damaged) as if they still counted.
    private mutating func removeRunFolders(_ rest: Rest) throws {
        // The folders first: a run is in the ledger before it has one.
        let folders = try RunFolder.all(in: workspace.folder)
        let runs = try ledger.runs()
        let gone = Set(rest.runs).subtracting(rest.isRemoved ? runs.map(\.id) : [])
        let unknown = folders.filter { folder in
            !gone.contains(folder.run) && !runs.contains(where: folder.isOf)
        }
        let old = unknown.filter { folder in
            let newer =
                runs.count { $0.name == folder.name && $0.started > folder.made }
                + unknown.count { $0.name == folder.name && $0.made > folder.made }
            return newer >= count
        }
        let removed = report.runs.filter { gone.contains($0.id) }
        for folder in folders.filter({ folder in removed.contains(where: folder.isOf) }) + old {
            try progress("removing \(folder.path)")
            report.runFolders.add(try Files.size(below: folder.path))
            if rest.isRemoved { try Files.removeTree(folder.path) }
        }
    }

    /// Removes the store's files of which the ledger does not know: of blobs that were removed, now or by a cleaning
    /// that was killed, and of processes that were killed before they recorded them.
    private mutating func removeStrays(_ rest: Rest) throws {
        var strays: [Digest] = []
        for folder in try Files.names(in: workspace.storeFolder) where folder.utf8.count == 2 {
            for name in try Files.names(in: "\(workspace.storeFolder)/\(folder)") {
                if let digest = Digest(hex: name), !rest.known.contains(digest) { strays.append(digest) }
            }
        }
        // In groups, as nobody can record anything meanwhile.
        for start in stride(from: 0, to: strays.count, by: 256) {
            try progress("removing large blobs: \(start) of \(strays.count)")
            let group = Array(strays[start..<min(start + 256, strays.count)])
            func remove(_ digest: Digest) throws {
                guard let stamp = FileStamp(path: holdings.store.path(of: digest)) else { return }
                report.strays.add(stamp.size)
                if rest.isRemoved { try holdings.store.discard(digest) }
            }
            if rest.isRemoved {
                try ledger.removeUnrecorded(group, remove: remove)
            } else {
                try group.forEach(remove)
            }
        }
    }

    private mutating func removeCheckpoints(_ choice: CleaningChoice, _ rest: Rest) throws {
        for name in try Files.names(in: workspace.checkpointFolder) {
            let path = "\(workspace.checkpointFolder)/\(name)"
            guard let (key, isWhole) = CheckpointFile.key(ofName: name) else { continue }
            guard !isWhole || !choice.wantsCheckpoint(of: key) else { continue }
            // Who works on it has its lock.
            guard try workspace.locks.tryLock(LockFile.offset(of: key)) else { continue }
            defer { workspace.locks.unlock(LockFile.offset(of: key)) }
            report.checkpoints.add(try FileStamp(path: path)?.size ?? Files.size(below: path))
            if rest.isRemoved { try Files.removeTree(path) }
        }
    }

    /// Gives the ledger's unused pages back, where there are many and nobody else has the ledger open.
    private mutating func shrink() throws {
        let pages = try ledger.pageBytes()
        guard pages.free > max(65_536, pages.all / 20) else { return }
        try progress("shrinking the ledger")
        try workspace.whileOpening {
            guard try workspace.isAlone() else {
                report.pages = .reused(pages.free, because: "another process uses the folder")
                return
            }
            do {
                try ledger.shrink()
                report.pages = .returned
            } catch let error as LedgerError where !error.isDamage {
                report.pages = .reused(pages.free, because: error.message)
            }
        }
    }
}
