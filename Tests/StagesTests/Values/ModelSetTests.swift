import Artifacts
import Learning
import Testing

@testable import Stages

@Suite struct ModelSetTests {
    private static func digest(_ name: String) -> Digest { Digest(of: name) }

    private let set = ModelSet(
        shared: digest("shared"), heights: [1: digest("height 1")], nodes: ["emma/0.1": digest("own")])

    private func passage(_ book: String, _ node: String, _ height: Int) -> JudgedPassage {
        JudgedPassage(book: book, node: node, height: height, start: 0, end: 0, text: "", limit: 1)
    }

    @Test func `a node's own model comes before its height's, and that before the shared one`() {
        #expect(set.model(for: "0.1", height: 1, in: "emma") == Self.digest("own"))
        #expect(set.model(for: "0.2", height: 1, in: "emma") == Self.digest("height 1"))
        #expect(set.model(for: "0.1", height: 1, in: "persuasion") == Self.digest("height 1"))
        #expect(set.model(for: "0.1.0", height: 0, in: "emma") == Self.digest("shared"))
    }

    @Test func `a scope goes on from its own model, or from the shared one`() {
        #expect(TrainingScope.shared.model(in: set) == Self.digest("shared"))
        #expect(TrainingScope.height(1).model(in: set) == Self.digest("height 1"))
        #expect(TrainingScope.height(2).model(in: set) == Self.digest("shared"))
        #expect(TrainingScope.node(book: "emma", path: "0.1", height: 1).model(in: set) == Self.digest("own"))
    }

    @Test func `a node without a model of its own goes on from its height's`() {
        #expect(
            TrainingScope.node(book: "emma", path: "0.2", height: 1).model(in: set) == Self.digest("height 1")
        )
    }

    @Test func `scopes are one for all, one a height from below, or one a node in order of first use`() {
        let passages = [
            passage("b", "0", 2), passage("a", "0.1", 0), passage("a", "0", 2), passage("a", "0.1", 0),
        ]
        #expect(TrainingScope.scopes(.all, over: passages) == [.shared])
        #expect(TrainingScope.scopes(.height, over: passages) == [.shared, .height(0), .height(2)])
        #expect(
            TrainingScope.scopes(.node, over: passages) == [
                .shared, .node(book: "b", path: "0", height: 2), .node(book: "a", path: "0.1", height: 0),
                .node(book: "a", path: "0", height: 2),
            ])
    }

    @Test func `a scope holds its own passages only`() {
        #expect(TrainingScope.shared.contains(passage("b", "0", 2)))
        #expect(TrainingScope.height(2).contains(passage("b", "0", 2)))
        #expect(!TrainingScope.height(1).contains(passage("b", "0", 2)))
        #expect(TrainingScope.node(book: "b", path: "0", height: 2).contains(passage("b", "0", 2)))
        #expect(!TrainingScope.node(book: "a", path: "0", height: 2).contains(passage("b", "0", 2)))
    }

    @Test func `a reinforced set keeps the supervised one behind it, however often it is reinforced`() throws
    {
        let rl = try ModelSet([(.shared, Self.digest("rl"))], anchor: set.supervised)
        #expect(rl.supervised == set)
        let again = try ModelSet([(.shared, Self.digest("rl 2"))], anchor: rl.supervised)
        #expect(again.supervised == set)
        #expect(again.shared == Self.digest("rl 2"))
    }

    @Test func `a set without a shared model is refused`() {
        #expect(throws: StageProblem.self) { try ModelSet([(.height(0), Self.digest("h"))]) }
    }
}
