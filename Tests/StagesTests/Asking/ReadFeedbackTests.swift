import Learning
import SmallBooks
import Stages
import Testing

/// Judgements that were made elsewhere, in pipelines.
@Suite struct ReadFeedbackTests {
    private static let sentences = [
        "Anna hid the silver lantern under the stone bridge.", "Bruno sold a letter from the harbour.",
        "Clara found the miller's ledger near the station.", "Nobody asked why the pass was closed.",
    ]

    /// A line: who prefers the first sentence of a book to its last, or the other way round.
    private static func line(_ book: Int, _ person: String, points: Int, passage: Bool) -> String {
        let text = sentences.joined(separator: " ") + " This was book \(book)."
        let inFull = #"{"name":"b\#(book)","book":"book-\#(book)","text":"\#(text)","limit":20}"#
        let question =
            #""question":{"passage":\#(passage ? inFull : #""b\#(book)""#),"candidates":[{"text":"\#(sentences[0])","policy":"one"},"#
            + #"{"text":"\#(sentences[3])","policy":"two"}]},"#
        return
            #"{"v":1,"item":"q\#(book)","person":"\#(person)","kind":"comparison","event":"answer",\#(passage ? question : "")"#
            + #""ms":{"total":60000,"reading":30000},"answer":{"points":\#(points)}}"#
    }

    /// Twelve books, each judged by two people, who nearly always prefer the first.
    private static let judgements = (1...12).map { book in
        line(book, "ana", points: 2, passage: true) + "\n"
            + line(book, "bo", points: book == 5 ? 7 : 1, passage: false) + "\n"
    }.joined()

    private func bench(_ stages: String, data: String = "split: {train: 8, test: 4}", top: String = "") throws
        -> Bench
    {
        let text = SmallBooks.pipeline(stages, top: top).replacing(
            "task:", with: "  prefs: {path: judgements.jsonl, format: feedback, \(data)}\ntask:")
        let bench = try Bench(text)
        try bench.write("judgements.jsonl", Self.judgements)
        return bench
    }

    private func books(_ ran: Ran, _ cell: String) async throws -> Set<String> {
        Set(try await ran.feedback(cell).judgements.map(\.passage.book))
    }

    @Test func `a reward learns from one split and is measured on the other`() async throws {
        let ran = try await bench(
            """
            reward: {train: reward, from: extractive, using: prefs.train, with: {epochs: 40}}
            sound: {evaluate: reward, using: prefs.test, metrics: [accuracy, log-loss, calibration]}
            """
        ).run()
        let (train, test) = (try await books(ran, "prefs.train"), try await books(ran, "prefs.test"))
        #expect(train.count == 8 && test.count == 4)
        #expect(train.isDisjoint(with: test))
        let scores = try await ran.read(Scores.self, "sound")
        // Two people judged each question, so that how far they agree is measured.
        #expect(scores.remarks.map { $0.hasPrefix("'ceiling': of 4 pairs of judgements") } == [true])
        let accuracy = try #require(scores.value(of: "accuracy"))
        #expect(accuracy == (test.contains("book-5") ? 7.0 / 8 : 1))
        #expect(scores.value(of: "log-loss").map { $0 > 0 && $0 < 0.7 } == true)
        #expect(Set(scores.rows.filter { $0.metric == "accuracy" }.compactMap(\.book)) == test)
        let pairs = try #require(scores.pairs)
        let all = try #require(pairs.first { $0.book == nil })
        #expect(all.policies == ["one", "two"])
        #expect(all.accuracy == accuracy)
        #expect(all.count == 8)
        #expect(pairs.count == 5)
    }

    @Test func `folds test every book once, and a seed deals books out in another way`() async throws {
        let stages = "reward: {train: reward, from: extractive, using: [prefs.train, prefs.test]}"
        let ran = try await bench(
            stages, data: "split: {train: 8, test: 4}, fold: $fold", top: "matrix: {fold: [1, 2, 3]}"
        ).run(jobs: 1)
        var tested: [String] = []
        for fold in 1...3 {
            let test = try await books(ran, "prefs.test[fold=\(fold)]")
            #expect(try await books(ran, "prefs.train[fold=\(fold)]").isDisjoint(with: test))
            tested += test
        }
        #expect(tested.count == 12 && Set(tested).count == 12)
        let seeded = try await bench(stages, data: "split: {train: 8, test: 4}, seed: 1").run()
        let plain = try await bench(stages).run()
        #expect(try await books(seeded, "prefs.test") != books(plain, "prefs.test"))
        #expect(try await books(plain, "prefs.test") == books(ran, "prefs.test[fold=1]"))
    }

    @Test func `a fold that there is not is said with how many there are`() async throws {
        let ran = try await bench(
            "reward: {train: reward, from: extractive, using: prefs.train}",
            data: "split: {train: 8, test: 4}, fold: 4"
        ).run()
        #expect(
            ran.result["prefs.train"]?.message
                == "prefs.train (read-feedback): there is no fold 4: 12 books, 4 of them in the last split, make 3 folds"
        )
    }

    @Test func `a bad line is said with its file and number`() async throws {
        let bench = try bench("reward: {train: reward, from: extractive, using: prefs}")
        try bench.write("judgements.jsonl", Self.judgements + #"{"v":1}"# + "\n")
        let message = try #require(try await bench.run().result["prefs"]?.message)
        #expect(message.hasSuffix("judgements.jsonl:25: 'event' is missing"), "\(message)")
    }

    @Test func `a file that is not there is said where it is named`() async throws {
        let bench = try bench("reward: {train: reward, from: extractive, using: prefs}")
        try bench.move("judgements.jsonl", to: "elsewhere.jsonl")
        let message = try #require(try await bench.run().result["prefs"]?.message)
        #expect(message.contains("no file matches"), "\(message)")
    }

    @Test func `kinds that the files do not hold are said with those that they do`() async throws {
        let ran = try await bench(
            "bc: {train: policy, by: bc, from: extractive, using: prefs.train}",
            data: "for: demonstration, split: {train: 8, test: 4}"
        ).run()
        #expect(
            ran.result["prefs.train"]?.message
                == "prefs.train (read-feedback): none of the 24 judgements is taken; their kinds are comparison"
        )
    }

    @Test func `the same judgements in another order give the same reward`() async throws {
        let stages = "reward: {train: reward, from: extractive, using: prefs.train}"
        let first = try await bench(stages).run().main("reward")
        let other = try bench(stages)
        let lines = Self.judgements.split(separator: "\n")
        // Who is second for an item names a passage that stands in an earlier line.
        let turned = stride(from: 22, through: 0, by: -2).flatMap { [lines[$0], lines[$0 + 1]] }
        try other.write("judgements.jsonl", turned.joined(separator: "\n") + "\n")
        let second = try await other.run().main("reward")
        #expect(second == first)
    }

    // MARK: Curves

    @Test func `a curve measures rewards from growing shares, each a unit of its own`() async throws {
        let stages = { (points: Int) in
            """
            reward: {train: reward, from: extractive, using: prefs.train, with: {curve: \(points)}}
            sound: {evaluate: reward, using: prefs.test, metrics: [accuracy]}
            """
        }
        let bench = try bench(stages(3))
        let ran = try await bench.run()
        #expect(ran.units("train-reward") == 3)
        let curve = try #require(try await ran.read(Scores.self, "sound").curve)
        #expect(curve.map(\.labels) == [4, 8, 16])
        // A minute each, of which half a minute is reading that only this person's one judgement shares.
        #expect(curve.map(\.minutes) == [4, 8, 16])
        #expect(curve.allSatisfy { $0.summary.map(\.metric) == ["accuracy"] })
        let whole = try await ran.read(Scores.self, "sound").value(of: "accuracy")
        #expect(curve.last?.summary.first?.value == whole)
        // One more point learns from one more share, and nothing again.
        try bench.write("small.yaml", bench.text("small.yaml").replacing("curve: 3", with: "curve: 4"))
        let more = try await bench.run()
        #expect(more.units("train-reward") == 1)
        let longer = try await more.read(Scores.self, "sound").curve
        #expect(longer?.map(\.labels) == [2, 4, 8, 16])
        // Without a curve it is the reward from the whole, which is known.
        try bench.write("small.yaml", bench.text("small.yaml").replacing(", with: {curve: 4}", with: ""))
        let plain = try await bench.run()
        #expect(plain.units("train-reward") == 0)
        #expect(try plain.main("reward") == ran.main("reward"))
        let none = try await plain.read(Scores.self, "sound").curve
        #expect(none == nil)
    }

    @Test func `a curve does not depend on the number of workers`() async throws {
        let stages = """
            reward: {train: reward, from: extractive, using: prefs.train, with: {curve: 3}}
            sound: {evaluate: reward, using: prefs.test, metrics: [accuracy, log-loss]}
            """
        let one = try await bench(stages).run(jobs: 1).result["sound"]?.outputs
        let four = try await bench(stages).run(jobs: 4).result["sound"]?.outputs
        #expect(one != nil && one == four)
    }

    // MARK: Gold

    @Test func `gold-correlation orders candidates as the known reward does`() async throws {
        let ran = try await Bench(
            SmallBooks.pipeline(
                """
                trees: {decompose: books.train, by: fixed}
                unseen: {decompose: books.test, by: fixed}
                pairs: {ask: trees, for: comparison, nodes: leaves, policy: extractive, overseer: reader, count: 60}
                held: {ask: unseen, for: comparison, nodes: leaves, policy: extractive, overseer: reader, count: 20}
                reward: {train: reward, from: extractive, using: pairs, with: {epochs: 30}}
                sound: {evaluate: reward, using: held, metrics: [gold-correlation], overseer: reader}
                """)
        ).run()
        let scores = try await ran.read(Scores.self, "sound")
        let value = try #require(scores.value(of: "gold-correlation"))
        #expect(value > 0 && value <= 1)
        let linear = try #require(scores.rows.first { $0.metric == "gold-correlation-pearson" })
        #expect(linear.value > 0 && linear.value <= 1)
        #expect(scores.rows.first { $0.metric == "gold-correlation" }?.count == linear.count)
    }
}

extension Ran {
    /// What a stage of feedback gave.
    /// What was said in a stage.
    func feedback(_ cell: String) async throws -> FeedbackSet {
        try FeedbackSet(decoding: await engine.bytes(of: try main(cell)))
    }
}
