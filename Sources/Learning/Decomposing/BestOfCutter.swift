import Tensors
import Text

/// A decomposer that draws `count` ways to cut each passage of a book and takes the one that a reward likes best; nothing is
/// trained.
///
/// A way to cut all of a book is never drawn: among so many the best of n would hardly differ from any. A book is taken
/// passage by passage instead (``CutPassage``), each of as many leaves as a node has children, and their borders are cuts that
/// nobody chose. What is drawn for a passage follows from the seed and its text alone: one that an edit leaves as it is, is
/// cut as before.
package struct BestOfCutter: Hashable, Sendable {
    /// What draws.
    package let cutter: CutterModel
    /// What chooses.
    package let reward: SplitReward
    /// How many ways are drawn of a passage, at least one.
    package let count: Int
    /// Where the draws begin.
    package let seed: UInt64
    /// What it was made from.
    package var card: ModelCard

    /// Best of `count`.
    package init(
        cutter: CutterModel, reward: SplitReward, count: Int, seed: UInt64, card: ModelCard = ModelCard()
    ) {
        (self.cutter, self.reward, self.count, self.seed) = (cutter, reward, max(1, count), seed)
        self.card = card
    }

    /// KL(best of n ‖ cutter) in nats a passage: see ``BestOf/kl(_:)``.
    package var kl: Double { BestOf.kl(Double(count)) }

    /// The best draw of a passage, the earliest of equals, as places with its beginning and end.
    ///
    /// - Parameter text: of the book that it is of.
    package func way(through passage: CutPassage, of text: String) -> [Int] {
        var stream = RandomStream(seed: seed).split(label: String(text.utf8(in: passage.span)))
        let distribution = cutter.distribution(over: passage)
        let ways = (0..<count).map { _ in distribution.sample(using: &stream) }
        let returns = SplitReturn(reward, of: passage).returns(of: ways)
        return ways[returns.indices.reduce(0) { returns[$1] > returns[$0] ? $1 : $0 }]
    }

    /// Cuts a book passage by passage; its leaves are grouped as the cutter groups its own.
    package func decompose(_ book: Book, leaves sizes: LeafSizes, snap: CutLimits.Snap, fanIn: Int) -> Tree {
        let reading = cutter.reading(of: book, leaves: sizes, snap: snap)
        let places = reading.places
        var cuts: Set<Int> = []
        for passage in CutPassage.passages(of: reading, leaves: sizes, atMost: fanIn) {
            cuts.formUnion(way(through: passage, of: book.text).map { passage.offsets[$0] })
        }
        let chosen = places.all.indices.filter { cuts.contains(places.all[$0].offset) }
        return cutter.tree(of: book, cutAt: chosen, reading, fanIn: fanIn)
    }

    static let magic = "QCBN"

    /// The model as bytes; equal models have equal bytes.
    package func encoded() -> [UInt8] {
        var writer = BinaryWriter(magic: Self.magic, version: 1)
        writer.write(json: card)
        writer.write(count)
        writer.write(seed)
        writer.write(cutter.encoded())
        writer.write(reward.encoded())
        return writer.bytes
    }

    /// Reads a model; refuses anything that ``encoded()`` did not write.
    package init(decoding bytes: [UInt8]) throws(BinaryError) {
        var reader = try BinaryReader(bytes, magic: Self.magic, version: 1)
        let card = try reader.readJSON(ModelCard.self)
        let count = try reader.readInt(in: 1...1_000_000)
        let seed = try reader.readUInt64()
        let cutter = try CutterModel(decoding: try reader.readBytes())
        let reward = try SplitReward(decoding: try reader.readBytes())
        guard cutter.scorer.view == reward.scorer.view else {
            throw BinaryError(offset: 8, problem: "a reward that does not see what the decomposer sees")
        }
        try reader.finish()
        self.init(cutter: cutter, reward: reward, count: count, seed: seed, card: card)
    }
}
