import Artifacts
import Learning

/// The models that one `train` stage gave: one for everything, one per height, or one per node.
///
/// Policies and rewards alike. ``model(for:height:in:)`` picks the narrowest that fits.
package struct ModelSet: Codable, Hashable, Sendable {
    /// What was trained on all data, used wherever no narrower model exists.
    package var shared: Digest
    /// One model per height (`per: height`).
    package var heights: [Int: Digest] = [:]
    /// One model per node (`per: node`), by ``nodeKey(book:path:)``.
    package var nodes: [String: Digest] = [:]
    /// The latest supervised model behind this one; what KL is measured to. `nil` where this one is supervised.
    package var anchor: Anchor?

    /// The supervised models behind a set of reinforced ones, scope by scope.
    package struct Anchor: Codable, Hashable, Sendable {
        /// The supervised model behind the shared one.
        package var shared: Digest
        /// The supervised models behind those of the heights.
        package var heights: [Int: Digest]
        /// The supervised models behind those of the nodes, by ``ModelSet/nodeKey(book:path:)``.
        package var nodes: [String: Digest]
    }

    /// A set of one model for everything, unless narrower ones are given; without an anchor it is supervised
    /// itself.
    package init(
        shared: Digest, heights: [Int: Digest] = [:], nodes: [String: Digest] = [:], anchor: Anchor? = nil
    ) {
        self.shared = shared
        self.heights = heights
        self.nodes = nodes
        self.anchor = anchor
    }

    /// What a node's model is found by: the book's name, a slash, the node's path.
    package static func nodeKey(book: String, path: String) -> String { book + "/" + path }

    /// The model to use at a node: its own, else its height's, else the shared one.
    package func model(for path: String, height: Int, in book: String) -> Digest {
        nodes[Self.nodeKey(book: book, path: path)] ?? heights[height] ?? shared
    }

    /// The supervised models that KL is measured to: those behind this set, or this set itself.
    package var supervised: ModelSet {
        guard let anchor else { return self }
        return ModelSet(shared: anchor.shared, heights: anchor.heights, nodes: anchor.nodes)
    }
}

extension ModelSet {
    /// The models that do not belong to single nodes.
    func byHeight<Model: Sendable>(_ decode: (Digest) throws -> Model) rethrows -> ByHeight<Model> {
        ByHeight(shared: try decode(shared), heights: try heights.mapValues(decode))
    }
}
