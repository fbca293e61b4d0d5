import Learning
import Pipeline

/// What the scores of rewards have beside a value a metric: accuracy by who wrote the answers, and learning curves.
struct RewardTables {
    private let tables: [ScoreSheet.CellScores]

    /// The tables of the cells that have any.
    init(_ tables: [ScoreSheet.CellScores]) { self.tables = tables }

    /// A row for two writers, over all books; nil where no judgement says who wrote.
    var pairs: Table? {
        let rows = tables.flatMap { table in (table.scores.pairs ?? []).filter { $0.book == nil } }
        guard !rows.isEmpty else { return nil }
        return Table(
            [.words("answers by"), .number("accuracy"), .number("judgements")],
            rows: rows.map {
                [
                    $0.policies.joined(separator: ", "),
                    Figures.metric(MetricName.accuracy.rawValue, $0.accuracy), String($0.count),
                ]
            })
    }

    /// A row for each share of the feedback, a column a metric; nil where nothing was learned from shares.
    var curves: Table? {
        let curved = tables.filter { !($0.scores.curve ?? []).isEmpty }
        guard !curved.isEmpty else { return nil }
        let metrics = curved.flatMap { ($0.scores.curve ?? []).flatMap(\.summary).map(\.metric) }.distinct
        let names = curved.count > 1 || tables.count > 1
        var result = Table(names ? [.words("cell")] : [])
        result.columns += [.number("labels"), .number("minutes")]
        for metric in metrics { result.columns.append(.words(metric)) }
        for table in curved {
            for point in table.scores.curve ?? [] {
                var row = names ? [table.cell] : []
                row += [Figures.grouped(point.labels), Figures.grouped(Int(point.minutes.rounded()))]
                for metric in metrics { row.append(Self.words(point.summary.first { $0.metric == metric })) }
                result.rows.append(row)
            }
        }
        return result
    }

    /// "0.684 (0.610–0.720)"; empty where there is no value.
    private static func words(_ row: Scores.Summary?) -> String {
        row.map { Figures.metric($0.metric, $0.value, low: $0.low, high: $0.high) } ?? ""
    }

    /// Accuracy by writers, then the points of the curve, a line a number.
    static func lines(of table: ScoreSheet.CellScores) -> [ScoreSheet.Line] {
        var lines: [ScoreSheet.Line] = []
        for pair in table.scores.pairs ?? [] {
            lines.append(
                .init(
                    cell: table.cell, metric: MetricName.accuracy.rawValue, book: pair.book,
                    value: pair.accuracy, count: pair.count, policies: pair.policies))
        }
        for point in table.scores.curve ?? [] {
            for row in point.summary {
                var line = ScoreSheet.Line(table.cell, row)
                line.labels = point.labels
                line.minutes = point.minutes
                lines.append(line)
            }
        }
        return lines
    }
}

extension ScoreSheet.Line {
    /// The line of a summary.
    init(_ cell: String, _ row: Scores.Summary, curve: OveroptimisationCurve? = nil) {
        self.init(
            cell: cell, metric: row.metric, value: row.value, count: row.books, low: row.low, high: row.high,
            curve: curve)
    }
}
