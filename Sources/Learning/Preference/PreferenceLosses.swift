import Tensors

/// The loss of direct preference optimisation (Rafailov et al. 2023, eq. 7) with a soft target:
/// -t log σ(βh) - (1 - t) log σ(-βh), with h the log-ratio of the first answer less that of the second, and its
/// derivative by h. With t = 1 - ε this is the loss with label smoothing (Mitchell 2023, "cDPO").
func directPreferenceLoss(
    difference: Double, preference: Double, beta: Double
) -> (loss: Double, gradient: Double) {
    let one = comparisonLoss(difference: beta * difference, preference: preference)
    return (one.loss, beta * one.gradient)
}

/// The loss of identity preference optimisation (Azar et al. 2023, eq. 17) with a soft target, and its derivative
/// by h: t (h - 1/(2β))² + (1 - t) (h + 1/(2β))², the expectation over which of the two is called better.
func identityPreferenceLoss(
    difference: Double, preference: Double, beta: Double
) -> (loss: Double, gradient: Double) {
    let margin = 1 / (2 * beta)
    let (above, below) = (difference - margin, difference + margin)
    return (
        preference * above * above + (1 - preference) * below * below,
        2 * (preference * above + (1 - preference) * below)
    )
}

/// The loss of one answer in Kahneman-Tversky optimisation (Ethayarajh et al. 2024, eq. 8, without the weight) and
/// its derivative by the log-ratio: 1 - σ(β (ratio - z)) where the answer is desirable, 1 - σ(β (z - ratio)) where
/// not. z, the reference point, has no gradient.
func prospectLoss(
    logRatio: Double, reference: Double, desirable: Bool, beta: Double
) -> (loss: Double, gradient: Double) {
    let sign = desirable ? 1.0 : -1
    let value = Elementary.sigmoid(sign * beta * (logRatio - reference))
    return (1 - value, -sign * beta * value * (1 - value))
}
