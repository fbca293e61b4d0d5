/// Books of a few hundred words, and pipelines that run on them within a second or two.
package enum SmallBooks {
    private static let names = [
        "Anna", "Bruno", "Clara", "Dorian", "Edith", "Falk", "Greta", "Hugo", "Ida", "Jonas",
    ]
    private static let verbs = [
        "carried", "hid", "found", "sold", "mended", "lost", "painted", "buried", "stole",
    ]
    private static let things = [
        "the silver lantern", "a letter from the harbour", "the miller's ledger", "a broken compass",
        "the red umbrella", "an unpaid bill", "the captain's coat", "a basket of pears", "the chapel key",
    ]
    private static let places = [
        "behind the old bakery", "under the stone bridge", "near the railway station",
        "in the flooded cellar",
        "on the road to Verrin", "beside the frozen well", "at the edge of the orchard",
        "in the judge's garden",
    ]
    private static let endings = [
        "and nobody asked why.", "because the snow had closed the pass.", "while the others slept.",
        "but she told only the doctor.", "before the bells rang for noon.", "and he never spoke of it again.",
    ]

    /// A book of chapters with headings; every number gives another text of the same kind.
    package static func book(_ number: Int, chapters: Int = 3, sentences: Int = 8) -> String {
        var state = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 &+ 12_345
        func pick(_ words: [String]) -> String {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return words[Int(state >> 33) % words.count]
        }
        return (1...chapters).map { chapter in
            let text = (0..<sentences).map { _ in
                "\(pick(names)) \(pick(verbs)) \(pick(things)) \(pick(places)), \(pick(endings))"
            }
            let half = sentences / 2
            return "CHAPTER \(chapter)\n\n" + text[..<half].joined(separator: " ") + "\n\n"
                + text[half...].joined(separator: " ") + "\n"
        }.joined(separator: "\n\n")
    }

    /// Four books by file name.
    package static var four: [String: String] {
        Dictionary(uniqueKeysWithValues: (1...4).map { ("book-\($0).txt", book($0)) })
    }

    /// What is said beside a reward's accuracy on comparisons by the pipelines' `reader`.
    package static let ceilingRemark =
        "'ceiling': two overseers with noise 0.1 agree at most so often, for their slips alone; a reward that were right "
        + "would agree with one of them in at most 0.900"

    /// A line of notes for a book.
    package static func note(_ book: String, reference: String) -> String {
        #"{"book": "\#(book)", "references": ["\#(reference)"], "questions": []}"# + "\n"
    }

    /// A pipeline file around its stages.
    ///
    /// - Parameters:
    ///   - context: whether earlier answers are shown.
    ///   - overseers: beside `reader`, which is simulated.
    package static func pipeline(
        _ stages: String, context: String = "earlier", overseers: String = "", top: String = ""
    ) -> String {
        """
        quire: 1
        name: small
        seed: 17
        \(top)
        data:
          books: {path: "books/*.txt", split: {train: 3, test: 1}}
          notes: {path: notes.jsonl, format: jsonl}
        task:
          instruction: Summarise.
          max_words: {leaf: 20, inner: 24, root: 30}
          context: \(context)
        oversight: {words: 400, minutes: 1000}
        decomposers:
          fixed: {kind: fixed, leaf_words: 40, fan_in: 3}
          chapters: {kind: structure, leaf_words: 60, fan_in: 3}
        overseers:
          reader: {kind: simulated, gold: coverage, noise: 0.1}
        \(indented(overseers))
        stages:
        \(indented(stages))
        """
    }

    /// Every verb that runs, with trainings of a few steps.
    package static let learning = """
        trees: {decompose: books.train, by: fixed}
        demos: {ask: trees, for: demonstration, nodes: leaves, overseer: reader, count: 12}
        bc: {train: policy, by: bc, from: extractive, using: demos, with: {epochs: 2, hidden: 8}}
        pairs: {ask: trees, for: comparison, nodes: all, policy: bc, samples: 3, overseer: reader, count: 40}
        reward: {train: reward, from: bc, using: pairs, with: {epochs: 2, hidden: 8, ensemble: 2}}
        sound: {evaluate: reward, using: pairs, metrics: [accuracy, calibration]}
        rl: {train: policy, by: ppo, from: bc, in: trees, reward: reward, after: sound, with: {steps: 4, batch: 8, epochs: 1, minibatches: 1}}
        unseen: {decompose: books.test, by: fixed}
        summaries: {recompose: unseen, policy: rl}
        imitated: {recompose: unseen, policy: bc}
        quality: {evaluate: summaries, metrics: [gold, rouge-1, words, reward, kl, orphans], overseer: reader, refs: notes, reward: reward, from: bc}
        """

    private static func indented(_ text: String) -> String {
        text.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
    }
}
