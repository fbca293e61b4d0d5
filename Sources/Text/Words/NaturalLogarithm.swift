/// The natural logarithm of a positive finite number, with the same bits on every machine.
///
/// The C library chooses its variant by the processor (with or without fused multiply-add), and results differ in
/// the last digit; an inverse document frequency goes into features and so into digests, so it may not. The method
/// is ln(m · 2ᵉ) = 2 artanh((m − 1) / (m + 1)) + e ln 2 with m in [√½, √2) and thirteen terms of the series, within
/// 2 units in the last place.
func naturalLogarithm(_ x: Double) -> Double {
    guard x > 0, x.isFinite else { return x > 0 ? .infinity : -.infinity }
    var mantissa = x.significand
    var exponent = Double(x.exponent)
    if mantissa > 2.0.squareRoot() {
        mantissa /= 2
        exponent += 1
    }
    let ratio = (mantissa - 1) / (mantissa + 1)
    let square = ratio * ratio
    var series = 0.0
    for k in stride(from: 25, through: 1, by: -2) { series = series * square + 1 / Double(k) }
    return 2 * ratio * series + exponent * 0.693147180559945309417232121458
}
