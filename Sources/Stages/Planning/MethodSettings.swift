import Learning
import Pipeline
import Text

// The settings of a method as a pipeline file names them, as the hyper-parameters of the algorithm. The file's
// settings are complete: what is missing here is not yet a setting of the language.

extension BehaviourCloning.Settings {
    /// The hyper-parameters of `by: bc`; what the file leaves out keeps its default.
    init(_ settings: Pipeline.Settings) {
        self.init()
        epochs = settings.integer("epochs") ?? epochs
        batch = settings.integer("batch") ?? batch
        rate = settings.number("learning_rate") ?? rate
        decay = settings.number("l2") ?? decay
    }
}

extension RewardTraining.Settings {
    /// The hyper-parameters of a reward; what the file leaves out keeps its default.
    init(_ settings: Pipeline.Settings) {
        self.init()
        epochs = settings.integer("epochs") ?? epochs
        batch = settings.integer("batch") ?? batch
        rate = settings.number("learning_rate") ?? rate
        hidden = settings.integer("hidden") ?? hidden
        decay = settings.number("l2") ?? decay
        members = settings.integer("ensemble") ?? members
        // "fit" is no number: then each kind's is fitted.
        rationality = settings.number("rationality")
    }
}

extension ProximalPolicyOptimisation.Settings {
    /// The hyper-parameters of `by: ppo`: `steps` counts batches of episodes.
    init(_ settings: Pipeline.Settings) {
        self.init()
        readShared(settings)
        batch = settings.integer("batch") ?? batch
        episodes = (settings.integer("steps") ?? episodes / batch) * batch
        gamma = settings.number("gamma") ?? gamma
        lambda = settings.number("lambda") ?? lambda
        valueClip = settings.number("value_clip") ?? valueClip
        valueCoefficient = settings.number("value_coefficient") ?? valueCoefficient
    }
}

extension ReinforceLeaveOneOut.Settings {
    /// The hyper-parameters of `by: rloo`: `n` answers to each of `batch` passages make a step.
    init(_ settings: Pipeline.Settings) {
        self.init()
        readShared(settings)
        samples = settings.integer("n") ?? samples
        steps = settings.integer("steps") ?? steps
        batch = settings.integer("batch") ?? batch
    }
}

extension PricedSettings {
    /// Takes what the methods that practise at a price of KL have in common; the target of the KL is 0 unless
    /// `kl_control` is adaptive.
    fileprivate mutating func readShared(_ settings: Pipeline.Settings) {
        epochs = settings.integer("epochs") ?? epochs
        minibatches = settings.integer("minibatches") ?? minibatches
        rate = settings.number("learning_rate") ?? rate
        kl = settings.number("kl") ?? kl
        klTarget = settings.text("kl_control") == "adaptive" ? settings.number("kl_target") ?? 0 : 0
        klHorizon = settings.number("kl_horizon") ?? klHorizon
        temperature = settings.number("temperature") ?? temperature
        clip = settings.number("clip") ?? clip
        entropy = settings.number("entropy") ?? entropy
        whiten = settings.flag("whiten") ?? whiten
        pessimism = settings.number("pessimism") ?? pessimism
    }
}

extension CutImitation.Settings {
    /// The hyper-parameters of a decomposer `by: bc`; what the file leaves out keeps its default.
    init(_ settings: Pipeline.Settings) {
        self.init()
        epochs = settings.integer("epochs") ?? epochs
        rate = settings.number("learning_rate") ?? rate
        hidden = settings.integer("hidden") ?? hidden
        view = settings.text("view").flatMap(Text.CutView.init(rawValue:)) ?? view
        networks = settings.integer("networks") ?? networks
        trees = settings.integer("trees") ?? trees
        evenness =
            settings.text("evenness") == "fit" ? nil : settings.number("evenness") ?? evenness
    }
}

extension SplitRewardTraining.Settings {
    /// The hyper-parameters of a reward of ways to cut; what the file leaves out keeps its default.
    init(_ settings: Pipeline.Settings) {
        self.init()
        epochs = settings.integer("epochs") ?? epochs
        batch = settings.integer("batch") ?? batch
        rate = settings.number("learning_rate") ?? rate
    }
}

extension CutReinforcement.Settings {
    /// The hyper-parameters of a decomposer `by: rloo`; what the file leaves out keeps its default.
    init(_ settings: Pipeline.Settings) {
        self.init()
        samples = settings.integer("n") ?? samples
        steps = settings.integer("steps") ?? steps
        batch = settings.integer("batch") ?? batch
        rate = settings.number("learning_rate") ?? rate
        kl = settings.number("kl") ?? kl
    }
}

extension LocalityTraining.Settings {
    /// The hyper-parameters of `by: locality`; what the file leaves out keeps its default.
    init(_ settings: Pipeline.Settings) {
        self.init()
        epochs = settings.integer("epochs") ?? epochs
        batch = settings.integer("batch") ?? batch
        rate = settings.number("learning_rate") ?? rate
        decay = settings.number("decay") ?? decay
        hidden = settings.integer("hidden") ?? hidden
        prior = settings.number("prior") ?? prior
    }
}

extension ExpertIteration.Settings {
    /// The hyper-parameters of `by: expert`; without a `threshold` the best answer to each passage is imitated.
    init(_ settings: Pipeline.Settings) {
        self.init()
        samples = settings.integer("n") ?? samples
        rounds = settings.integer("rounds") ?? rounds
        threshold = settings.number("threshold")
        epochs = settings.integer("epochs") ?? epochs
        batch = settings.integer("batch") ?? batch
        rate = settings.number("learning_rate") ?? rate
        temperature = settings.number("temperature") ?? temperature
        pessimism = settings.number("pessimism") ?? pessimism
    }
}

extension DirectPreferenceOptimisation.Settings {
    /// The hyper-parameters of `by: dpo`; what the file leaves out keeps its default.
    init(_ settings: Pipeline.Settings) {
        self.init()
        loss = settings.text("loss").flatMap(Loss.init(rawValue:)) ?? loss
        kl = settings.number("kl") ?? kl
        labelSmoothing = settings.number("label_smoothing") ?? labelSmoothing
        epochs = settings.integer("epochs") ?? epochs
        batch = settings.integer("batch") ?? batch
        rate = settings.number("learning_rate") ?? rate
    }
}

extension KahnemanTverskyOptimisation.Settings {
    /// The hyper-parameters of `by: kto`; what the file leaves out keeps its default.
    init(_ settings: Pipeline.Settings) {
        self.init()
        kl = settings.number("kl") ?? kl
        epochs = settings.integer("epochs") ?? epochs
        batch = settings.integer("batch") ?? batch
        rate = settings.number("learning_rate") ?? rate
    }
}

extension Decomposer {
    /// A way of cutting that needs no training; `nil` for a trained one.
    init?(_ settings: DecomposerSettings) {
        let limits = Text.CutLimits(
            leafWords: settings.limits.leafWords ?? .max, fanIn: settings.limits.fanIn,
            snap: .init(settings.limits.snap),
            sizes: settings.limits.leastWords == nil && settings.limits.aboutWords == nil
                ? nil : LeafSizes(settings.limits), cuts: settings.limits.cuts.map { .init($0) })
        switch settings.kind {
        case .fixed: self = .fixed(limits)
        case .random: self = .random(limits)
        case .structure: self = .structure(limits)
        case .texttiling:
            // The language counts words, Hearst's algorithm pseudo-sentences of 20 words.
            self = .texttiling(limits, window: max(1, (settings.window ?? 120) / 20))
        case .even: self = .even(limits)
        case .pronouns: self = .pronouns(limits)
        case .whole: self = .whole
        case .model, .oracle: return nil
        }
    }
}
