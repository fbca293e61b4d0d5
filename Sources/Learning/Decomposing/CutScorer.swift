import Tensors
import Text

/// A small network, or one and boosted trees, that say how much a cut is wanted at each place of a text.
///
/// Features are standardised by the mean and deviation of what was learned from. A score is a log-weight: ways to cut
/// are as likely as the exponential of their cuts' sum (see ``PartitionDistribution``).
package struct CutScorer: Hashable, Sendable {
    /// How much of a book it sees.
    package let view: CutView
    /// The mean of each feature where it was learned.
    package private(set) var means: [Float]
    /// The standard deviation of each feature where it was learned, never 0.
    package private(set) var deviations: [Float]
    /// What is known before anything is learned: a weight for each feature as it is, added to the network's score.
    package var prior: [Float]
    /// The network from standardised features to a score.
    package var network: Perceptron
    /// Trees over the features as they are and as ``compared(_:columns:)`` adds to them, whose log-odds are averaged with the
    /// network's; `nil` for none.
    package var trees: BoostedTrees?

    /// An untrained scorer for texts like these: its scores are nearly 0 everywhere.
    ///
    /// - Parameter rows: the features of places, row by row.
    package init(view: CutView = .place, rows: [Float], hidden: Int, using stream: inout RandomStream) {
        self.view = view
        let columns = view.columnCount
        let count = rows.count / columns
        var sums = [Double](repeating: 0, count: columns)
        var squares = sums
        for (index, value) in rows.enumerated() {
            sums[index % columns] += Double(value)
            squares[index % columns] += Double(value) * Double(value)
        }
        means = sums.map { count == 0 ? 0 : Float($0 / Double(count)) }
        deviations = zip(sums, squares).map { sum, square in
            guard count > 0 else { return 1 }
            let mean = sum / Double(count)
            let deviation = max(0, square / Double(count) - mean * mean).squareRoot()
            return deviation > 1e-6 ? Float(deviation) : 1
        }
        prior = [Float](repeating: 0, count: columns)
        network = Self.untrained(.init(inputs: columns, hidden: hidden), using: &stream)
    }

    private static func untrained(_ shape: Perceptron.Shape, using stream: inout RandomStream) -> Perceptron {
        Perceptron(shape: shape, body: 0.5, head: 0.5, using: &stream)
    }

    /// Draws another untrained network in the place of this one.
    mutating func redraw(using stream: inout RandomStream) {
        network = Self.untrained(network.shape, using: &stream)
    }

    /// A scorer with given parts; nil where they do not fit each other or any ``CutView``.
    package init?(means: [Float], deviations: [Float], prior: [Float], network: Perceptron) {
        guard let view = CutView(columns: means.count), deviations.count == means.count,
            prior.count == means.count, network.shape.inputs == means.count, network.shape.outputs == 1,
            means.allSatisfy(\.isFinite), prior.allSatisfy(\.isFinite),
            deviations.allSatisfy({ $0.isFinite && $0 > 0 })
        else { return nil }
        (self.view, self.means, self.deviations, self.prior, self.network) = (
            view, means, deviations, prior, network
        )
    }

    /// Rows as the network takes them: less the mean, over the deviation, at most 6 from 0.
    package func standardised(_ rows: [Float]) -> [Float] {
        let columns = means.count
        return rows.indices.map {
            let column = $0 % columns
            return min(6, max(-6, (rows[$0] - means[column]) / deviations[column]))
        }
    }

    /// Rows as trees take them, [rows, 3 · columns]: each with how much greater its numbers are than those of the row before,
    /// then than those of the row after; 0 at the ends. Of two places that look like a beginning one is more so.
    package static func compared(_ rows: [Float], columns: Int) -> [Float] {
        var result: [Float] = []
        result.reserveCapacity(3 * rows.count)
        for start in stride(from: 0, to: rows.count, by: columns) {
            let row = rows[start..<(start + columns)]
            result += row
            for other in [max(0, start - columns), min(rows.count - columns, start + columns)] {
                result += zip(row, rows[other..<(other + columns)]).map { $0 - $1 }
            }
        }
        return result
    }

    /// The part of each place's score that is known before anything is learned.
    package func priorScores(_ rows: [Float]) -> [Double] {
        stride(from: 0, to: rows.count, by: prior.count).map { start in
            var sum = 0.0
            for (column, weight) in prior.enumerated() where weight != 0 {
                sum += Double(weight) * Double(rows[start + column])
            }
            return sum
        }
    }

    /// The score of each place of a reading.
    package func scores(_ reading: CutReading) -> [Double] {
        scores(rows: reading.rows)
    }

    /// The score of each of some places that follow one another, whose features are given row by row.
    package func scores(rows: [Float]) -> [Double] {
        guard !rows.isEmpty else { return [] }
        let learned = network.forward(standardised(rows)).outputs.map(Double.init)
        var all = learned
        if let trees {
            let grown = trees.scores(Self.compared(rows, columns: means.count))
            all = zip(learned, grown).map { ($0 + $1) / 2 }
        }
        return zip(all, priorScores(rows)).map { $0 + $1 }
    }
}
