import Tensors
import Text

extension PolicyModel {
    private static let magic = "QPOL"

    /// The model as bytes; equal models have equal bytes.
    package func encoded() -> [UInt8] {
        var writer = BinaryWriter(magic: Self.magic, version: 1)
        writer.write(json: card)
        switch kind {
        case .extractive(let policy):
            writer.write(0)
            writer.write(policy)
        case .lead:
            writer.write(1)
        case .bestOf(let policy):
            writer.write(2)
            writer.write(policy.count)
            writer.write(policy.policy)
            writer.write(policy.reward.encoded())
        }
        return writer.bytes
    }

    /// Reads a model; refuses anything that `encoded()` did not write.
    package init(decoding bytes: [UInt8]) throws(BinaryError) {
        var reader = try BinaryReader(bytes, magic: Self.magic, version: 1)
        let card = try reader.readJSON(ModelCard.self)
        let kind: Kind
        switch try reader.readInt(in: 0...2) {
        case 0: kind = .extractive(try reader.readExtractivePolicy())
        case 1: kind = .lead(LeadPolicy())
        default:
            let count = try reader.readInt(in: 1...1_000_000)
            let policy = try reader.readExtractivePolicy()
            let reward = try RewardModel(decoding: try reader.readBytes())
            kind = .bestOf(BestOfPolicy(policy: policy, reward: reward, count: count))
        }
        try reader.finish()
        self.init(kind, card: card)
    }
}

extension BinaryWriter {
    fileprivate mutating func write(_ policy: ExtractivePolicy) {
        write(json: policy.statistics)
        write(policy.network)
    }
}

extension BinaryReader {
    fileprivate mutating func readExtractivePolicy() throws(BinaryError) -> ExtractivePolicy {
        let statistics = try readJSON(WordStatistics.self)
        let start = offset
        guard let policy = ExtractivePolicy(statistics: statistics, network: try readPerceptron()) else {
            throw BinaryError(
                offset: start,
                problem: "a network that does not take \(CandidateFeature.count) features to one logit")
        }
        return policy
    }
}
