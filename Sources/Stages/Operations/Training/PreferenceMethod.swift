import Learning

/// A method that learns from judged answers without a reward model, with its hyper-parameters.
enum PreferenceMethod: Codable, Hashable, Sendable {
    /// Direct preference optimisation, from comparisons.
    case dpo(DirectPreferenceOptimisation.Settings)
    /// Kahneman-Tversky optimisation, from answers called good or bad.
    case kto(KahnemanTverskyOptimisation.Settings)
}
