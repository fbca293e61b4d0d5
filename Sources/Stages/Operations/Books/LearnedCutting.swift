import Learning
import Pipeline
import Text

/// How a trained decomposer is to cut: all but the model itself.
struct LearnedCutting: Codable, Hashable {
    /// The sizes of leaves.
    var leaves: LeafSizes
    /// At which places a cut may fall.
    var snap: Text.CutLimits.Snap
    /// The most children of a node.
    var fanIn: Int
    /// Who says how many leaves there are, whatever their length; `nil` where their words do.
    var cuts: Text.CutLimits.Count?

    /// What the limits of a pipeline file mean for a trained decomposer: leaves filled to three quarters where nothing
    /// says how long they are to be, and not below a quarter.
    init(_ limits: Pipeline.CutLimits) {
        leaves = LeafSizes(limits)
        snap = Text.CutLimits.Snap(limits.snap)
        fanIn = limits.fanIn
        cuts = limits.cuts.map { .init($0) }
    }
}

extension Text.CutLimits.Count {
    /// Who says how many leaves there are, as a pipeline file says it.
    init(_ count: Pipeline.CutCount) {
        self =
            switch count {
            case .given: .given
            case .free: .free
            }
    }
}

extension LeafSizes {
    /// The sizes that a pipeline file gives, those of ``LeafSizes/init(most:)`` where it gives none.
    init(_ limits: Pipeline.CutLimits) {
        let usual = LeafSizes(most: limits.leafWords ?? .max / 4)
        let least = limits.leastWords ?? usual.least
        self.init(least: least, most: usual.most, about: limits.aboutWords ?? max(least, usual.about))
    }
}

extension Text.CutLimits.Snap {
    /// Where a cut may fall, as a pipeline file says it.
    init(_ snap: Pipeline.Snap) {
        self =
            switch snap {
            case .sentence: .sentence
            case .paragraph: .paragraph
            case .none: .none
            }
    }
}
