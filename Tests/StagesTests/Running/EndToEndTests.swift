import Engine
import Learning
import SmallBooks
import Stages
import Testing
import Text

@Suite struct EndToEndTests {
    @Test func `every stage of a small pipeline is done`() async throws {
        let ran = try await Undisturbed.ran
        #expect(ran.result.state == .done)
        #expect(ran.endings.count == 11)
        #expect(Set(ran.endings.values) == ["done"])
    }

    @Test func `the leaves of a tree put together are the book's text`() async throws {
        let ran = try await Undisturbed.ran
        for stage in ["trees", "unseen"] {
            for entry in try await ran.read(Forest.self, stage).entries {
                let book = try JSON.decode(Book.self, from: await ran.engine.bytes(of: entry.book))
                var text = ""
                for index in entry.tree.leaves {
                    text += try await ran.text(try #require(entry.leaves[entry.tree.nodes[index].path]))
                }
                #expect(text == book.text)
                #expect(entry.tree.height == 3)
            }
        }
    }

    @Test func `training and test books are three and one, and none is in both`() async throws {
        let ran = try await Undisturbed.ran
        let train = try await ran.read(Forest.self, "trees").entries.map(\.name)
        let test = try await ran.read(Forest.self, "unseen").entries.map(\.name)
        #expect(train.count == 3)
        #expect((train + test).sorted() == ["book-1", "book-2", "book-3", "book-4"])
    }

    @Test func `every node is answered once, within its limit`() async throws {
        let ran = try await Undisturbed.ran
        let forest = try await ran.read(Forest.self, "unseen")
        let answers = try await ran.read(Answers.self, "summaries")
        #expect(answers.forest == (try ran.main("unseen")))
        for (entry, answered) in zip(forest.entries, answers.entries) {
            #expect(answered.nodes.map(\.path).sorted() == entry.tree.nodes.map(\.path).sorted())
            for node in answered.nodes {
                #expect(node.limit == (node.height == 0 ? 20 : node.path == "0" ? 30 : 24))
                let words = wordCount(try await ran.text(node.answer))
                #expect((1...node.limit).contains(words), "\(node.path)")
            }
        }
    }

    @Test func `an inner node reads its children's answers, in the order of the text`() async throws {
        let ran = try await Undisturbed.ran
        let forest = try await ran.read(Forest.self, "unseen")
        for (entry, answered) in zip(forest.entries, try await ran.read(Answers.self, "summaries").entries) {
            for node in entry.tree.nodes where !node.isLeaf {
                let children = node.children.map { answered.node(at: entry.tree.nodes[$0].path)?.answer }
                #expect(answered.node(at: node.path)?.input.map(Optional.some) == children)
            }
        }
    }

    @Test func `what is shown before a passage are the answers just before it at the same depth`()
        async throws
    {
        let ran = try await Undisturbed.ran
        let forest = try await ran.read(Forest.self, "unseen")
        for (entry, answered) in zip(forest.entries, try await ran.read(Answers.self, "summaries").entries) {
            for depth in 0...3 {
                let level = entry.tree.nodes.filter { $0.depth == depth }.compactMap {
                    answered.node(at: $0.path)
                }
                for (position, node) in level.enumerated() {
                    let before = level[..<position].map(\.answer)
                    #expect(node.earlier == Array(before.suffix(node.earlier.count)))
                    #expect(node.earlier.count == position, "all of them fit into 400 words here")
                }
            }
        }
    }

    @Test(arguments: [2, 3]) func `the number of jobs changes no digest`(jobs: Int) async throws {
        let ran = try await Bench().run(jobs: jobs)
        #expect(ran.digests == (try await Undisturbed.ran.digests))
        #expect(ran.digests.count == 11)
    }

    @Test func `a second run knows everything and begins no unit`() async throws {
        let first = try await Undisturbed.ran
        let second = try await Undisturbed.bench.run()
        #expect(Set(second.endings.values) == ["reused"])
        #expect(second.started.isEmpty)
        #expect(second.digests == first.digests)
    }

    @Test func `as many judgements are made as were asked for`() async throws {
        let ran = try await Undisturbed.ran
        func feedback(_ stage: String) async throws -> FeedbackSet {
            try FeedbackSet(decoding: await ran.engine.bytes(of: try ran.main(stage)))
        }
        #expect(try await feedback("demos").demonstrations.count == 12)
        #expect(try await feedback("demos").count == 12)
        #expect(try await feedback("pairs").comparisons.count == 40)
        #expect(try await feedback("pairs").comparisons.allSatisfy { $0.first != $0.second })
    }

    @Test func `nobody is shown more words than oversight allows, and the newest answers that fit are shown`()
        async throws
    {
        let ran = try await Bench(
            SmallBooks.pipeline(SmallBooks.learning).replacing("words: 400", with: "words: 170")
        ).run(only: ["pairs", "imitated"])
        let pairs = try FeedbackSet(decoding: await ran.engine.bytes(of: try ran.main("pairs"))).comparisons
        var cut = 0
        for passage in Set(pairs.map(\.passage)) {
            let shown = wordCount(passage.text) + passage.earlier.map(wordCount).reduce(0, +)
            #expect(shown + 3 * passage.limit <= 170)
            cut += passage.earlier.isEmpty ? 0 : 1
        }
        #expect(cut > 0)
        for node in try await ran.read(Answers.self, "imitated").entries.flatMap(\.nodes) {
            var words = node.limit
            for digest in node.input + node.earlier { words += wordCount(try await ran.text(digest)) }
            #expect(words <= 170)
        }
    }

    @Test func `what an overseer sees of a passage is a part of what the policy saw`() async throws {
        let ran = try await Undisturbed.ran
        let pairs = try FeedbackSet(decoding: await ran.engine.bytes(of: try ran.main("pairs"))).comparisons
        for pair in pairs where pair.passage.height == 0 {
            #expect(pair.texts.allSatisfy { wordCount($0) <= pair.passage.limit })
        }
        #expect(Set(pairs.map(\.passage.height)) == [0, 1, 2, 3])
    }

    @Test func `another seed gives other answers`() async throws {
        let bench = try Bench(
            SmallBooks.pipeline(SmallBooks.learning).replacing("seed: 17", with: "seed: 18"))
        let ran = try await bench.run()
        #expect(ran.result.state == .done)
        #expect(try ran.main("summaries") != (try await Undisturbed.ran.main("summaries")))
        #expect(try ran.main("demos") != (try await Undisturbed.ran.main("demos")))
    }
}
