import Tensors
import Testing
import Text

@testable import Learning

/// Trained decomposers on a text in which cuts are good before names and bad before pronouns.
@Suite struct CutterTests {
    private static let sizes = LeafSizes(least: 20, most: 80, about: 40)
    /// Forty passages of four sentences that begin with a name and go on with pronouns.
    private static let book: Book = {
        let names = ["Anna", "Henry", "Clara", "George"]
        let text = (0..<40).map { index in
            let name = names[index % 4]
            let (he, his) = index % 2 == 0 ? ("She", "her") : ("He", "his")
            return
                "\(name) came down the long road to the harbour at noon. \(he) looked at the grey water and the boats. "
                + "\(he) thought about \(his) letter for a while. Then \(he.lowercased()) went home again."
        }.joined(separator: " ")
        return Book(name: "tale", text: text, sections: [], sceneBreaks: [], origins: OriginMap())
    }()

    private static func reading() -> CutReading {
        CutReading(
            of: book,
            places: CutPlaces(of: Boundaries(of: book), snap: .sentence, spacing: sizes.least))
    }

    private static func localityTraining(_ epochs: Int = 30) -> LocalityTraining {
        let orphans = LeafOrphans.mentions(personMentions(in: book.text))
        let passages = CutPassage.passages(of: reading(), words: 400, leaves: sizes)
        var settings = LocalityTraining.Settings()
        settings.epochs = epochs
        settings.prior = 0
        return LocalityTraining(
            settings: settings, examples: passages.map { ($0, $0.costs(of: orphans)) },
            seed: RandomStream(seed: 5))
    }

    @Test func everyPlaceHasAllFeatures() {
        let reading = Self.reading()
        #expect(reading.rows.count == reading.places.all.count * CutFeature.count)
        let areFinite = reading.rows.allSatisfy { $0.isFinite }
        #expect(areFinite)
        #expect(Set(CutFeature.names).count == CutFeature.count)
    }

    @Test func passagesHoldEveryPlaceOnce() {
        let reading = Self.reading()
        let passages = CutPassage.passages(of: reading, words: 400, leaves: Self.sizes)
        #expect(passages.count == 3)
        #expect(passages.first?.offsets.first == 0)
        #expect(passages.last?.offsets.last == Self.book.text.utf8.count)
        for (one, next) in zip(passages, passages.dropFirst()) {
            #expect(one.offsets.last == next.offsets.first)
        }
    }

    @Test func localityLearnsToCutBeforeNames() {
        var training = Self.localityTraining()
        while !training.isFinished { _ = training.advance() }
        let tree = training.model.decompose(Self.book, leaves: Self.sizes, snap: .sentence, fanIn: 6)
        let leaves = tree.leaves.map { tree.text(of: $0, in: Self.book) }
        #expect(leaves.joined() == Self.book.text)
        let orphans = leaves.map { orphanPronouns(in: $0).orphans }.reduce(0, +)
        let fixed = decompose(Self.book, by: .fixed(CutLimits(leafWords: 25)))
        let orphansOfFixed = fixed.leaves.map {
            orphanPronouns(in: fixed.text(of: $0, in: Self.book)).orphans
        }
        .reduce(0, +)
        #expect(orphans == 0)
        #expect(orphansOfFixed > 20)
    }

    @Test func imitationCutsWhereItWasShown() {
        let reading = Self.reading()
        let starts = reading.places.all.filter { place in
            ["Anna", "Henry", "Clara", "George"].contains {
                Self.book.text.utf8(from: place.offset).hasPrefix($0)
            }
        }.map(\.offset)
        let leaves = zip([0] + starts, starts + [Self.book.text.utf8.count]).map { Span(start: $0, end: $1) }
        var settings = CutImitation.Settings()
        settings.epochs = 200
        settings.evenness = 0
        var training = CutImitation(
            settings: settings, examples: [.init(reading, leaves: leaves)], seed: RandomStream(seed: 5))
        while !training.isFinished { _ = training.advance() }
        let scores = training.model.scorer.scores(reading)
        for (place, score) in zip(reading.places.all, scores) {
            let isStart = starts.contains(place.offset)
            #expect((score > 0) == isStart)
        }
    }

    @Test func lengthsOfWhatIsImitatedAreLearnedWhereAskedFor() throws {
        let reading = Self.reading()
        let starts = reading.places.all.indices.filter { $0 % 4 == 3 }.map { reading.places.all[$0].offset }
        let leaves = zip([0] + starts, starts + [Self.book.text.utf8.count]).map { Span(start: $0, end: $1) }
        let example = CutImitation.Example(reading, leaves: leaves)
        #expect(example.lengths.count == leaves.count)
        #expect(abs(example.lengths.reduce(0, +) - Double(leaves.count)) < 1e-9)
        var settings = CutImitation.Settings()
        (settings.epochs, settings.evenness) = (1, nil)
        for trees in [0, 2] {
            settings.trees = trees
            var training = CutImitation(settings: settings, examples: [example], seed: RandomStream(seed: 5))
            while !training.isFinished { _ = training.advance() }
            let model = training.model
            #expect(model.evenness == .fitted(to: example.lengths))
            #expect(model.card.settings["evenness"] == "fit")
            #expect(try CutterModel(decoding: model.encoded()) == model)
        }
    }

    @Test func treesSeeHowAPlaceDiffersFromItsNeighbours() {
        #expect(
            CutScorer.compared([1, 0.5, 4, 0.5, 2, 0], columns: 2)
                == [1, 0.5, 0, 0, -3, 0, 4, 0.5, 3, 0, 2, 0.5, 2, 0, -2, -0.5, 0, 0])
        #expect(CutScorer.compared([7], columns: 1) == [7, 0, 0])
        #expect(CutScorer.compared([], columns: 3) == [])
    }

    @Test(arguments: [1, 7, 11, 12, 14]) func severalNetworksAndTreesGoOnFromACheckpointOfAnyOfThem(stop: Int)
        throws
    {
        let reading = Self.reading()
        let starts = reading.places.all.indices.filter { $0 % 4 == 3 }.map { reading.places.all[$0].offset }
        let leaves = zip([0] + starts, starts + [Self.book.text.utf8.count]).map { Span(start: $0, end: $1) }
        var settings = CutImitation.Settings()
        (settings.networks, settings.hidden, settings.epochs, settings.trees) = (3, 4, 4, 3)
        func training() -> CutImitation {
            CutImitation(
                settings: settings, examples: [.init(reading, leaves: leaves)], seed: RandomStream(seed: 5))
        }
        var whole = training()
        var first = training()
        #expect(whole.stepCount == 15)
        for _ in 0..<stop { _ = first.advance() }
        var second = training()
        try second.restore(first.checkpoint)
        while !whole.isFinished { _ = whole.advance() }
        while !second.isFinished { _ = second.advance() }
        #expect(whole.model == second.model)
        #expect(whole.model.scorer.network.shape.hidden == 12)
        #expect(whole.model.scorer.trees?.trees.count == 3)
        let stored = try CutterModel(decoding: whole.model.encoded())
        #expect(stored == whole.model)
        #expect(stored.scorer.scores(reading) == whole.model.scorer.scores(reading))
        #expect(throws: BinaryError.self) { try second.restore(Array(first.checkpoint.dropLast())) }
    }

    @Test func aTrainingGoesOnFromItsCheckpoint() throws {
        var whole = Self.localityTraining(4)
        var first = Self.localityTraining(4)
        for _ in 0..<2 { _ = first.advance() }
        var second = Self.localityTraining(4)
        try second.restore(first.checkpoint)
        while !whole.isFinished { _ = whole.advance() }
        while !second.isFinished { _ = second.advance() }
        #expect(whole.model == second.model)
        let torn = Array(first.checkpoint.dropLast())
        #expect(throws: BinaryError.self) { try second.restore(torn) }
    }

    /// Comparisons by somebody who wants leaves to begin with a name.
    private static func splitReward() -> SplitReward {
        let reading = reading()
        let columns = CutFeature.count
        let row = { (place: Int) in Array(reading.rows[(place * columns)..<((place + 1) * columns)]) }
        let names = reading.places.all.indices.filter { place in
            ["Anna", "Henry", "Clara", "George"].contains {
                book.text.utf8(from: reading.places.all[place].offset).hasPrefix($0)
            }
        }
        let others = reading.places.all.indices.filter { !names.contains($0) }
        let examples = (0..<200).map { index -> SplitRewardTraining.Example in
            let (good, bad) = (row(names[index % names.count]), row(others[index * 7 % others.count]))
            let isFirst = index % 2 == 0
            return .init(
                first: isFirst ? good : bad, second: isFirst ? bad : good, preference: isFirst ? 1 : 0,
                passage: "passage \(index % 20)")
        }
        var training = SplitRewardTraining(settings: .init(), examples: examples, seed: RandomStream(seed: 2))
        while !training.isFinished { _ = training.advance() }
        return training.model
    }

    @Test func aRewardOfSplitsLearnsFromComparisons() {
        let reward = Self.splitReward()
        #expect(reward.card.metrics["heldout/accuracy"] == 1)
        #expect(reward.card.counts == ["comparisons": 200, "heldout": 20])
        let scores = reward.scores(rows: Self.reading().rows)
        let expected = reward.scorer.scores(rows: Self.reading().rows).map { $0 / reward.deviation }
        #expect(scores == expected)
    }

    @Test func practiceRaisesTheRewardAndAPriceHoldsTheCutterNear() {
        func trained(_ kl: Double) -> [String: Double] {
            var settings = CutReinforcement.Settings()
            settings.kl = kl
            settings.steps = 30
            settings.batch = 3
            settings.rate = 0.02
            let orphans = LeafOrphans.mentions(personMentions(in: Self.book.text))
            let passages = CutPassage.passages(of: Self.reading(), words: 400, leaves: Self.sizes)
            var start = Self.localityTraining(1).model
            start.scorer.network.parameters = start.scorer.network.parameters.map { _ in 0.01 }
            let reward = Self.splitReward()
            var training = CutReinforcement(
                settings: settings, start: start,
                examples: passages.map {
                    .init($0, costs: $0.costs(of: orphans), returns: SplitReturn(reward, of: $0))
                },
                seed: RandomStream(seed: 5))
            var first: [Metric] = []
            while !training.isFinished {
                let metrics = training.advance()
                if first.isEmpty { first = metrics }
            }
            var ends = training.model.card.metrics
            for metric in first { ends["first " + metric.name] = metric.value }
            return ends
        }
        let free = trained(0.001)
        let held = trained(2)
        #expect(free["first kl/exact"] == 0)
        #expect(free["reward/mean", default: 0] > free["first reward/mean", default: 0] + 0.5)
        #expect(free["orphans", default: 1] < 0.5 * free["first orphans", default: 0])
        #expect(held["kl/exact", default: 9] < 0.5 * free["kl/exact", default: 0])
    }

    @Test func modelsAreKept() throws {
        let model = Self.localityTraining(1).model
        let read = try CutterModel(decoding: model.encoded())
        #expect(read == model)
        let reward = Self.splitReward()
        let readReward = try SplitReward(decoding: reward.encoded())
        #expect(readReward == reward)
        #expect(throws: BinaryError.self) { _ = try CutterModel(decoding: Array(model.encoded().dropLast())) }
    }

    @Test func nodesHaveAtMostFanInChildrenWhateverTheScores() {
        let tree = Self.localityTraining(1).model.decompose(
            Self.book, leaves: Self.sizes, snap: .sentence, fanIn: 3)
        #expect(tree.nodes.allSatisfy { $0.children.count <= 3 })
        #expect(tree.leaves.count == Self.sizes.count(words: wordCount(Self.book.text)))
    }
}

extension String {
    fileprivate func utf8(from offset: Int) -> String {
        String(decoding: Array(utf8)[offset...], as: UTF8.self)
    }
}
