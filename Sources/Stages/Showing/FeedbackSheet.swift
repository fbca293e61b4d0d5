import Learning
import Text

/// What overseers said, a judgement a row, and what it cost.
package struct FeedbackSheet: Sheet {
    /// One judgement.
    package struct Line: Encodable, Hashable, Sendable {
        /// The feedback kind, as in a pipeline file's `for:`.
        package var kind: String
        /// Who judged.
        package var person: String
        /// The name of the book.
        package var book: String
        /// The path of the node in its book's tree.
        package var node: String
        /// The height of the node: 0 for a leaf.
        package var height: Int
        /// What was said, in a few words.
        package var said: String
        /// P(the first candidate is better), for a comparison.
        package var preference: Double?
        /// Words of each candidate, or of the text that was written.
        package var words: [Int]
        /// Words read.
        package var read: Int
        /// Minutes of reading and judging.
        package var minutes: Double
        /// The question that was judged, by the digest of what was asked.
        package var item: String
        /// The candidates, and behind them what was written.
        package var texts: [String]
        /// How many of them are candidates.
        package var candidates: Int
    }

    /// A line a judgement, in the order of the set.
    package let lines: [Line]

    /// The sheet of a set of feedback.
    package init(_ feedback: FeedbackSet) {
        lines = feedback.judgements.map { judgement in
            let comparison = judgement as? Comparison
            let texts = judgement.texts
            return Line(
                kind: type(of: judgement).name, person: judgement.person, book: judgement.passage.book,
                node: judgement.passage.node, height: judgement.passage.height,
                said: judgement.summary, preference: comparison?.preference,
                words: texts.map(wordCount), read: judgement.effort.words, minutes: judgement.effort.minutes,
                item: judgement.item, texts: texts, candidates: judgement.question.candidates.count)
        }
    }

    /// The sheet as people read it.
    package func text(_ page: Page) -> String {
        guard !lines.isEmpty else { return "no judgements" }
        let (shown, rest) = page.first(lines, of: "judgement")
        var text: String
        if page.showsContent {
            text = shown.map { $0.heading + "\n" + $0.content(page) }.joined(separator: "\n\n")
        } else {
            text = table(shown).text(width: page.width)
        }
        if let rest { text += "\n" + rest }
        return text + "\n\n" + totals.joined(separator: "\n")
    }

    /// A row a judgement; columns that would say the same in each row are left out.
    private func table(_ shown: ArraySlice<Line>) -> Table {
        let hasPeople = lines.contains { $0.person != lines[0].person }
        let hasPairs = lines.contains { $0.preference != nil }
        var table = Table([.words("kind")])
        if hasPeople { table.columns.append(.words("by")) }
        table.columns += [.words("book"), .words("node"), .words("said")]
        if hasPairs { table.columns.append(.number("P(first)")) }
        table.columns += [.number("words"), .number("minutes")]
        for line in shown {
            var row = [line.kind]
            if hasPeople { row.append(line.person) }
            row += [line.book, line.node, line.said.onOneLine.cut(to: 32)]
            if hasPairs { row.append(line.preference.map { Figures.fixed($0, 2) } ?? "") }
            row += [line.words.map(String.init).joined(separator: "/"), Figures.fixed(line.minutes, 1)]
            table.rows.append(row)
        }
        return table
    }

    /// What was said in all, a sentence each.
    private var totals: [String] {
        var totals: [String] = []
        for kind in lines.map(\.kind).distinct {
            let part = lines.filter { $0.kind == kind }
            totals.append(
                "\(Figures.count(part.count, kind)) on \(Figures.count(Set(part.map(\.place)).count, "node")) of "
                    + "\(Figures.count(Set(part.map(\.book)).count, "book")), by \(part.map(\.person).distinct.joined(separator: ", "))"
            )
        }
        let read = lines.map(\.read).reduce(0, +)
        let minutes = lines.map(\.minutes).reduce(0, +)
        totals.append(
            "\(Figures.duration(minutes * 60)) of reading and judging"
                + (read > 0 ? ", \(Figures.count(read, "word")) read" : "")
                + "; \(Figures.duration(minutes * 60 / Double(lines.count))) a judgement")
        let compared = lines.filter { $0.preference != nil }
        if !compared.isEmpty { totals += comparisonTotals(compared) }
        return totals
    }

    /// What biases of comparisons look like, and how far people agree with one another.
    private func comparisonTotals(_ compared: [Line]) -> [String] {
        let decided = compared.filter { $0.preference != 0.5 }
        var totals = [
            "the first candidate was better in \(share(decided.filter(\.isFirstBetter).count, of: decided.count)); "
                + Figures.count(compared.count - decided.count, "tie")
        ]
        let unequal = decided.filter { $0.words[0] != $0.words[1] }
        if !unequal.isEmpty {
            let longer = unequal.filter { $0.isFirstBetter == ($0.words[0] > $0.words[1]) }.count
            totals.append("the longer candidate was better in \(share(longer, of: unequal.count))")
        }
        let (agreed, pairs) = agreement(decided)
        if pairs > 0 {
            totals.append("two people who judged the same pair agreed in \(share(agreed, of: pairs))")
        }
        return totals
    }

    private func agreement(_ decided: [Line]) -> (agreed: Int, pairs: Int) {
        var agreed = 0
        var pairs = 0
        for group in Dictionary(grouping: decided, by: \.item).values where group.count > 1 {
            for (place, one) in group.enumerated() {
                for other in group[(place + 1)...] {
                    pairs += 1
                    if one.isFirstBetter == other.isFirstBetter { agreed += 1 }
                }
            }
        }
        return (agreed, pairs)
    }

    private func share(_ part: Int, of whole: Int) -> String {
        "\(part) of \(whole)"
            + (whole > 0 ? " (\(Int((Double(part) / Double(whole) * 100).rounded())) %)" : "")
    }
}

extension FeedbackSheet.Line {
    fileprivate var place: String { book + "/" + node }
    fileprivate var isFirstBetter: Bool { (preference ?? 0.5) > 0.5 }

    fileprivate var heading: String {
        var said = preference.map { ", \(self.said), P(first) \(Figures.fixed($0, 2))" } ?? ""
        if preference == nil, candidates > 0 { said = ", \(self.said.onOneLine)" }
        return "\(book) \(node): \(kind) by \(person)\(said)"
    }

    fileprivate func content(_ page: Page) -> String {
        if candidates == 0 { return (texts.first ?? "").wrapped(to: page.width, indent: 2) }
        return texts.enumerated().map { place, text in
            "  \(name(of: place)):\n" + text.wrapped(to: page.width, indent: 4)
        }.joined(separator: "\n")
    }

    private func name(of place: Int) -> String {
        if place >= candidates { return "corrected" }
        if candidates == 1 { return "answer" }
        return candidates == 2 && preference != nil ? ["first", "second"][place] : String(place + 1)
    }
}

extension Array where Element: Hashable {
    /// Each element once, in order of first use.
    var distinct: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
