import Tensors
import Testing
import Text

@testable import Learning

@Suite("Stored models")
struct CodecTests {
    let card = ModelCard(
        method: "bc", settings: ["rate": "0.003"], from: "extractive", counts: ["demonstrations": 40],
        metrics: ["heldout/loss": 1.5])

    var models: [PolicyModel] {
        let policy = Samples.policy()
        return [
            PolicyModel(.extractive(policy), card: card), PolicyModel(.lead(LeadPolicy()), card: card),
            PolicyModel(.bestOf(BestOfPolicy(policy: policy, reward: Samples.reward, count: 4)), card: card),
        ]
    }

    @Test("a policy decodes to one that answers the same and has the same bytes")
    func policies() throws {
        for model in models {
            let bytes = model.encoded()
            let decoded = try PolicyModel(decoding: bytes)
            #expect(decoded.encoded() == bytes)
            #expect(decoded.card == card)
            var (one, two) = (RandomStream(seed: 1), RandomStream(seed: 1))
            let passage = Samples.passages[3]
            #expect(
                decoded.answer(passage, temperature: 1, using: &one)
                    == model.answer(passage, temperature: 1, using: &two))
        }
    }

    @Test("a reward model decodes to an equal one")
    func reward() throws {
        let decoded = try RewardModel(decoding: Samples.reward.encoded())
        #expect(decoded == Samples.reward)
    }

    @Test("truncated, damaged and foreign bytes are refused or read, never trapped on")
    func garbage() {
        #expect(throws: BinaryError.self) { try PolicyModel(decoding: []) }
        #expect(throws: BinaryError.self) { try PolicyModel(decoding: Array("not a model at all".utf8)) }
        #expect(throws: BinaryError.self) { try RewardModel(decoding: models[0].encoded()) }
        let bytes = models[2].encoded()
        for length in stride(from: 0, to: bytes.count, by: 97) {
            #expect(throws: BinaryError.self) { try PolicyModel(decoding: Array(bytes[..<length])) }
        }
        #expect(throws: BinaryError.self) { try PolicyModel(decoding: bytes + [0]) }
        for place in stride(from: 0, to: bytes.count, by: 31) {
            var damaged = bytes
            damaged[place] = 0xff
            _ = try? PolicyModel(decoding: damaged)
        }
    }
}
