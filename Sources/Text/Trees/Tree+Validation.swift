extension Tree {
    /// Checks a tree that came from elsewhere: that the leaves partition the book's text, and that paths, parents,
    /// heights, depths, word counts and order agree with one another.
    ///
    /// Throws the first ``TreeError``: of the root, of the leaves, then of the inner nodes, each in the order of ``nodes``.
    package func validate(against book: Book) throws(TreeError) {
        guard let root = nodes.first else { throw error("0", "there is no node; a tree has at least a root") }
        if self.book != book.name {
            throw error("0", "the tree is of \(self.book), the book is \(book.name)")
        }
        let whole = Span(start: 0, end: book.text.utf8.count)
        if root.path != "0" || root.depth != 0 || root.parent != nil {
            throw error(root.path, "the first node must be the root: path 0, depth 0, no parent")
        }
        if root.span != whole { throw error("0", "the root covers \(root.span), the text \(whole)") }
        for leaf in nodes where leaf.isLeaf { try validateLeaf(leaf, of: book) }
        var next = 1
        for (index, node) in nodes.enumerated() {
            if node.children != Array(next..<next + node.children.count) {
                throw error(
                    node.path, "children are \(node.children); breadth first they would begin at \(next)")
            }
            next += node.children.count
            guard next <= nodes.count else { throw error(node.path, "children lie beyond the last node") }
            if !node.isLeaf { try validateInner(node, at: index) }
        }
        if next != nodes.count { throw error(nodes[next].path, "the node is no other node's child") }
    }

    private func validateLeaf(_ leaf: Node, of book: Book) throws(TreeError) {
        if leaf.height != 0 { throw error(leaf.path, "a leaf has height \(leaf.height), not 0") }
        guard book.isCharacterBorder(leaf.span.start), book.isCharacterBorder(leaf.span.end) else {
            throw error(leaf.path, "\(leaf.span) cuts through the bytes of a character")
        }
        let words = wordCount(String(book.text.utf8(in: leaf.span)))
        if leaf.words != words {
            throw error(leaf.path, "it says \(leaf.words) words; its text has \(words)")
        }
    }

    private func validateInner(_ node: Node, at index: Int) throws(TreeError) {
        var end = node.span.start
        var height = 0
        var words = 0
        for (position, place) in node.children.enumerated() {
            let child = nodes[place]
            if child.path != "\(node.path).\(position)" {
                throw error(
                    child.path, "it is child \(position) of \(node.path), so must be \(node.path).\(position)"
                )
            }
            if child.parent != index {
                throw error(child.path, "its parent must be \(index), the place of \(node.path)")
            }
            if child.depth != node.depth + 1 {
                throw error(child.path, "depth \(child.depth) below \(node.depth)")
            }
            if child.span.start != end || child.span.end < end {
                throw error(
                    child.path, "it covers \(child.span), but must begin at \(end), where the text goes on")
            }
            end = child.span.end
            height = max(height, child.height + 1)
            words += child.words
        }
        if end != node.span.end {
            throw error(node.path, "its children end at \(end), itself at \(node.span.end)")
        }
        if node.height != height {
            throw error(node.path, "height \(node.height); its children make it \(height)")
        }
        if node.words != words { throw error(node.path, "\(node.words) words; its children have \(words)") }
    }

    private func error(_ path: String, _ problem: String) -> TreeError {
        TreeError(book: book, path: path, problem: problem)
    }
}

extension Book {
    /// Whether an offset lies within the text, between two characters' encodings.
    fileprivate func isCharacterBorder(_ offset: Int) -> Bool {
        guard offset >= 0 && offset <= text.utf8.count else { return false }
        if offset == text.utf8.count { return true }
        return text.utf8[text.utf8.index(text.utf8.startIndex, offsetBy: offset)] & 0xC0 != 0x80
    }
}
