/// Numbers by columns, each put into one of at most 256 bins: where a tree may divide them. With more values than that the
/// bins hold about equally many rows, but for values that many rows share, which have one each.
package struct BinnedColumns: Sendable {
    /// The most bins of a column: as many as a byte holds, for what tells a beginning lies at the ends of a column.
    static let most = 256

    /// How many rows there are.
    package let count: Int
    /// The bin of each number, column by column.
    private let bins: [UInt8]
    /// For each column the greatest number of each bin but the last: midway to the next number that is there.
    private let bounds: [[Float]]

    /// Of rows of numbers, [rows, columns].
    package init(_ rows: [Float], columns: Int) {
        count = rows.count / max(1, columns)
        var bins = [UInt8](repeating: 0, count: rows.count)
        var bounds: [[Float]] = []
        for column in 0..<columns {
            let values = (0..<count).map { rows[$0 * columns + column] }
            let found = Self.bounds(of: values)
            for (row, value) in values.enumerated() {
                bins[column * count + row] = UInt8(Self.bin(of: value, found))
            }
            bounds.append(found)
        }
        (self.bins, self.bounds) = (bins, bounds)
    }

    /// How many columns there are.
    package var columns: Int { bounds.count }

    /// How many bins a column has.
    func binCount(_ column: Int) -> Int { bounds[column].count + 1 }

    /// The bin of a row in a column.
    func bin(_ row: Int, _ column: Int) -> Int { Int(bins[column * count + row]) }

    /// The greatest number of a bin that is not the last of its column.
    func bound(_ bin: Int, _ column: Int) -> Float { bounds[column][bin] }

    /// The bins of a column, row by row.
    func withBins<Result>(_ column: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        bins.withUnsafeBufferPointer {
            body(UnsafeBufferPointer(rebasing: $0[(column * count)..<((column + 1) * count)]))
        }
    }

    /// The bin of a number: the first whose bound is not below it.
    private static func bin(of value: Float, _ bounds: [Float]) -> Int {
        var (low, high) = (0, bounds.count)
        while low < high {
            let middle = (low + high) / 2
            if bounds[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The bin of a number that ends a bin of its column; `nil` for any other.
    func bin(endingAt bound: Float, _ column: Int) -> Int? {
        let bin = Self.bin(of: bound, bounds[column])
        return bin < bounds[column].count && bounds[column][bin] == bound ? bin : nil
    }

    private static func bounds(of values: [Float]) -> [Float] {
        let sorted = values.sorted()
        var distinct: [(value: Float, until: Int)] = []
        for (index, value) in sorted.enumerated() {
            if distinct.last?.value == value {
                distinct[distinct.count - 1].until = index + 1
            } else {
                distinct.append((value, index + 1))
            }
        }
        var bounds: [Float] = []
        var closed = 0
        for (place, (value, until)) in distinct.enumerated().dropLast() {
            // With few values each has a bin; otherwise a bin ends where it has its share of the rows that are left.
            let isFull =
                distinct.count <= most
                || (until - closed) * (most - bounds.count) >= sorted.count - closed
            guard isFull, bounds.count < most - 1 else { continue }
            closed = until
            let next = distinct[place + 1].value
            let middle = value / 2 + next / 2
            bounds.append(middle >= value && middle < next ? middle : value)
        }
        return bounds
    }
}
