import Pipeline
import Text

/// Holds the leaves of one book against the book's own sections.
struct CutScoring {
    /// How the book was cut.
    let entry: Forest.Entry
    /// The book that was cut.
    let book: Book

    /// The row that says how far apart the units are that Pk and WindowDiff look at.
    static let window = "k"

    /// The values of the metrics, and k where one of them depends on it; remarks where one is undefined.
    func scores(_ metrics: [MetricName], _ unit: BookUnits.Unit) -> BookScores {
        var scores = BookScores()
        let units = BookUnits(of: book, unit)
        let leaves = entry.tree.leaves.map { entry.tree.nodes[$0].span.start }
        let cuts = units.segmentation(cutAt: leaves)
        guard !units.sections.boundaries.isEmpty,
            let compared = SegmentationMetrics(hypothesis: cuts.segmentation, reference: units.sections)
        else {
            scores.remarks.append(
                "'\(entry.name)' has no sections to hold its cuts against: it has no "
                    + metrics.map(\.rawValue).joined(separator: ", "))
            return scores
        }
        func add(_ metric: String, _ value: Double) {
            scores.rows.append(
                .init(metric: metric, book: entry.name, height: nil, value: value, count: units.starts.count))
        }
        func f1(within tolerance: Int) -> Double? {
            BoundaryMatch(hypothesis: cuts.segmentation, reference: units.sections, tolerance: tolerance).f1
        }
        for metric in metrics {
            let value: Double? =
                switch metric {
                case .pk: compared.pk
                case .windowdiff: compared.windowDiff
                case .boundaryF1: f1(within: 0)
                case .nearF1: f1(within: 3)
                default: compared.boundarySimilarity
                }
            if let value {
                add(metric.rawValue, value)
            } else {
                scores.remarks.append(
                    "'\(entry.name)' has \(units.starts.count) \(unit.rawValue)s, none \(compared.window) apart: it has no \(metric.rawValue)"
                )
            }
        }
        if metrics.contains(where: { [.pk, .windowdiff].contains($0) }) {
            add(Self.window, Double(compared.window))
        }
        scores.remarks.append(
            "cuts are held against the books' own sections in units of \(unit.rawValue)s; 'structure' reads where they are, 'cuts: given' how many, nothing else is told"
        )
        if cuts.inside > 0 {
            scores.remarks.append(
                "\(cuts.inside) of \(leaves.count) leaves of '\(entry.name)' begin inside a \(unit.rawValue) and count at its nearer end"
            )
        }
        return scores
    }
}

extension MetricName {
    /// Whether it holds leaves against sections.
    var comparesCuts: Bool { [.pk, .windowdiff, .boundarySimilarity, .boundaryF1, .nearF1].contains(self) }
}
