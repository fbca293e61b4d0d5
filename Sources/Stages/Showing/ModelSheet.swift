import Artifacts
import Learning

/// The cards of the models that a `train` stage gave, and how their training went.
package struct ModelSheet: Sheet {
    /// One model.
    package struct Line: Encodable, Hashable, Sendable {
        /// "all", "height 1", or a book and a node.
        package var scope: String
        /// The model's digest, in hexadecimal.
        package var digest: String
        /// "policy", "reward" or "decomposer".
        package var kind: String
        /// How the model was made, and from what.
        package var card: ModelCard
        /// What gave the model that it started from.
        package var from: String?
        /// What was measured at each step.
        package var curves: [TrainingMetrics]
    }

    /// A line a model, the one that is shared by all nodes first.
    package let lines: [Line]

    /// A sheet of models.
    package init(_ lines: [Line]) { self.lines = lines }

    /// The sheet as people read it.
    package func text(_ page: Page) -> String {
        guard let first = lines.first else { return "no models" }
        var parts = [lines.count == 1 ? card(of: first, page) : overview(first, page)]
        let curves = curves(of: first, page)
        if !curves.isEmpty {
            parts.append((lines.count == 1 ? "" : "training of '\(first.scope)':\n") + curves)
        }
        if lines.count > 1, !curves.isEmpty {
            parts.append("another model's card and curves: give its digest instead of the stage")
        }
        return parts.joined(separator: "\n\n")
    }

    private func card(of line: Line, _ page: Page) -> String {
        var rows = [["kind", line.kind], ["method", line.card.method], ["digest", line.digest]]
        if !line.card.from.isEmpty {
            rows.append(["from", line.card.from + (line.from.map { " (\($0))" } ?? "")])
        }
        rows += line.card.counts.sorted { $0.key < $1.key }.map { [$0.key, Figures.grouped($0.value)] }
        rows += line.card.settings.sorted { $0.key < $1.key }.map { ["with \($0.key)", $0.value] }
        // What has a curve stands there.
        let curves = Set(line.curves.flatMap { $0.values.map(\.name) })
        rows += line.card.metrics.filter { !curves.contains($0.key) }.sorted { $0.key < $1.key }.map {
            [$0.key, Figures.compact($0.value)]
        }
        return Table([.words(""), .rest("")], rows: rows).text(width: page.width)
    }

    /// A row a model; what all have in common stands above it.
    private func overview(_ first: Line, _ page: Page) -> String {
        let settings = first.card.settings.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        let counts = lines.flatMap { $0.card.counts.keys.sorted() }.distinct
        let metrics = lines.flatMap { $0.card.metrics.keys.sorted() }.distinct
        let (shown, rest) = page.first(lines, of: "model")
        let table = Table(
            [.words("scope"), .words("digest"), .words("from")] + counts.map(Table.Column.number)
                + metrics.map(Table.Column.number),
            rows: shown.map { line in
                [line.scope, String(line.digest.prefix(12)), line.card.from]
                    + counts.map { line.card.counts[$0].map(String.init) ?? "" }
                    + metrics.map { line.card.metrics[$0].map(Figures.compact) ?? "" }
            })
        return "\(Figures.count(lines.count, "\(first.kind) model")) by \(first.card.method)\n"
            + (settings.isEmpty
                ? "" : "with \(settings.joined(separator: ", "))".wrapped(to: page.width) + "\n") + "\n"
            + table.text(width: page.width) + (rest.map { "\n\($0)" } ?? "")
    }

    /// A row a metric: first and last value, and the curve between them.
    private func curves(of line: Line, _ page: Page) -> String {
        let names = line.curves.flatMap { $0.values.map(\.name) }.distinct
        var table = Table([
            .words("metric"), .number("steps"), .number("first"), .number("last"), .words("curve"),
        ])
        for name in names {
            let values = line.curves.compactMap { step in step.values.first { $0.name == name }?.value }
            guard let first = values.first, let last = values.last else { continue }
            table.rows.append([
                name, String(values.count), Figures.compact(first), Figures.compact(last),
                Sparkline(values).text(width: max(8, min(40, page.width - 56))),
            ])
        }
        return table.rows.isEmpty ? "" : table.text(width: page.width)
    }
}

extension ModelSet {
    /// The models with the names of their scopes, the shared one first, nodes in the order of the text.
    package var scopes: [(name: String, model: Digest)] {
        [("all", shared)] + heights.sorted { $0.key < $1.key }.map { ("height \($0.key)", $0.value) }
            + nodes.sorted { $0.key.nodeOrder.lexicographicallyPrecedes($1.key.nodeOrder) }.map {
                ($0.key, $0.value)
            }
    }
}

extension String {
    /// A path such as `book/0.10` in parts that compare as people count: 0.9 before 0.10.
    var nodeOrder: [String] {
        split(whereSeparator: { "./".contains($0) }).map { part in
            String(repeating: "0", count: max(0, 6 - part.count)) + part
        }
    }
}
