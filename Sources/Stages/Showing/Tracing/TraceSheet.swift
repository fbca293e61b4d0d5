import Text

/// Sentences of root answers with the way to their sources.
package struct TraceSheet: Sheet {
    /// One sentence.
    package struct Line: Encodable, Hashable, Sendable {
        package struct Step: Encodable, Hashable, Sendable {
            package var path: String
            package var height: Int
            package var sentence: String
            package var found: String
        }

        package var book: String
        package var number: Int
        package var steps: [Step]
        package var exact: Bool
        package var start: Int?
        package var end: Int?
        package var source: String?
        package var place: SourcePlace?
    }

    private let traces: [(trace: SentenceTrace, place: SourcePlace?)]

    package init(_ traces: [(trace: SentenceTrace, place: SourcePlace?)]) { self.traces = traces }

    package var lines: [Line] {
        traces.map { trace, place in
            Line(
                book: trace.book, number: trace.number,
                steps: trace.steps.map {
                    .init(path: $0.path, height: $0.height, sentence: $0.sentence, found: $0.finding.words)
                },
                exact: trace.isExact, start: trace.span?.start, end: trace.span?.end, source: trace.source, place: place)
        }
    }

    /// One sentence step by step; of several a row each.
    package func text(_ page: Page) -> String {
        guard let first = traces.first else { return "no sentences: the answers are empty" }
        return traces.count == 1 ? way(first.trace, first.place, page) : list(page)
    }

    private func list(_ page: Page) -> String {
        traces.map(\.trace.book).distinct.map { book in
            let part = traces.filter { $0.trace.book == book }
            let (shown, rest) = page.first(part, of: "sentence")
            let table = Table(
                [.number("no."), .words("leaf"), .words("found"), .words("bytes"), .rest("sentence")],
                rows: shown.map { trace, _ in
                    [
                        String(trace.number), trace.leaf ?? "-", trace.isExact ? "exactly" : trace.weakest,
                        trace.span.map { "\($0.start)–\($0.end)" } ?? "-", trace.sentence,
                    ]
                })
            return "\(book)\n" + table.text(width: page.width, indent: 2) + (rest.map { "\n  \($0)" } ?? "")
        }.joined(separator: "\n\n")
    }

    private func way(_ trace: SentenceTrace, _ place: SourcePlace?, _ page: Page) -> String {
        var text = "\(trace.book), sentence \(trace.number) of the root's answer\n\n"
        text += trace.sentence.wrapped(to: page.width, indent: 2) + "\n\n"
        var last = trace.sentence
        var table = Table([.words(""), .words(""), .rest("")])
        var parts: [String] = []
        for (index, step) in trace.steps.enumerated() {
            if step.sentence != last {
                parts.append(table.text(width: page.width))
                table.rows = []
                parts.append("which there is\n" + step.sentence.wrapped(to: page.width, indent: 2))
                last = step.sentence
            }
            let next = index + 1 < trace.steps.count ? "from the answer of \(trace.steps[index + 1].path)" : "from the text"
            table.rows.append([
                step.path, step.height == 0 ? "leaf" : "height \(step.height)",
                step.finding == .nowhere ? step.finding.words : "\(step.finding.words), \(next)",
            ])
        }
        parts.append(table.text(width: page.width))
        text += parts.filter { !$0.isEmpty }.joined(separator: "\n")
        guard let span = trace.span, let source = trace.source else {
            return text + "\n\nthe way ends here: nothing in what this node was shown shares a word with it"
        }
        text += "\n\nin the book's cleaned text: bytes \(Figures.grouped(span.start)) to \(Figures.grouped(span.end)) (UTF-8)"
        if let place { text += "\nin the file: \(place.words)" }
        return text + "\n\n" + source.split(separator: "\n", omittingEmptySubsequences: false).map { "  | " + $0 }
            .joined(separator: "\n")
    }
}

extension SentenceTrace {
    /// The worst of its findings, in words.
    fileprivate var weakest: String {
        let shares = steps.map { step -> (Double, Finding) in
            switch step.finding {
            case .chosen, .copied: (1, step.finding)
            case .nearest(let share): (share, step.finding)
            case .nowhere: (0, step.finding)
            }
        }
        guard let worst = shares.min(by: { $0.0 < $1.0 }) else { return "-" }
        if case .nearest(let share) = worst.1 { return "\(Int((share * 100).rounded())) % of words" }
        return span == nil ? "no source" : worst.1.words
    }
}
