/// What a cleaning keeps and what it removes, worked out from what is recorded.
struct CleaningChoice {
    /// About how many bytes a row of each kind takes beside what it holds: keys, digests and their indices.
    private static let (actionRows, blobRow) = (420, 90)

    private let inventory: Inventory
    private let reach: Reach
    private let keeping: Keeping
    /// Work that nothing recorded asked for and that is no stage: done for work that is not done yet.
    private let loose: [Int]
    /// For each run of a pipeline whose latest run is not done, that latest run.
    private let heirs: [Int64: Int64]

    /// - Parameters:
    ///   - live: the runs that a living process is at.
    ///   - count: how many others are kept of each pipeline.
    init(_ inventory: Inventory, live: Set<Int64>, count: Int) {
        self.inventory = inventory
        reach = Reach(inventory)
        let keeping = Keeping(inventory.runs, live: live, count: count)
        self.keeping = keeping
        heirs = Dictionary(
            uniqueKeysWithValues: inventory.runs.compactMap { run in
                keeping.heirs[run.name].map { (run.id, $0) }
            })
        let stages = Set(inventory.stages.values.joined())
        let asked = Set(inventory.actions.lazy.flatMap(\.asked))
        loose = inventory.actions.indices.filter {
            !asked.contains(inventory.actions[$0].id) && !stages.contains(inventory.actions[$0].key)
        }
    }

    /// How many runs may go beyond those that are not kept anyway.
    var spareCount: Int { keeping.spare.count }

    /// What goes when the oldest `spares` runs go too, and what the rest weighs.
    func chosen(spares: Int) -> Chosen {
        let keeping = keeping.without(spares: spares)
        let extent = reach.extent(from: roots(keeping))
        var removal = Removal()
        removal.runs = inventory.runs.map(\.id).filter { !keeping.kept.contains($0) }.sorted()
        let gone = Set(removal.runs)
        for (place, action) in inventory.actions.enumerated() where extent.actions[place] {
            if let run = action.run, gone.contains(run), let heir = heirs[run] {
                removal.adoptedActions[action.key] = heir
            }
        }
        removal.actions = reach.dependentsFirst(inventory.actions.indices.filter { !extent.actions[$0] })
            .map { inventory.actions[$0].key }
        removal.blobs = inventory.blobs.keys.filter { !extent.blobs.contains($0) }.sorted()
        for (key, run) in inventory.unfinished {
            let heir = run.flatMap { heirs[$0] }
            if reach.place(of: key) != nil || heir == nil {
                removal.unfinished.append(key)
            } else if let run, gone.contains(run), let heir {
                removal.adoptedUnfinished[key] = heir
            }
        }
        removal.unfinished.sort()
        return Chosen(removal: removal, kept: weight(of: extent))
    }

    /// What must stay for what was recorded since the choice was made.
    func spared(by additions: Additions) -> (work: Set<Digest>, blobs: Set<Digest>) {
        var roots = Reach.Roots(keys: additions.stages, blobs: additions.blobs + additions.mentions)
        for action in additions.actions {
            roots.actions += action.asked.compactMap(reach.place(ofID:))
            roots.blobs += action.inputs
        }
        let extent = reach.extent(from: roots)
        let work = inventory.actions.indices.lazy.filter { extent.actions[$0] }
            .map { inventory.actions[$0].key }
        return (
            Set(work).union(additions.actions.map(\.key)),
            extent.blobs.union(additions.actions.flatMap(\.gives))
        )
    }

    /// Whether a checkpoint may be wanted: of work that is not done, and that the latest run of its pipeline left so.
    func wantsCheckpoint(of key: Digest) -> Bool {
        guard reach.place(of: key) == nil else { return false }
        // Saved before anybody noted for which run: wanted by whoever has not finished.
        guard let run = inventory.unfinished[key] else { return !keeping.heirs.isEmpty }
        return run.map { heirs[$0] != nil } ?? false
    }

    /// The weight of all that is recorded.
    var weight: Weight {
        weight(
            of: Reach.Extent(
                actions: Array(repeating: true, count: inventory.actions.count),
                blobs: Set(inventory.blobs.keys)))
    }

    /// The weight of what each pipeline's latest runs need, those that are always kept.
    func needs() -> [(name: String, runs: [RunRecord], weight: Weight)] {
        let least = keeping.without(spares: keeping.spare.count)
        return Dictionary(grouping: inventory.runs, by: \.name).sorted { $0.key < $1.key }.map { name, runs in
            let own = runs.filter { least.kept.contains($0.id) }
            return (name, own, weight(of: reach.extent(from: roots(least, of: Set(own.map(\.id))))))
        }
    }

    /// What goes, and what the rest weighs.
    struct Chosen {
        /// What goes.
        var removal: Removal
        /// The weight of the rest.
        var kept: Weight
    }

    /// Bytes that something takes in the ledger, about, and in the store.
    struct Weight {
        /// About how many bytes its rows take.
        var ledger = 0
        /// Bytes of its files.
        var store = 0
    }

    private func weight(of extent: Reach.Extent) -> Weight {
        var weight = Weight()
        for (place, action) in inventory.actions.enumerated() where extent.actions[place] {
            weight.ledger += action.size + Self.actionRows + action.asked.count * 12
        }
        for digest in extent.blobs {
            guard let blob = inventory.blobs[digest] else { continue }
            weight.ledger += Self.blobRow + (blob.isFile ? 0 : blob.size)
            weight.store += blob.isFile ? blob.size : 0
        }
        return weight
    }

    private func roots(_ keeping: Keeping, of runs: Set<Int64>? = nil) -> Reach.Roots {
        let kept = runs.map(keeping.kept.intersection) ?? keeping.kept
        var roots = Reach.Roots()
        roots.keys = kept.flatMap { inventory.stages[$0] ?? [] }
        roots.blobs =
            inventory.references + keeping.live.intersection(kept).flatMap { inventory.held[$0] ?? [] }
        roots.actions = inventory.actions.indices.filter {
            inventory.actions[$0].run.map(kept.contains) ?? false
        }
        let unfinished = heirs.filter { kept.contains($0.value) }
        roots.actions += loose.filter { inventory.actions[$0].run.map { unfinished[$0] != nil } ?? false }
        return roots
    }
}
