/// The name of a cell, unique in its graph: `rl`, or `rl[cut=fixed,seed=1]`.
package typealias CellID = String

/// Where a model comes from: an earlier cell, or a model that exists before the run.
package enum ModelReference: Hashable, Codable, Sendable {
    /// What a `train` cell gave.
    case cell(CellID)
    /// A policy that comes with Quire.
    case builtin(BuiltinModel)
    /// One of the file's `models`.
    case model(Model)
}

/// The policies that come with Quire and may stand wherever a model's name stands.
package enum BuiltinModel: String, CaseIterable, Hashable, Codable, Sendable {
    /// Chooses sentences; can be trained; the default.
    case extractive
    /// Answers with the first words; a baseline that cannot be trained.
    case lead
}

/// Books that a stage acts on: all of a data set, or one of its splits.
package struct Corpus: Hashable, Codable, Sendable {
    /// The data set.
    package var data: DataSet
    /// Nil means every book.
    package var split: String?

    /// As it is written: `books.train`.
    package var name: String { split.map { "\(data.name).\($0)" } ?? data.name }
}

/// A decomposer as a stage uses it.
package struct DecomposerUse: Hashable, Codable, Sendable {
    /// Where the decomposer comes from.
    package enum Source: Hashable, Codable, Sendable {
        /// A way of cutting that needs no training.
        case settings(DecomposerSettings)
        /// What a `train: decomposer` cell gave.
        case cell(CellID)
    }

    /// The name that the stage wrote.
    package var name: String
    /// Where it comes from.
    package var source: Source
    /// What every cut obeys; for a trained decomposer those of the decomposer that it imitates.
    package var limits: CutLimits

    /// Whether it cuts by what is known of the book's references.
    package var isOracle: Bool {
        if case .settings(let settings) = source { return settings.kind == .oracle }
        return false
    }

    /// The cell that trained it; `nil` for a way of cutting that needs no training.
    package var trained: CellID? {
        switch source {
        case .cell(let id): return id
        case .settings(let settings):
            if case .cell(let id)? = settings.model { return id }
            return nil
        }
    }
}

/// What a stage looks at, with the cells that make it.
package enum Subject: Hashable, Codable, Sendable {
    /// Books that are not cut yet.
    case corpus(Corpus)
    /// What a `decompose` cell gave.
    case forest(CellID)
    /// What a `recompose` cell gave.
    case answers(CellID)
    /// What a `train: reward` cell gave.
    case reward(CellID)
    /// A policy, trained or not.
    case policy(ModelReference)
    /// A decomposer, trained or not.
    case decomposer(DecomposerUse)
}

/// A choice of nodes in a forest.
package enum NodeSet: Hashable, Codable, Sendable {
    /// Every node, those without children, those with children, or the topmost one.
    case all, leaves, inner, root
    /// The children of each book's first height-1 node.
    case firstLeaves
    /// Each book's first height-1 node together with its leaves.
    case firstSubtree
    /// The nodes of one height; leaves have height 0.
    case height(Int)

    /// As it is written in a file: `first-leaves`, `height-2`.
    package var name: String {
        switch self {
        case .all: "all"
        case .leaves: "leaves"
        case .inner: "inner"
        case .root: "root"
        case .firstLeaves: "first-leaves"
        case .firstSubtree: "first-subtree"
        case .height(let height): "height-\(height)"
        }
    }

    /// Reads a node set as it is written; nil when it is none.
    package init?(name: String) {
        switch name {
        case "all": self = .all
        case "leaves": self = .leaves
        case "inner": self = .inner
        case "root": self = .root
        case "first-leaves": self = .firstLeaves
        case "first-subtree": self = .firstSubtree
        default:
            guard name.hasPrefix("height-"), name.count <= 9, let height = Int(name.dropFirst(7)), height >= 0
            else { return nil }
            self = .height(height)
        }
    }
}
