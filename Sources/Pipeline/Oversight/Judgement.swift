/// The most that one judgement can ask a person to read.
struct Judgement {
    /// Where in a tree a judgement can fall.
    enum Height: Hashable {
        /// A leaf, a node of height 1, a higher one below the root, the root, the cuts of a book, or a whole book.
        case leaf, first, inner, root, splits, wholeBook

        var name: String {
            switch self {
            case .leaf: "leaf"
            case .first: "height-1"
            case .inner: "inner"
            case .root: "root"
            case .splits: "splits"
            case .wholeBook: "whole book"
            }
        }

        /// The heights that node sets can reach, from the bottom up.
        static func all(of sets: [NodeSet], isWhole: Bool) -> [Height] {
            if isWhole { return [.wholeBook] }
            var heights: Set<Height> = []
            for set in sets {
                switch set {
                case .all: heights.formUnion([.leaf, .first, .inner, .root])
                case .leaves, .firstLeaves, .height(0): heights.insert(.leaf)
                case .inner: heights.formUnion([.first, .inner])
                case .root: heights.insert(.root)
                case .firstSubtree: heights.formUnion([.leaf, .first])
                // A root may be of any height above the leaves, and then has the root's limit.
                case .height(1): heights.insert(.first)
                case .height: heights.insert(.inner)
                }
            }
            return [.leaf, .first, .inner, .root].filter { heights.contains($0) }
        }
    }

    var kind: FeedbackKind
    var height: Height
    /// Words of the leaf's text or of the children's answers; nil when nothing bounds them.
    var source: Int?
    var sourceSum: String
    var context: Int
    /// Answers shown.
    var shown: Int
    /// The most words of each.
    var each: Int
    /// `candidates`, `answer`, `outlines`.
    var unit: String
    var cut: DecomposerUse?
    /// The limit of the node's own answer.
    var limit: Int
    var samples = 0

    /// Source, context and candidates together; nil when nothing bounds them.
    var words: Int? { source.map { $0 + context + shown * each } }

    /// As in `10 children x 100 + 3 candidates x 150`.
    var sum: String {
        var parts = sourceSum.isEmpty ? [] : [sourceSum]
        if context > 0 { parts.append("\(context) of context") }
        if shown == 1 { parts.append("1 \(unit) x \(each)") }
        if shown > 1 { parts.append("\(shown) \(unit) x \(each)") }
        return parts.joined(separator: " + ")
    }
}

extension Judgement {
    init(_ kind: FeedbackKind, at height: Height, cut: DecomposerUse, task: Task, samples: Int) {
        let limits = task.maxWords
        self.kind = kind
        self.height = height
        self.cut = cut
        self.samples = samples
        let fanIn = cut.limits.fanIn
        switch height {
        case .leaf:
            source = cut.limits.leafWords
            sourceSum = "\(cut.limits.leafWords ?? 0) words"
            limit = limits.leaf
        case .first:
            source = fanIn * limits.leaf
            sourceSum = "\(fanIn) children x \(limits.leaf)"
            limit = limits.inner
        case .inner, .root:
            // A child may be a leaf or an inner node.
            let child = max(limits.leaf, limits.inner)
            source = fanIn * child
            sourceSum = "\(fanIn) children x \(child)"
            limit = height == .root ? limits.root : limits.inner
        case .splits, .wholeBook:
            source = nil
            sourceSum = "a whole book"
            limit = limits.leaf
        }
        // The root has no neighbours, so that nothing stands before it.
        context = task.context == .earlier && height != .root && height != .wholeBook ? limit : 0
        each = limit
        switch kind.showing {
        case .pairs, .all:
            shown = samples
            unit = "candidates"
        case .nothing:
            shown = 0
            unit = ""
        case .one:
            shown = 1
            unit = "answer"
        }
    }
}
