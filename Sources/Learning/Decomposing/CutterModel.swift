import Tensors
import Text

/// A trained decomposer as it is stored: what scores cuts, what uneven leaves cost it, and its card.
package struct CutterModel: Hashable, Sendable {
    /// How much a cut is wanted at a place.
    package var scorer: CutScorer
    /// The price of uneven leaves where their number is given; see ``PartitionDistribution/init(_:scores:evenness:)``.
    package var evenness: Double
    /// What it learned from, and how.
    package var card: ModelCard

    /// A trained decomposer.
    package init(scorer: CutScorer, evenness: Double = 0, card: ModelCard = ModelCard()) {
        (self.scorer, self.evenness, self.card) = (scorer, evenness, card)
    }

    private static let magic = "QCUT"

    /// The model as bytes; equal models have equal bytes.
    package func encoded() -> [UInt8] {
        // Version 1 is of a network alone.
        var writer = BinaryWriter(magic: Self.magic, version: scorer.trees == nil ? 1 : 2)
        writer.write(json: card)
        writer.write(evenness)
        writer.write(scorer.means)
        writer.write(scorer.deviations)
        writer.write(scorer.prior)
        writer.write(scorer.network)
        if let trees = scorer.trees { writer.write(trees) }
        return writer.bytes
    }

    /// Reads a model; refuses anything that ``encoded()`` did not write.
    package init(decoding bytes: [UInt8]) throws(BinaryError) {
        var reader = try BinaryReader(bytes, magic: Self.magic, version: 2)
        card = try reader.readJSON(ModelCard.self)
        evenness = try reader.readFinite()
        let means = try reader.readFloats()
        let deviations = try reader.readFloats()
        let prior = try reader.readFloats()
        let start = reader.offset
        guard
            var scorer = CutScorer(
                means: means, deviations: deviations, prior: prior, network: try reader.readPerceptron())
        else {
            throw BinaryError(
                offset: start,
                problem: "a network that does not take the features of a place to one score")
        }
        if reader.version == 2 {
            let trees = try reader.readBoostedTrees()
            guard trees.columns == 3 * means.count else {
                throw BinaryError(offset: start, problem: "trees that do not take the features of a place")
            }
            scorer.trees = trees
        }
        self.scorer = scorer
        try reader.finish()
    }
}
