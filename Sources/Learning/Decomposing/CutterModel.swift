import Tensors
import Text

/// A trained decomposer as it is stored: what scores cuts, what uneven leaves cost it, and its card.
package struct CutterModel: Hashable, Sendable {
    /// How much a cut is wanted at a place.
    package var scorer: CutScorer
    /// What the lengths of leaves cost where their number is given.
    package var evenness: Evenness
    /// What it learned from, and how.
    package var card: ModelCard

    /// A trained decomposer.
    package init(scorer: CutScorer, evenness: Evenness = 0, card: ModelCard = ModelCard()) {
        (self.scorer, self.evenness, self.card) = (scorer, evenness, card)
    }

    private static let magic = "QCUT"

    /// The newest version of the format.
    private static let newest = 3

    /// 1 for a network alone, 2 for one with trees, 3 for either with learned lengths.
    private var version: Int {
        if case .logNormal = evenness { return Self.newest }
        return scorer.trees == nil ? 1 : 2
    }

    /// The model as bytes; equal models have equal bytes.
    package func encoded() -> [UInt8] {
        var writer = BinaryWriter(magic: Self.magic, version: version)
        writer.write(json: card)
        switch evenness {
        case .price(let price): writer.write(price)
        case .logNormal(let mean, let deviation):
            writer.write(mean)
            writer.write(deviation)
        }
        if version == Self.newest { writer.write(scorer.trees == nil ? 0 : 1) }
        writer.write(scorer.means)
        writer.write(scorer.deviations)
        writer.write(scorer.prior)
        writer.write(scorer.network)
        if let trees = scorer.trees { writer.write(trees) }
        return writer.bytes
    }

    /// Reads a model; refuses anything that ``encoded()`` did not write.
    package init(decoding bytes: [UInt8]) throws(BinaryError) {
        var reader = try BinaryReader(bytes, magic: Self.magic, version: Self.newest)
        card = try reader.readJSON(ModelCard.self)
        var hasTrees = reader.version == 2
        if reader.version == Self.newest {
            evenness = try reader.readLengths()
            hasTrees = try reader.readInt(in: 0...1) == 1
        } else {
            evenness = .price(try reader.readFinite())
        }
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
        if hasTrees {
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

extension BinaryReader {
    /// The mean and the deviation of log-normal lengths.
    fileprivate mutating func readLengths() throws(BinaryError) -> Evenness {
        let mean = try readFinite()
        let start = offset
        let deviation = try readFinite()
        guard deviation > 0 else {
            throw BinaryError(offset: start, problem: "\(deviation) where a deviation was expected")
        }
        return .logNormal(mean: mean, deviation: deviation)
    }
}
