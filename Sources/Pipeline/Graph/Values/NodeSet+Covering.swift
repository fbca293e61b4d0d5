extension NodeSet {
    /// What of the wanted nodes none of the others holds, in words; nil when all are held.
    static func unanswered(of wanted: [NodeSet], by others: [NodeSet]) -> String? {
        if others.contains(.all) { return nil }
        for set in wanted {
            switch set {
            case .leaves, .firstLeaves, .height(0):
                if !others.holdLeaves(set) { return "the leaves" }
            case .root:
                if !others.contains(.root) { return "the root" }
            case .inner:
                if !others.contains(.inner) { return "the inner nodes" }
            case .firstSubtree:
                if others.contains(.firstSubtree) { continue }
                if !others.holdLeaves(.firstLeaves) { return "the leaves" }
                if !others.contains(.inner), !others.contains(.height(1)) { return "the inner nodes" }
            case .height(let height):
                if !others.contains(.inner), !others.contains(set) { return "the nodes of height \(height)" }
            case .all:
                if let missing = unanswered(of: [.leaves, .inner, .root], by: others) { return missing }
            }
        }
        return nil
    }
}

extension [NodeSet] {
    fileprivate func holdLeaves(_ set: NodeSet) -> Bool {
        contains(.leaves) || contains(.height(0)) || contains(set)
            || (set == .firstLeaves && contains(.firstSubtree))
    }
}
