/// P-values of several tests, raised so that the chance of any false finding stays below the level (Holm 1979).
///
/// The k-th smallest of m is multiplied by m − k + 1; none is less than a smaller one, none is above 1.
package func holm(_ chances: [Double]) -> [Double] {
    var adjusted = chances
    var greatest = 0.0
    let order = chances.indices.sorted { (chances[$0], $0) < (chances[$1], $1) }
    for (place, index) in order.enumerated() {
        greatest = max(greatest, min(1, Double(chances.count - place) * chances[index]))
        adjusted[index] = greatest
    }
    return adjusted
}
