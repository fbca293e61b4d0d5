import Tensors

extension PassageDraws {
    /// What ways to cut a passage are worth that a stochastic cutter draws: by what they earn (the proxy), and by how few
    /// pronouns they leave without their person (the gold: the share of these, negated).
    ///
    /// - Parameters:
    ///   - start: whom the exact KL is measured to; `nil` where none is.
    ///   - costs: the share of the passage's pronouns that each leaf leaves without their person, by edge; `nil` where the
    ///     passage has no pronoun.
    package init(
        of passage: CutPassage, by cutter: CutterModel, from start: CutterModel? = nil, costs: [Double]?,
        returns: some CutReturn, samples: Int, using stream: inout RandomStream
    ) {
        let distribution = cutter.distribution(over: passage)
        let ways = (0..<samples).map { _ in distribution.sample(using: &stream) }
        let lattice = passage.lattice
        self.init(
            proxy: returns.returns(of: ways),
            gold: costs.map { costs in
                ways.map { way in
                    -zip(way, way.dropFirst()).reduce(0) { $0 + costs[lattice.edge($1.0, $1.1)] }
                }
            } ?? [],
            kl: start.map { distribution.kl(to: $0.distribution(over: passage)) } ?? 0)
    }

    /// Draws of several passages as bytes.
    package static func encoded(_ passages: [PassageDraws]) -> [UInt8] {
        var writer = BinaryWriter(magic: listMagic, version: 1)
        writer.write(passages.count)
        for passage in passages { writer.write(passage.encoded()) }
        return writer.bytes
    }

    /// Reads the draws of several passages of a book; refuses anything that ``encoded(_:)`` did not write.
    package static func decoded(_ bytes: [UInt8], book: String) throws(BinaryError) -> [PassageDraws] {
        var reader = try BinaryReader(bytes, magic: listMagic, version: 1)
        var passages: [PassageDraws] = []
        for _ in 0..<(try reader.readInt(in: 0...bytes.count)) {
            passages.append(try PassageDraws(decoding: try reader.readBytes(), book: book))
        }
        try reader.finish()
        return passages
    }

    private static let listMagic = "QDRL"
}
