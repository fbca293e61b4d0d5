import Engine
import Foundation
import Learning
import Pipeline
import SmallBooks
import Testing

@testable import Stages

/// An overseer is asked for all seven kinds of feedback, one reward learns from the mixture and is measured.
@Suite struct SevenKindsTests {
    private static let kinds = "[comparison, ranking, rating, correction, demonstration, critique, halt]"
    private static let stages = """
        trees: {decompose: books.train, by: fixed}
        mixed: {ask: trees, for: \(kinds), nodes: all, policy: extractive, samples: 3, overseer: reader, count: 105}
        reward: {train: reward, from: extractive, using: mixed, with: {epochs: 3, hidden: 8, ensemble: 2, rationality: fit}}
        sound: {evaluate: reward, using: mixed, metrics: [accuracy, calibration]}
        ranked: {ask: trees, for: [ranking, correction], nodes: leaves, policy: extractive, samples: 4, overseer: reader, count: 24}
        rank-reward: {train: reward, from: extractive, using: ranked, with: {epochs: 2, hidden: 8, ensemble: 1, rationality: 0.5}}
        rank-sound: {evaluate: rank-reward, using: ranked, metrics: [accuracy, calibration]}
        put-right: {train: policy, by: bc, from: extractive, using: ranked, with: {epochs: 1, hidden: 8}}
        drafts: {recompose: trees, policy: put-right}
        verdicts: {ask: drafts, for: [rating, halt], nodes: all, overseer: coarse, count: 500}
        quality: {evaluate: drafts, metrics: [likert, halted], ratings: verdicts}
        """
    private static let run = _Concurrency.Task {
        try await Bench(
            SmallBooks.pipeline(
                stages,
                overseers: "coarse: {kind: simulated, gold: coverage, noise: 0.1, scale: 5, points: 4}")
        ).run()
    }

    private func feedback(_ stage: String, in ran: Ran) async throws -> FeedbackSet {
        try FeedbackSet(decoding: await ran.engine.bytes(of: try ran.main(stage)))
    }

    private func reward(_ stage: String, in ran: Ran) async throws -> RewardModel {
        let shared = try await ran.read(ModelSet.self, stage).shared
        return try RewardModel(decoding: await ran.engine.bytes(of: shared))
    }

    @Test func `a count is shared out among the seven in turns`() async throws {
        let ran = try await Self.run.value
        #expect(ran.result.state == .done, "\(ran.result.results.compactMap(\.result.message))")
        let said = try await feedback("mixed", in: ran)
        let counts = Dictionary(grouping: said.judgements) { type(of: $0).name }.mapValues(\.count)
        #expect(counts == Dictionary(uniqueKeysWithValues: FeedbackKinds.names.map { ($0, 15) }))
        #expect(Set(said.judgements.map(\.item)).count == 105)
        #expect(said.judgements.allSatisfy { $0.effort.minutes > 0 && $0.effort.words > 0 })
        // Two, where all draws but one are the same.
        let counted = Set(said.all(Ranking.self).map(\.question.candidates.count))
        #expect(counted.contains(3) && counted.isSubset(of: [2, 3]))
    }

    @Test func `the reward's card says how many of each kind, how rational, and where the cut-points are`()
        async throws
    {
        let card = try await reward("reward", in: try await Self.run.value).card
        for kind in FeedbackKinds.names {
            #expect(card.counts[kind + "s", default: 0] > 10, "\(card.counts)")
            let beta = try #require(card.metrics["rationality/" + kind])
            #expect(beta > 0 && (kind != "comparison" || beta == 1))
        }
        let points = (1...6).compactMap { card.metrics["cut-points/7/\($0)"] }
        #expect(points.count == 6)
        #expect(points == points.sorted())
        let other = try await reward("rank-reward", in: try await Self.run.value).card
        #expect(other.metrics["rationality/ranking"] == 1, "the first kind that there is")
        #expect(other.metrics["rationality/correction"] == 0.5)
    }

    @Test func `accuracy stands beside its ceiling, and calibration beside its table`() async throws {
        let ran = try await Self.run.value
        let scores = try await ran.read(Scores.self, "sound")
        #expect(scores.rows.contains { $0.metric == "accuracy" && $0.height == 0 })
        #expect(scores.rows.contains { $0.metric == "calibration" && $0.height == nil })
        let ceiling = try #require(scores.rows.first { $0.metric == "ceiling" })
        #expect(abs(ceiling.value - 0.82) < 1e-9, "0.9² + 0.1²")
        #expect(
            scores.remarks.contains { $0.contains("two overseers with noise 0.1 agree at most so often") })
        let table = try #require(scores.reliability)
        #expect(table.count == scores.rows.first { $0.metric == "calibration" && $0.height == nil }?.count)
        let sheet = ScoreSheet([.init(cell: "sound", scores: scores)]).text(Page(width: 100))
        #expect(sheet.contains("P(first) by the reward"))
    }

    @Test func `without comparisons a reward is measured on what rankings and corrections imply`()
        async throws
    {
        let scores = try await Self.run.value.read(Scores.self, "rank-sound")
        #expect(
            scores.remarks.contains(
                "there is no comparison: measured on pairs that rankings and corrections imply"))
        #expect(scores.rows.contains { $0.metric == "accuracy" && $0.count > 0 })
        #expect(!scores.rows.contains { $0.metric == "ceiling" })
        #expect(scores.remarks.contains { $0.hasPrefix("no 'ceiling'") })
    }

    @Test func `the answers that stand are rated and stopped, each once, on the overseer's scale`()
        async throws
    {
        let ran = try await Self.run.value
        let said = try await feedback("verdicts", in: ran)
        let nodes = try await ran.read(Answers.self, "drafts").entries.flatMap(\.nodes)
        #expect(said.all(Rating.self).count + said.all(Halt.self).count == said.count)
        #expect(said.all(Rating.self).allSatisfy { $0.scale == 5 && $0.question.scale == 5 })
        let texts = Set(try await nodes.asyncMap { try await ran.text($0.answer) })
        #expect(said.all(Rating.self).allSatisfy { texts.contains($0.text) })
        let scores = try await ran.read(Scores.self, "quality")
        let likert = try #require(scores.value(of: "likert"))
        #expect((1...5).contains(likert))
        #expect((0...1).contains(try #require(scores.value(of: "halted"))))
        #expect(Set(scores.rows.filter { $0.metric == "likert" }.map(\.height)).isSuperset(of: [nil, 0]))
        let ratings = said.all(Rating.self).map { Double($0.level) }
        let rows = scores.rows.filter { $0.metric == "likert" && $0.height == nil }
        let mean =
            rows.map { $0.value * Double($0.count) }.reduce(0, +) / Double(rows.map(\.count).reduce(0, +))
        #expect(abs(mean - ratings.reduce(0, +) / Double(ratings.count)) < 1e-9, "\(scores.remarks)")
    }

    @Test(arguments: Pipeline.FeedbackKind.allCases)
    func `what the language says of a kind is what its judgements do`(kind: Pipeline.FeedbackKind)
        async throws
    {
        let known = try #require(FeedbackKinds.named(kind.rawValue))
        #expect(known.showing == Self.showing[kind.showing])
        let judgements = try await feedback("mixed", in: try await Self.run.value).judgements
            .filter { type(of: $0).name == kind.rawValue }
        let said = FeedbackSet(judgements)
        for (method, isEmpty) in [
            (Pipeline.Method.bc, said.writtenRecords.isEmpty), (.dpo, said.comparedRecords.isEmpty),
            (.kto, said.unpairedRecords.isEmpty),
        ] {
            #expect(Pipeline.FeedbackKind.teaching(method).contains(kind) != isEmpty, "\(method)")
        }
    }

    private static let showing: [Pipeline.FeedbackKind.Showing: Learning.Showing] = [
        .nothing: .nothing, .one: .one, .pairs: .pairs, .all: .all,
    ]

    @Test func `nothing depends on how many units run side by side`() async throws {
        let bench = try Bench(
            SmallBooks.pipeline(
                Self.stages,
                overseers: "coarse: {kind: simulated, gold: coverage, noise: 0.1, scale: 5, points: 4}"))
        #expect(try await bench.run(jobs: 1).digests == Self.run.value.digests)
    }

    @Test func `quire show says what was said in every kind`() async throws {
        let said = try await feedback("mixed", in: try await Self.run.value)
        let short = FeedbackSheet(said).text(Page(width: 120))
        let long = FeedbackSheet(said).text(Page(width: 120, showsContent: true))
        for kind in FeedbackKinds.names {
            #expect(short.contains("15 \(kind)s on "), "\(short)")
            #expect(long.contains(": \(kind) by simulated"))
        }
        #expect(long.contains("  corrected:\n"))
    }

    // MARK: People

    private static let people = SmallBooks.pipeline(
        """
        trees: {decompose: books.test, by: fixed}
        all: {ask: trees, for: \(kinds), nodes: leaves, policy: extractive, samples: 3, overseer: people, count: 14}
        reward: {train: reward, from: extractive, using: all, with: {epochs: 1, hidden: 8, ensemble: 1}}
        """, overseers: "people: {kind: human}")
    private static let folder = "artifacts/feedback/small/all"

    private func questions(_ bench: Bench) throws -> [Question] {
        try bench.text(Self.folder + "/questions.jsonl").split(separator: "\n").map {
            try JSON.decode(Question.self, from: Array($0.utf8))
        }
    }

    private func line(_ question: Question, _ answer: String) -> String {
        #"{"v":1,"item":"\#(question.item)","person":"ana","kind":"\#(question.kind)","event":"answer","answer":\#(answer)}"#
            + "\n"
    }

    @Test func `people answer every kind in a file, as the guide beside the questions says`() async throws {
        let bench = try Bench(Self.people)
        #expect(try await bench.run().result.state == .waiting)
        let questions = try questions(bench)
        #expect(Set(questions.map(\.kind)) == Set(FeedbackKinds.names))
        #expect(questions.count == 14)
        let guide = try bench.text(Self.folder + "/README.md").split(separator: "\n").map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        let lines = try questions.map { question in
            let form = try #require(
                guide.first { $0.contains("{\"v\"") && $0.contains("\"\(question.kind)\"") })
            return form.replacing("<item of the question>", with: question.item)
                .replacing("[2,1,3]", with: question.candidates.count == 2 ? "[2,1]" : "[2,1,3]") + "\n"
        }
        try bench.write(Self.folder + "/ana.jsonl", lines.joined())
        let ran = try await bench.run()
        #expect(ran.result.state == .done, "\(ran.result.results.compactMap(\.result.message))")
        let said = try await feedback("all", in: ran)
        #expect(said.count == 14)
        #expect(try FeedbackSet(decoding: said.encoded()).encoded() == said.encoded())
    }

    @Test(arguments: [
        ("ranking", #"{"order":[1,2,9]}"#, "'answer.order' names candidate 9; there are 1 to "),
        ("rating", #"{"rating":8}"#, "'answer.rating' is 8; the scale goes from 1 to 7"),
        ("correction", #"{}"#, "in 'answer', 'text' is missing"),
        ("critique", #"{"worst":99}"#, "'answer.worst' is 99; the candidate has sentences 1 to "),
        ("halt", #"{"halt":"yes"}"#, "in 'answer', 'halt' is not true or false"),
    ]) func `a wrong answer is refused with its file and line`(kind: String, answer: String, message: String)
        async throws
    {
        let bench = try Bench(Self.people)
        _ = try await bench.run()
        let question = try #require(try questions(bench).first { $0.kind == kind })
        try bench.write(Self.folder + "/ana.jsonl", "\n" + line(question, answer))
        let said = try #require(try await bench.run().result["all"]?.message)
        #expect(said.contains("\(Self.folder)/ana.jsonl:2: " + message), "\(said)")
    }

    @Test func `an overseer's scales are in the questions and bind the answers`() async throws {
        let bench = try Bench(
            Self.people.replacing("people: {kind: human}", with: "people: {kind: human, points: 5, scale: 3}")
        )
        _ = try await bench.run()
        let questions = try questions(bench)
        #expect(questions.filter { $0.kind == "comparison" }.allSatisfy { $0.scale == 5 })
        #expect(questions.filter { $0.kind == "rating" }.allSatisfy { $0.scale == 3 })
        #expect(
            questions.filter { !["rating", "comparison"].contains($0.kind) }.allSatisfy { $0.scale == nil })
        let rating = try #require(questions.first { $0.kind == "rating" })
        try bench.write(Self.folder + "/ana.jsonl", line(rating, #"{"rating":4}"#))
        let said = try #require(try await bench.run().result["all"]?.message)
        #expect(said.contains("ana.jsonl:1: 'answer.rating' is 4; the scale goes from 1 to 3"), "\(said)")
    }
}

extension Array {
    fileprivate func asyncMap<Result>(_ body: (Element) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await body(element)) }
        return results
    }
}
