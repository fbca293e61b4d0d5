/// What the length of a piece costs where the number of pieces is given, and so their mean length.
package enum Evenness: Hashable, Sendable {
    /// So many nats for a piece twice as long as the mean, or without any words; it grows with the square of the relative
    /// difference.
    case price(Double)
    /// What lengths are like of which the logarithm, relative to the mean, is normal with this mean and deviation: the
    /// negative log-density of that, less a constant.
    case logNormal(mean: Double, deviation: Double)

    /// The least relative length that is told from none.
    private static let least = 0.01
    /// The least deviation that is believed: lengths that are all the same say nothing of how much others may differ.
    private static let leastDeviation = 0.05

    /// The price of a piece of some length where pieces have this mean, in nats.
    package func price(ofLength length: Double, mean average: Double) -> Double {
        switch self {
        case .price(let price):
            let uneven = (length - average) / average
            return price * uneven * uneven
        case .logNormal(let mean, let deviation):
            let away = (naturalLogarithm(max(length / average, Self.least)) - mean) / deviation
            return away * away / 2
        }
    }

    /// The log-normal lengths under which those of some pieces, relative to the mean, are likeliest; `nil` for no pieces.
    package static func fitted(to ratios: [Double]) -> Evenness? {
        guard !ratios.isEmpty else { return nil }
        let logs = ratios.map { naturalLogarithm(max($0, least)) }
        let mean = logs.reduce(0, +) / Double(logs.count)
        let square = logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(logs.count)
        return .logNormal(mean: mean, deviation: max(leastDeviation, square.squareRoot()))
    }
}

extension Evenness: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
    /// A price.
    package init(floatLiteral price: Double) { self = .price(price) }
    /// A price.
    package init(integerLiteral price: Int) { self = .price(Double(price)) }
}
