import Text

/// Sentences of root answers with the way to their sources.
package struct TraceSheet: Sheet {
    /// One sentence.
    package struct Line: Encodable, Hashable, Sendable {
        /// The sentence at one node on the way down.
        package struct Step: Encodable, Hashable, Sendable {
            /// The path of the node in its tree: `0` for the root, `0.3.7` below it.
            package var path: String
            /// The height of the node: 0 for a leaf.
            package var height: Int
            /// The sentence, on one line.
            package var sentence: String
            /// How it was found in what the node was shown, in words.
            package var found: String
        }

        /// A place of the book.
        package struct Place: Encodable, Hashable, Sendable {
            /// The path of the leaf that it lies in.
            package var leaf: String
            /// In the cleaned text, in UTF-8.
            package var start: Int
            /// Where it ends there, one past the last byte.
            package var end: Int
            /// Its words there, line breaks as they are.
            package var source: String
            /// Where it stands in the book's file; `nil` where that is not known.
            package var file: SourcePlace?
        }

        /// The name of the book.
        package var book: String
        /// The sentence's number, from 1, over all root answers of the book.
        package var number: Int
        /// Whether every step is a copy of the one below.
        package var exact: Bool
        /// The way down, from the root.
        package var steps: [Step]
        /// Where it ends, in the order of the text; none where the way was lost.
        package var places: [Place]
    }

    private let traces: [(trace: SentenceTrace, files: [SourcePlace?])]

    /// - Parameter traces: each with where its places stand in the book's file, as far as that is known.
    package init(_ traces: [(trace: SentenceTrace, files: [SourcePlace?])]) { self.traces = traces }

    /// A line a sentence.
    package var lines: [Line] {
        traces.map { trace, files in
            Line(
                book: trace.book, number: trace.number, exact: trace.isExact,
                steps: trace.steps.map {
                    .init(path: $0.path, height: $0.height, sentence: $0.sentence, found: $0.finding.words)
                },
                places: zip(trace.places, files).map { place, file in
                    .init(
                        leaf: place.path, start: place.span.start, end: place.span.end, source: place.source,
                        file: file)
                })
        }
    }

    /// One sentence step by step; of several a row each.
    package func text(_ page: Page) -> String {
        guard let first = traces.first else { return "no sentences: the answers are empty" }
        return traces.count == 1 ? way(first.trace, first.files, page) : list(page)
    }

    private func list(_ page: Page) -> String {
        traces.map(\.trace.book).distinct.map { book in
            let part = traces.map(\.trace).filter { $0.book == book }
            let (shown, rest) = page.first(part, of: "sentence")
            let table = Table(
                [.number("no."), .words("leaf"), .words("found"), .words("bytes"), .rest("sentence")],
                rows: shown.map { trace in
                    [
                        String(trace.number), trace.places.map(\.path).distinct.listed ?? "-", trace.fidelity,
                        trace.places.map { "\($0.span.start)–\($0.span.end)" }.listed ?? "-",
                        trace.sentence,
                    ]
                })
            return "\(book)\n" + table.text(width: page.width, indent: 2) + (rest.map { "\n  \($0)" } ?? "")
        }.joined(separator: "\n\n")
    }

    private func way(_ trace: SentenceTrace, _ files: [SourcePlace?], _ page: Page) -> String {
        let steps = Table(
            [.words(""), .words(""), .words(""), .rest("")],
            rows: trace.steps.enumerated().map { index, step in
                let next = index + 1 < trace.steps.count ? "the answer of \(trace.steps[index + 1].path)" : ""
                let from = step.finding == .nowhere ? "" : " from \(step.height == 0 ? "the text" : next)"
                return [
                    step.path, step.height == 0 ? "leaf" : "height \(step.height)", step.finding.words + from,
                    step.sentence,
                ]
            })
        var text = "\(trace.book), sentence \(trace.number) of the root's answer\n\n"
        text += trace.sentence.wrapped(to: page.width, indent: 2) + "\n\n"
        text += steps.text(width: page.width)
        if trace.places.isEmpty {
            return text + "\n\nthe way ends here: nothing in what this node was shown shares a word with it"
        }
        for (place, file) in zip(trace.places, files) {
            text +=
                "\n\nbytes \(Figures.grouped(place.span.start)) to \(Figures.grouped(place.span.end)) of the cleaned text"
            if let file { text += "; \(file.words)" }
            text +=
                "\n"
                + place.source.split(separator: "\n", omittingEmptySubsequences: false).map { "  | " + $0 }
                .joined(separator: "\n")
        }
        return text
    }
}

extension SentenceTrace {
    /// "exactly", "in 2 parts", "no source", or the least share of words that a step has: "72 % of words".
    fileprivate var fidelity: String {
        if isExact { return places.count == 1 ? "exactly" : "in \(places.count) parts" }
        if places.isEmpty { return "no source" }
        let shares = steps.compactMap { if case .nearest(let share) = $0.finding { share } else { nil } }
        return "\(Int(((shares.min() ?? 0) * 100).rounded())) % of words"
    }
}

extension [String] {
    /// "a", or "a +2" for three.
    fileprivate var listed: String? { first.map { count > 1 ? "\($0) +\(count - 1)" : $0 } }
}
