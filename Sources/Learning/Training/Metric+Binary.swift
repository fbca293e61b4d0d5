import Tensors

extension BinaryWriter {
    /// Appends the latest values of metrics, by name in alphabetical order.
    mutating func write(_ metrics: [String: Double]) {
        write(metrics.count)
        for name in metrics.keys.sorted() {
            write(name)
            write(metrics[name, default: 0])
        }
    }
}

extension BinaryReader {
    /// The next values of metrics.
    mutating func readMetrics() throws(BinaryError) -> [String: Double] {
        var metrics: [String: Double] = [:]
        for _ in 0..<(try readInt(in: 0...10_000)) {
            let name = try readString()
            metrics[name] = try readDouble()
        }
        return metrics
    }
}
