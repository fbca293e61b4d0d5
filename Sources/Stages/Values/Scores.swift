import Learning

/// A table of metrics: one row for each book, height and metric.
package struct Scores: Codable, Hashable, Sendable {
    /// One measured value.
    package struct Row: Codable, Hashable, Sendable {
        /// The metric's name, as a pipeline file writes it.
        package var metric: String
        /// `nil` for a number about a model rather than a book.
        package var book: String?
        /// `nil` for a number about the whole book.
        package var height: Int?
        /// The value, in the unit of its metric: words for `words`, nats for `kl`, from 0 to 1 for `rouge-1`.
        package var value: Double
        /// How many things the value is the mean of.
        package var count: Int
        /// The lower end of its 95 % interval; `nil` where none is measured.
        package var low: Double?
        /// The upper end of its interval, or its upper bound where there is no `low`.
        package var high: Double?
    }

    /// More than can be counted, so that counts can be added.
    private static let most = 1_000_000_000_000

    /// Reads scores; throws `DecodingError` where a count cannot be.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        rows = try container.decode([Row].self, forKey: .rows)
        summary = try container.decode([Summary].self, forKey: .summary)
        remarks = try container.decode([String].self, forKey: .remarks)
        reliability = try container.decodeIfPresent(Reliability.self, forKey: .reliability)
        curves = try container.decodeIfPresent([OveroptimisationCurve].self, forKey: .curves)
        pairs = try container.decodeIfPresent([Pair].self, forKey: .pairs)
        curve = try container.decodeIfPresent([CurvePoint].self, forKey: .curve)
        guard rows.allSatisfy({ (0...Self.most).contains($0.count) }) else {
            throw DecodingError.dataCorruptedError(
                forKey: .rows, in: container, debugDescription: "A count is from 0 to \(Self.most).")
        }
    }

    /// Scores that were measured.
    package init(rows: [Row], summary: [Summary], remarks: [String]) {
        self.rows = rows
        self.summary = summary
        self.remarks = remarks
    }

    private enum CodingKeys: String, CodingKey {
        case rows, summary, remarks, reliability, curves, pairs, curve
    }

    /// The measured values; no row where a metric is undefined.
    package var rows: [Row]
    /// The mean over books (or the only value) of each metric, in the order asked for.
    package var summary: [Summary]
    /// What a reader must know: books without a reference, metrics that were undefined.
    package var remarks: [String]
    /// Of a reward: what it expects in bins, with what was judged; `nil` where `calibration` is not measured.
    package var reliability: Reliability?
    /// How proxy and gold go apart, all heights first; `nil` where that was not measured.
    package var curves: [OveroptimisationCurve]?
    /// A reward's accuracy by who wrote the two answers, where judgements say so; nil where none do.
    package var pairs: [Pair]?
    /// A reward's metrics over growing shares of its feedback; nil where it was learned from the whole alone.
    package var curve: [CurvePoint]?

    /// How often a reward prefers what was preferred, of the answers of two writers.
    package struct Pair: Codable, Hashable, Sendable {
        /// The two writers, in alphabetical order.
        package var policies: [String]
        /// nil for all books.
        package var book: String?
        /// The share of judgements that the reward agrees with, ties left out.
        package var accuracy: Double
        /// How many judgements that is the share of.
        package var count: Int
    }

    /// What a reward from a part of the feedback measures.
    package struct CurvePoint: Codable, Hashable, Sendable {
        /// The judgements that it learned from.
        package var labels: Int
        /// The minutes that they took.
        package var minutes: Double
        /// Its metrics, in the order asked for.
        package var summary: [Summary]
    }

    /// One metric over all books.
    package struct Summary: Codable, Hashable, Sendable {
        /// The metric's name, as a pipeline file writes it.
        package var metric: String
        /// The mean over the books that have a value for the whole book, or the value of the model.
        package var value: Double
        /// How many books the value is the mean of; 0 where it is about a model.
        package var books: Int
        /// The lower end of its 95 % interval; `nil` where none is measured.
        package var low: Double?
        /// The upper end of its interval, or its upper bound where there is no `low`.
        package var high: Double?
    }

    /// A metric's value in the summary; `nil` where it could not be measured.
    package func value(of metric: String) -> Double? { summary.first { $0.metric == metric }?.value }

    /// The curve that a metric's value at a height was read from; `nil` where there is none.
    func curve(of metric: String, at height: Int?) -> OveroptimisationCurve? {
        metric == "over-optimisation" ? curves?.first { $0.height == height } : nil
    }
}
