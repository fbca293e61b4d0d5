import Text

/// The answers to each book: the root's first, then how long those below are.
package struct AnswersSheet: Sheet {
    /// One answer.
    package struct Line: Encodable, Hashable, Sendable {
        /// The name of the book.
        package var book: String
        /// The path of the node in its tree: `0` for the root, `0.3.7` below it.
        package var path: String
        /// The height of the node: 0 for a leaf.
        package var height: Int
        /// Words of the answer.
        package var words: Int
        /// Most words that it was allowed.
        package var limit: Int
        /// The answer's digest.
        package var digest: String
        /// The answer.
        package var text: String
    }

    /// A line an answer: book by book, depth first, each answer before those that it is made of.
    package let lines: [Line]

    /// - Parameter lines: in any order; they are put depth first, each answer before those that it is made of.
    package init(_ lines: [Line]) {
        let books = Dictionary(grouping: lines, by: \.book)
        self.lines = lines.map(\.book).distinct.flatMap { book in
            (books[book] ?? []).sorted { $0.path.nodeOrder.lexicographicallyPrecedes($1.path.nodeOrder) }
        }
    }

    /// The sheet as people read it.
    package func text(_ page: Page) -> String {
        lines.map(\.book).distinct.map { book in
            let answers = lines.filter { $0.book == book }
            return page.showsContent ? whole(book, answers, page) : summary(book, answers, page)
        }.joined(separator: "\n\n")
    }

    private func summary(_ book: String, _ answers: [Line], _ page: Page) -> String {
        let top = answers.map(\.depth).min() ?? 0
        let roots = answers.filter { $0.depth == top }
        let (shown, rest) = page.first(roots, of: "answer")
        let texts = shown.map { root in
            let name = root.depth == 0 ? "" : "  \(root.path):\n"
            return name + (root.text.isEmpty ? "(empty)" : root.text).wrapped(to: page.width, indent: 2)
        }
        var table = Table([
            .number("height"), .number("answers"), .number("mean words"), .number("fewest"), .number("most"),
            .number("allowed"),
        ])
        for height in Set(answers.map(\.height)).sorted(by: >) {
            let part = answers.filter { $0.height == height }
            let words = part.map(\.words)
            table.rows.append([
                String(height), String(words.count), Figures.fixed(words.mean, 1), String(words.min() ?? 0),
                String(words.max() ?? 0), String(part.map(\.limit).max() ?? 0),
            ])
        }
        return "\(book)\n\n" + texts.joined(separator: "\n") + (rest.map { "\n  \($0)" } ?? "") + "\n\n"
            + table.text(width: page.width, indent: 2)
    }

    private func whole(_ book: String, _ answers: [Line], _ page: Page) -> String {
        let (shown, rest) = page.first(answers, of: "answer")
        return book + "\n"
            + shown.map { line in
                let margin = line.depth * 2
                return String(repeating: " ", count: margin)
                    + "\(line.path)  height \(line.height), \(line.words) of \(Figures.count(line.limit, "word"))\n"
                    + (line.text.isEmpty ? "(empty)" : line.text).wrapped(to: page.width, indent: margin + 2)
            }.joined(separator: "\n") + (rest.map { "\n\($0)" } ?? "")
    }
}

extension AnswersSheet.Line {
    fileprivate var depth: Int { path.count { $0 == "." } }
}
