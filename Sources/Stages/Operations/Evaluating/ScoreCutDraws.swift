import Engine
import Learning
import Text

/// Many ways to cut each passage of a book by one decomposer, and what reward and locality they have: the unit that a
/// decomposer's over-optimisation is put together from.
struct ScoreCutDraws: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.scoreCutDraws
    /// What a unit of this operation depends on besides its inputs and its seed.
    struct Settings: Codable {
        /// The limits under which it cuts; a passage has as many leaves as a node has children at most.
        var cutting: LearnedCutting
        /// How many ways are drawn of a passage.
        var samples: Int
    }

    /// What the draws depend on besides settings.
    struct Inputs {
        /// The book.
        var book: Digest
        /// Who is meant where in it; a surface rule says so where this is `nil`.
        var coreference: Digest?
        /// The decomposer that draws.
        var cutter: Digest
        /// The decomposer that KL is measured to; `nil` where none is.
        var start: Digest?
        /// The reward that is optimised.
        var reward: Digest
    }

    /// The unit of this operation for a book.
    static func work(_ settings: Settings, _ inputs: Inputs, seed: UInt64) throws -> Work {
        var ports = ["book": [inputs.book], "cutter": [inputs.cutter], "reward": [inputs.reward]]
        if let coreference = inputs.coreference { ports["coreference"] = [coreference] }
        if let start = inputs.start { ports["start"] = [start] }
        return try meaning.work(settings, inputs: ports, seed: seed)
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let cutter = try CutterModel(decoding: job.bytes(of: job.digest("cutter")))
        try cutter.checkView()
        let start = try job.digests("start").first.map { try CutterModel(decoding: job.bytes(of: $0)) }
        let reward = try SplitReward(decoding: job.bytes(of: job.digest("reward")))
        let book = try job.decoded(Book.self, "book")
        let orphans = try job.orphans(in: book, job.digests("coreference").first)
        let leaves = settings.cutting.leaves
        let reading = cutter.reading(of: book, leaves: leaves, snap: settings.cutting.snap)
        let passages = CutPassage.passages(of: reading, leaves: leaves, atMost: settings.cutting.fanIn)
        var draws: [PassageDraws] = []
        for (index, passage) in passages.enumerated() where passage.lattice.placeCount > 2 {
            try job.checkStop()
            var stream = job.stream().split(label: UInt64(index))
            draws.append(
                PassageDraws(
                    of: passage, by: cutter, from: start,
                    costs: orphans.pronouns(in: passage.span) > 0 ? passage.costs(of: orphans) : nil,
                    returns: SplitReturn(reward, of: passage), samples: settings.samples, using: &stream))
        }
        return ["main": PassageDraws.encoded(draws)]
    }
}
