/// Which runs are kept: of each pipeline the newest ones, its latest that was done, and every one that a living process
/// is at.
struct Keeping {
    /// The runs that are kept.
    private(set) var kept: Set<Int64>
    /// Those of them that may go where room is needed, oldest first: neither living, nor the latest of their pipeline,
    /// nor the latest that was done.
    let spare: [Int64]
    /// For each pipeline whose latest run is not done, that run: it wants what earlier ones left unfinished.
    let heirs: [String: Int64]
    /// The runs that a living process is at.
    let live: Set<Int64>

    /// - Parameters:
    ///   - runs: newest first.
    ///   - live: those that a living process is at; they do not count.
    ///   - count: how many others are kept of each pipeline, at least 1.
    init(_ runs: [RunRecord], live: Set<Int64>, count: Int) {
        var kept = live
        var needed = live
        var heirs: [String: Int64] = [:]
        for (name, runs) in Dictionary(grouping: runs, by: \.name) {
            let ended = runs.filter { !live.contains($0.id) }
            let latest = [ended.first, ended.first { $0.state == .done }].compactMap { $0?.id }
            needed.formUnion(latest)
            kept.formUnion(latest + ended.prefix(count).map(\.id))
            if ended.count < runs.count || ended.first?.state != .done { heirs[name] = runs.first?.id }
        }
        self.live = live
        self.kept = kept
        self.heirs = heirs
        spare = kept.subtracting(needed).sorted()
    }

    /// The same without the oldest spare runs.
    func without(spares count: Int) -> Keeping {
        var fewer = self
        fewer.kept.subtract(spare.prefix(count))
        return fewer
    }
}
