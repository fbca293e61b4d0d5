import Learning

/// A method that practises on passages against a reward, with its hyper-parameters.
enum ReinforcementMethod: Codable, Hashable, Sendable {
    /// Proximal policy optimisation.
    case ppo(ProximalPolicyOptimisation.Settings)
    /// REINFORCE leave-one-out.
    case rloo(ReinforceLeaveOneOut.Settings)
    /// Expert iteration.
    case expert(ExpertIteration.Settings)
}
