import Tensors
import Text

/// A reward of ways to cut, learned from comparisons of two: the mean over its cuts of a score of each place, in standard
/// deviations over the ways that were compared.
package struct SplitReward: Hashable, Sendable {
    /// The score of a cut at a place, before it is normalised.
    package var scorer: CutScorer
    /// The standard deviation of what was compared; scores are divided by it.
    package var deviation: Double
    /// What it learned from, and how.
    package var card: ModelCard

    /// A reward with its scale.
    package init(scorer: CutScorer, deviation: Double, card: ModelCard = ModelCard()) {
        (self.scorer, self.deviation, self.card) = (scorer, deviation, card)
    }

    /// What a cut at each place, given by its features, is worth: the reward of a way to cut is the mean over its cuts.
    package func scores(rows: [Float]) -> [Double] {
        scorer.scores(rows: rows).map { $0 / deviation }
    }

    private static let magic = "QSPL"

    /// The model as bytes; equal models have equal bytes.
    package func encoded() -> [UInt8] {
        var writer = BinaryWriter(magic: Self.magic, version: 1)
        writer.write(deviation)
        writer.write(CutterModel(scorer: scorer, card: card).encoded())
        return writer.bytes
    }

    /// Reads a model; refuses anything that ``encoded()`` did not write.
    package init(decoding bytes: [UInt8]) throws(BinaryError) {
        var reader = try BinaryReader(bytes, magic: Self.magic, version: 1)
        deviation = try reader.readFinite()
        guard deviation > 0 else { throw BinaryError(offset: 0, problem: "a reward without a scale") }
        let model = try CutterModel(decoding: try reader.readBytes())
        (scorer, card) = (model.scorer, model.card)
        try reader.finish()
    }
}
