/// What a workspace takes, and would take with less in it.
struct Room {
    private let sizes: FolderSizes
    private let pages: Int
    private let folders: [RunFolder: Int]

    /// - Parameters:
    ///   - sizes: what the workspace takes now.
    ///   - pages: bytes of the ledger's pages.
    init(_ workspace: Workspace, sizes: FolderSizes, pages: (all: Int, free: Int)) throws {
        self.sizes = sizes
        self.pages = pages.all - pages.free
        folders = Dictionary(
            uniqueKeysWithValues: try RunFolder.all(in: workspace.folder).map {
                ($0, try Files.size(below: $0.path))
            })
    }

    /// About how many bytes the ledger takes with `kept` of all that it holds now.
    func ledger(_ kept: CleaningChoice.Weight, of all: CleaningChoice.Weight) -> Int {
        // Empty tables take 64 KiB and more.
        Int(Double(pages) * Double(kept.ledger + 65_536) / Double(all.ledger + 65_536))
    }

    /// Bytes of the folders of runs.
    func folders(of runs: [RunRecord]) -> Int {
        folders.filter { folder in runs.contains(where: folder.key.isOf) }.values.reduce(0, +)
    }

    /// About how many bytes the workspace takes after a removal.
    func size(_ chosen: CleaningChoice.Chosen, of all: CleaningChoice.Weight, runs: [RunRecord]) -> Int {
        let gone = Set(chosen.removal.runs)
        return sizes.total - sizes[.ledger] - sizes[.store]
            - folders(of: runs.filter { gone.contains($0.id) })
            + ledger(chosen.kept, of: all) + chosen.kept.store
    }
}
