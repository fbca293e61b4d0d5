import Text

/// The trees of a forest: how each book was cut.
package struct ForestSheet: Sheet {
    /// One node.
    package struct Line: Encodable, Hashable, Sendable {
        /// The name of the book.
        package var book: String
        /// The path of the node in its tree: `0` for the root, `0.3.7` below it.
        package var path: String
        /// The height of the node: 0 for a leaf.
        package var height: Int
        /// How many nodes stand above it: 0 for the root.
        package var depth: Int
        /// Where its part of the book's cleaned text starts, in bytes of UTF-8.
        package var start: Int
        /// Where its part ends, one past the last byte.
        package var end: Int
        /// Words of its part of the text.
        package var words: Int
        /// The first words of its part of the text.
        package var opening: String
    }

    /// Words of a node's opening.
    static let openingWords = 24

    /// Depth first, book by book.
    package let lines: [Line]

    /// - Parameter texts: the text of each book of the forest, in its order.
    package init(_ forest: Forest, texts: [String]) {
        lines = zip(forest.entries, texts).flatMap { entry, text in
            entry.tree.depthFirst.map { node in
                let part = text.utf8(in: node.span)
                let opening = part.split(maxSplits: Self.openingWords, whereSeparator: \.isWhitespace)
                    .prefix(Self.openingWords).joined(separator: " ")
                return Line(
                    book: entry.name, path: node.path, height: node.height, depth: node.depth,
                    start: node.span.start,
                    end: node.span.end, words: node.words, opening: opening)
            }
        }
    }

    /// The sheet as people read it.
    package func text(_ page: Page) -> String {
        var parts = [counts.text(width: page.width)]
        for book in books {
            let nodes = lines.filter { $0.book == book }
            let leaves = nodes.filter { $0.height == 0 }.count
            parts.append(
                "\(book): \(Figures.count(nodes.first?.words ?? 0, "word")) in \(Figures.count(leaves, "leaf", "leaves")), "
                    + "height \(nodes.first?.height ?? 0)\n" + tree(nodes, page))
        }
        return parts.joined(separator: "\n\n")
    }

    private var books: [String] {
        var seen: Set<String> = []
        return lines.map(\.book).filter { seen.insert($0).inserted }
    }

    /// Nodes by height, the root's on top.
    private var counts: Table {
        var table = Table([
            .number("height"), .number("nodes"), .number("mean words"), .number("fewest"), .number("most"),
        ])
        for height in Set(lines.map(\.height)).sorted(by: >) {
            let words = lines.filter { $0.height == height }.map(\.words)
            table.rows.append([
                String(height), String(words.count), Figures.fixed(words.mean, 1), String(words.min() ?? 0),
                String(words.max() ?? 0),
            ])
        }
        return table
    }

    private func tree(_ nodes: [Line], _ page: Page) -> String {
        let (shown, rest) = page.first(nodes, of: "node")
        let table = Table(
            [.words("node"), .number("height"), .number("words"), .rest("begins with")],
            rows: shown.map { node in
                [
                    String(repeating: " ", count: node.depth) + node.path, String(node.height),
                    String(node.words),
                    node.opening,
                ]
            })
        return table.text(width: page.width, indent: 2) + (rest.map { "\n  \($0)" } ?? "")
    }
}

extension Tree {
    /// Each node before its children, in the order of the text.
    var depthFirst: [Text.Node] {
        var order: [Text.Node] = []
        var open = nodes.isEmpty ? [] : [0]
        while let index = open.popLast() {
            order.append(nodes[index])
            open += nodes[index].children.reversed()
        }
        return order
    }
}

extension [Int] {
    /// 0 for none.
    var mean: Double { isEmpty ? 0 : Double(reduce(0, +)) / Double(count) }
}
