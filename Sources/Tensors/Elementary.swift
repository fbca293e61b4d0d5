/// Elementary functions with one result on every machine.
///
/// The C library's `exp` and `log` choose another variant where the processor has fused multiply-add and
/// then differ in the last bit; these use only additions, multiplications and divisions in a fixed order.
/// They are accurate to a few units in the last place.
package enum Elementary {
    private static let ln2High = 6.93147180369123816490e-01
    private static let ln2Low = 1.90821492927058770002e-10

    /// eˣ: reduced to |r| ≤ ln 2 / 2, then fdlibm's rational approximation.
    package static func exp(_ x: Double) -> Double {
        if x.isNaN { return x }
        if x > 709.782712893384 { return .infinity }
        if x < -745.1332191019411 { return 0 }
        let k = (x * 1.44269504088896338700).rounded()
        let high = x - k * ln2High
        let low = k * ln2Low
        let r = high - low
        let t = r * r
        let c =
            r - t
            * (1.66666666666666019037e-01
                + t
                * (-2.77777777770155933842e-03
                    + t
                    * (6.61375632143793436117e-05
                        + t * (-1.65339022054652515390e-06 + t * 4.13813679705723846039e-08))))
        let y = 1 - ((low - (r * c) / (2 - c)) - high)
        // Two exact scalings, since 2ᵏ itself may be subnormal where the result is not yet zero.
        let half = (Int(k) / 2)
        return y * power(half) * power(Int(k) - half)
    }

    /// The natural logarithm (fdlibm's polynomial in s = f / (2 + f)); -∞ at 0, NaN below.
    package static func log(_ x: Double) -> Double {
        if x.isNaN || x < 0 { return .nan }
        if x == 0 { return -.infinity }
        if x == .infinity { return x }
        var exponent = x.exponent
        var mantissa = x.significand
        if mantissa > 1.4142135623730951 {
            mantissa /= 2
            exponent += 1
        }
        let f = mantissa - 1
        let k = Double(exponent)
        let s = f / (2 + f)
        let z = s * s
        let w = z * z
        let odd =
            z
            * (6.666666666666735130e-01
                + w
                * (2.857142874366239149e-01
                    + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)))
        let even =
            w
            * (3.999999999940941908e-01
                + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01))
        let half = 0.5 * f * f
        return k * ln2High - ((half - (s * (half + odd + even) + k * ln2Low)) - f)
    }

    /// The cosine of an angle between 0 and π, for learning-rate schedules.
    package static func cos(_ angle: Double) -> Double {
        if angle > Double.pi / 2 { return -cos(Double.pi - angle) }
        var term = 1.0
        var sum = 1.0
        for n in 1...12 {
            term *= -angle * angle / Double((2 * n - 1) * (2 * n))
            sum += term
        }
        return sum
    }

    /// The hyperbolic tangent of a double.
    package static func tanh(_ x: Double) -> Double {
        if x > 20 { return 1 }
        if x < -20 { return -1 }
        let e = exp(2 * x)
        return (e - 1) / (e + 1)
    }

    /// σ(x) = 1 / (1 + e⁻ˣ), without overflow.
    package static func sigmoid(_ x: Double) -> Double {
        if x >= 0 { return 1 / (1 + exp(-x)) }
        let e = exp(x)
        return e / (1 + e)
    }

    /// log σ(x), without overflow: the log-likelihood of a choice with log-odds x.
    package static func logSigmoid(_ x: Double) -> Double {
        x >= 0 ? -log(1 + exp(-x)) : x - log(1 + exp(x))
    }

    private static func power(_ exponent: Int) -> Double {
        Double(sign: .plus, exponent: exponent, significand: 1)
    }
}
