import Learning
import Text

/// One book's answers with their texts: what a sentence is followed back through.
package struct AnsweredBook: Sendable {
    /// An answered node.
    package struct Node: Sendable {
        /// The path of the node in its tree: `0` for the root, `0.3.7` below it.
        package var path: String
        /// The height of the node: 0 for a leaf.
        package var height: Int
        /// The answer, with the sentences chosen where the policy kept them.
        package var answer: Answer
        /// The leaf's text and where it starts in the book; `nil` above the leaves.
        package var leaf: Leaf?

        /// An answered node; `leaf` is given for leaves only.
        package init(path: String, height: Int, answer: Answer, leaf: Leaf? = nil) {
            self.path = path
            self.height = height
            self.answer = answer
            self.leaf = leaf
        }
    }

    /// The source of a leaf.
    package struct Leaf: Hashable, Sendable {
        /// The leaf's text.
        package var text: String
        /// Where it starts in the cleaned text of the book, in UTF-8.
        package var start: Int

        /// A leaf's text, and where it starts.
        package init(text: String, start: Int) {
            self.text = text
            self.start = start
        }
    }

    /// What stands between the children's answers where they are read together.
    static let between = "\n\n"

    /// The book's name.
    package let name: String
    private let nodes: [String: Node]
    private let children: [String: [String]]
    /// The paths of the answers that stand under no other, in the order of the text.
    package let roots: [String]

    /// A book's answers; of two at one path the first counts.
    package init(name: String, nodes: [Node]) {
        self.name = name
        self.nodes = Dictionary(nodes.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        let paths = nodes.map(\.path).sorted { $0.nodeOrder.lexicographicallyPrecedes($1.nodeOrder) }
        let known = Set(paths)
        var children: [String: [String]] = [:]
        var roots: [String] = []
        for path in paths {
            if let parent = path.parentPath, known.contains(parent) {
                children[parent, default: []].append(path)
            } else {
                roots.append(path)
            }
        }
        self.children = children
        self.roots = roots
    }

    /// The answered node at a path; `nil` where none was answered.
    package func node(_ path: String) -> Node? { nodes[path] }

    /// The answered children of a node, in the order of the text.
    func children(of path: String) -> [Node] { (children[path] ?? []).compactMap { nodes[$0] } }

    /// What a node was shown: its leaf's text, or the children's answers with a blank line between them.
    func input(of node: Node) -> String {
        node.leaf?.text ?? children(of: node.path).map(\.answer.text).joined(separator: Self.between)
    }
}

extension String {
    /// `0.3` of `0.3.7`; `nil` of the root.
    fileprivate var parentPath: String? { lastIndex(of: ".").map { String(self[..<$0]) } }
}
