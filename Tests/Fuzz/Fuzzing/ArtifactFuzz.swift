import Engine
import Foundation
import Learning
import SmallBooks
import Stages
import Tensors
import Text

/// Artifacts as they are kept: decoded, shown, used and gone on from.
package struct ArtifactFuzz: FuzzSubject {
    package let name = "artifacts"

    /// What an artifact is read as.
    private enum Reading: Sendable {
        case sheet(ArtifactKind)
        case book, readings, tree, cloning, reward
    }

    private let run: SmallRun
    private let seeds: [(reading: Reading, bytes: [UInt8])]
    private let digests: [String]
    private let cloning: BehaviourCloning
    private let reward: RewardTraining

    /// Runs a small pipeline, and takes what it made.
    package init() async throws {
        run = try await SmallRun()
        let engine = run.engine
        var seeds: [(Reading, [UInt8])] = []
        var digests: [String] = []
        var feedback = FeedbackSet()
        var policy: ExtractivePolicy?
        for (kind, digest) in run.outputs {
            let bytes = try await engine.bytes(of: digest)
            digests.append(digest.description)
            seeds.append((.sheet(kind), bytes))
            switch kind {
            case .forest:
                let forest = try JSON.decode(Forest.self, from: bytes)
                for entry in forest.entries.prefix(1) {
                    seeds.append((.book, try await engine.bytes(of: entry.book)))
                    seeds.append((.tree, try JSON.encode(entry.tree)))
                    digests.append(entry.book.description)
                }
            case .feedback: feedback = feedback.merging(try FeedbackSet(decoding: bytes))
            case .models:
                let set = try JSON.decode(ModelSet.self, from: bytes)
                let model = try await engine.bytes(of: set.shared)
                seeds.append((.sheet(.model), model))
                digests.append(set.shared.description)
                policy = policy ?? (try? PolicyModel(decoding: model))?.extractive
            case .answers:
                let answers = try JSON.decode(Answers.self, from: bytes)
                digests += answers.entries.flatMap(\.nodes).prefix(3).map(\.answer.description)
            default: break
            }
        }
        let readings = try feedback.comparisons.prefix(3).map { comparison in
            let passage = String(decoding: try JSON.encode(comparison.passage), as: UTF8.self)
            let texts = String(decoding: try JSON.encode(comparison.texts), as: UTF8.self)
            return
                "{\"kind\":\"comparison\",\"passage\":\(passage),\"input\":[],\"earlier\":[],\"candidateList\":\"\(Digest(of: "a"))\","
                + "\"candidates\":\(texts),\"pass\":0,\"most\":1}"
        }
        seeds.append((.readings, Array("[\(readings.joined(separator: ","))]".utf8)))
        guard let policy else { throw Fault("the small pipeline trained no policy") }
        var cloning = BehaviourCloning(
            settings: .init(), start: policy, demonstrations: feedback.answeredPassages,
            seed: RandomStream(seed: 1))
        var reward = RewardTraining(
            statistics: policy.statistics, comparisons: feedback.comparedAnswers, seed: RandomStream(seed: 1))
        _ = cloning.advance()
        _ = reward.advance()
        seeds += [(.cloning, cloning.checkpoint), (.reward, reward.checkpoint)]
        self.cloning = cloning
        self.reward = reward
        self.seeds = seeds
        self.digests = digests + [Digest(of: "nothing").description, "", "zz"]
    }

    package func input(_ index: Int, _ dice: inout Dice) -> FuzzInput {
        let seed = dice.below(seeds.count)
        var bytes = seeds[seed].bytes
        let isJSON = bytes.first == UInt8(ascii: "{") || bytes.first == UInt8(ascii: "[")
        if index < 3 * seeds.count {
            // Deep, endless and empty.
            let monsters = [
                String(repeating: "[", count: 100_000),
                "{\"entries\":" + String(repeating: "{\"a\":", count: 100_000), "",
            ]
            return FuzzInput([.init(String(index / 3), Array(monsters[index % 3].utf8))])
        }
        if dice.once(in: 12) { bytes = ByteMutations.spliced(bytes, dice.pick(seeds).bytes, &dice) }
        if isJSON, !dice.once(in: 6) {
            JSONMutations.apply(to: &bytes, others: digests, &dice)
        } else {
            // Models are numbers of eight bytes and floats of four: lengths and shapes among them.
            for _ in 0...dice.below(4) where bytes.count > 16 {
                let place = 8 + dice.below(min(bytes.count - 16, dice.pick([64, 4_000, bytes.count])))
                let number = dice.pick([
                    0, UInt64.max, 1 << 63, 1 << 62, 0x7FF0_0000_0000_0000, 1, 1 << 16,
                    UInt64(dice.below(1 << 20)), dice.next(),
                ])
                for offset in 0..<dice.pick([1, 4, 8]) {
                    bytes[place + offset] = UInt8(truncatingIfNeeded: number >> UInt64(8 * offset))
                }
            }
            if dice.once(in: 3) {
                ByteMutations.apply(to: &bytes, spices: JSONMutations.spices, most: 3, &dice)
            }
        }
        return FuzzInput([.init(String(seed), bytes)])
    }

    package func check(_ input: FuzzInput) async throws -> Bool {
        let bytes = input.files[0].bytes
        let reading = seeds[Int(input.files[0].name) ?? 0].reading
        do {
            try await use(bytes, as: reading)
        } catch let fault as Fault {
            throw fault
        } catch {
            try promise(!"\(error)".isEmpty, "refused without words")
            return false
        }
        return true
    }

    private func use(_ bytes: [UInt8], as reading: Reading) async throws {
        switch reading {
        case .sheet(let kind):
            let reader = ArtifactReader(run.engine)
            let digest = try await run.engine.store(bytes)
            try Self.show(try await reader.sheet(of: digest, as: kind, name: "x"))
            try Self.show(try await reader.sheet(of: digest, as: .other, name: "x"))
            try useModel(bytes)
        case .book:
            let book = try JSON.decode(Book.self, from: bytes)
            for decomposer in [
                Decomposer.fixed(.init(leafWords: 20)), .structure(.init(leafWords: 20)),
                .texttiling(.init(leafWords: 20), window: 2),
            ] {
                _ = decompose(book, by: decomposer).leaves.count
            }
            for offset in 0..<min(1_000, book.text.utf8.count) { _ = book.origins.lookup(offset) }
        case .readings:
            for reading in try JSON.decode([Stages.Reading].self, from: bytes) { _ = reading.questions.count }
        case .tree:
            let tree = try JSON.decode(Tree.self, from: bytes)
            _ = (tree.leaves.count, tree.height)
        case .cloning:
            var training = cloning
            try training.restore(bytes)
            _ = training.advance()
        case .reward:
            var training = reward
            try training.restore(bytes)
            _ = training.advance()
        }
    }

    /// Answers and judges with whatever model the bytes are.
    private func useModel(_ bytes: [UInt8]) throws {
        let passage = Passage(text: SmallBooks.book(1), limit: 30)
        var stream = RandomStream(seed: 5)
        if let policy = try? PolicyModel(decoding: bytes) {
            if case .bestOf(let best) = policy.kind, best.count > 100 { return }
            let answer = policy.answer(passage, temperature: 1, using: &stream)
            try promise(wordCount(answer.text) <= 30, "an answer of \(wordCount(answer.text)) words")
            _ = policy.encoded()
        }
        if let model = try? RewardModel(decoding: bytes) { _ = model.score("Anna hid it.", for: passage) }
    }

    private static func show(_ sheet: any Sheet) throws {
        for page in [Page(), Page(width: 20, limit: 3, showsContent: true), Page(width: 1)] {
            _ = sheet.text(page)
        }
        _ = try? sheet.jsonLines()
    }
}
