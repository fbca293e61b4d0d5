/// How many bytes a workspace takes, by kind.
package struct FolderSizes: Hashable, Sendable {
    /// What a file of the workspace is.
    package enum Kind: String, Hashable, Codable, Sendable, CaseIterable {
        /// The ledger with its log; large blobs; unfinished trainings; people's judgements; plain files of runs.
        case ledger, store, checkpoints, feedback, runs
        /// Locks, unfinished files, ledgers put aside, and whatever somebody else put there.
        case other
    }

    /// Bytes by kind; all kinds are there.
    package var bytes: [Kind: Int]

    /// Bytes of everything.
    package var total: Int { bytes.values.reduce(0, +) }

    /// The bytes of one kind.
    package subscript(kind: Kind) -> Int {
        get { bytes[kind] ?? 0 }
        set { bytes[kind] = newValue }
    }

    /// The sizes of a workspace's folder now; all zero where there is none.
    package init(of folder: String) throws {
        bytes = Dictionary(uniqueKeysWithValues: Kind.allCases.map { ($0, 0) })
        try Files.visit(below: folder) { path, size in
            let name = path.dropFirst(folder.utf8.count + 1)
            let top = name.prefix { $0 != "/" }
            var kind = top == name ? .other : Kind(rawValue: String(top)) ?? .other
            if ["ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm"].contains(name) { kind = .ledger }
            self[kind] += size
        }
    }
}
