/// A table of metrics: one row for each book, height and metric.
package struct Scores: Codable, Hashable, Sendable {
    package struct Row: Codable, Hashable, Sendable {
        package var metric: String
        /// `nil` for a number about a model rather than a book.
        package var book: String?
        /// `nil` for a number about the whole book.
        package var height: Int?
        package var value: Double
        /// How many things the value is the mean of.
        package var count: Int
    }

    package var rows: [Row]
    /// The mean over books (or the only value) of each metric, in the order asked for.
    package var summary: [Summary]
    /// What a reader must know: books without a reference, metrics that were undefined.
    package var remarks: [String]

    package struct Summary: Codable, Hashable, Sendable {
        package var metric: String
        package var value: Double
        package var books: Int
    }

    package func value(of metric: String) -> Double? { summary.first { $0.metric == metric }?.value }
}
