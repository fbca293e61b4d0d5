/// Curves over one axis as rows of letters, each curve from its own least to its own greatest value.
package struct Plot: Sendable {
    /// One curve.
    package struct Curve: Sendable {
        /// What its points are drawn as.
        package var mark: Character
        /// Its points; those that are not numbers are left out.
        package var points: [(x: Double, y: Double)]
        /// The values at the bottom and at the top; its own least and greatest where none are given.
        package var range: ClosedRange<Double>?

        /// A curve drawn with a mark.
        package init(_ mark: Character, _ points: [(x: Double, y: Double)], range: ClosedRange<Double>? = nil)
        {
            self.mark = mark
            self.points = points.filter { $0.x.isFinite && $0.y.isFinite }
            self.range = range
        }
    }

    /// The curves; where two meet the first is seen.
    package var curves: [Curve]
    /// Where a line stands from bottom to top.
    package var line: Double?

    /// A plot of some curves.
    package init(_ curves: [Curve], line: Double? = nil) {
        self.curves = curves
        self.line = line
    }

    /// Rows of `width` letters, the top one first, and the axis beneath.
    package func text(width: Int, height: Int) -> String {
        let all = curves.flatMap { $0.points.map(\.x) }
        guard let low = all.min(), let high = all.max(), high > low, width > 1, height > 1 else { return "" }
        var rows = [[Character]](repeating: .init(repeating: " ", count: width), count: height)
        func place(_ value: Double, _ low: Double, _ high: Double, of count: Int) -> Int? {
            let share = (value - low) / (high - low)
            return share >= 0 && share <= 1 ? Int((share * Double(count - 1)).rounded()) : nil
        }
        if let line, let column = place(line, low, high, of: width) {
            for row in rows.indices { rows[row][column] = "|" }
        }
        for curve in curves.reversed() {
            guard let least = curve.range?.lowerBound ?? curve.points.map(\.y).min(),
                let most = curve.range?.upperBound ?? curve.points.map(\.y).max(), most > least
            else { continue }
            for point in curve.points {
                guard let column = place(point.x, low, high, of: width),
                    let row = place(point.y, least, most, of: height)
                else { continue }
                rows[height - 1 - row][column] = curve.mark
            }
        }
        let drawn = rows.map { row -> String in
            var text = String(row)
            while text.last == " " { text.removeLast() }
            return text
        }
        return (drawn + [String(repeating: "-", count: width)]).joined(separator: "\n")
    }
}
