import Artifacts
import Learning
import Pipeline

/// The data of one model that a `train` stage gives.
enum TrainingScope: Hashable, Sendable {
    /// Everything; also what heights and nodes without data of their own fall back on.
    case shared
    /// The nodes of one height.
    case height(Int)
    /// One node of one book.
    case node(book: String, path: String, height: Int)

    /// The scopes that data at these passages make, the shared one first.
    static func scopes(_ per: TrainPer, over passages: [JudgedPassage]) -> [TrainingScope] {
        switch per {
        case .all: return [.shared]
        case .height: return [.shared] + Set(passages.map(\.height)).sorted().map(TrainingScope.height)
        case .node:
            var seen: Set<TrainingScope> = []
            return [.shared]
                + passages.map { .node(book: $0.book, path: $0.node, height: $0.height) }.filter {
                    seen.insert($0).inserted
                }
        }
    }

    /// Whether a passage's node belongs to the scope.
    func contains(_ passage: JudgedPassage) -> Bool {
        switch self {
        case .shared: true
        case .height(let height): passage.height == height
        case .node(let book, let path, _): passage.book == book && passage.node == path
        }
    }

    /// As it stands in labels.
    var name: String {
        switch self {
        case .shared: "all"
        case .height(let height): "height \(height)"
        case .node(let book, let path, _): "\(book) \(path)"
        }
    }

    /// The model of a set that this scope goes on from: the narrowest that there is.
    func model(in set: ModelSet) -> Digest {
        switch self {
        case .shared: set.shared
        case .height(let height): set.heights[height] ?? set.shared
        case .node(let book, let path, let height): set.model(for: path, height: height, in: book)
        }
    }
}

extension Leniency where Item == TrainingScope {
    /// Models of heights and nodes may be left out: the shared one stands in for them, and is needed.
    static func models(_ allowance: Allowance?, used: Int = 0) -> Leniency {
        Leniency(
            noun: .model, allowance: allowance, used: used, name: { "the model of \($0.name)" },
            isNeeded: { $0 == .shared })
    }
}

extension ModelSet {
    /// The set of what was trained, scope by scope.
    init(_ models: [(scope: TrainingScope, model: Digest)], anchor: ModelSet? = nil) throws {
        guard let shared = models.first(where: { $0.scope == .shared })?.model else {
            throw StageProblem("nothing was trained")
        }
        self.init(shared: shared)
        for (scope, model) in models {
            switch scope {
            case .shared: break
            case .height(let height): heights[height] = model
            case .node(let book, let path, _): nodes[Self.nodeKey(book: book, path: path)] = model
            }
        }
        self.anchor = anchor.map { Anchor(shared: $0.shared, heights: $0.heights, nodes: $0.nodes) }
    }
}
