import Testing

@testable import Pipeline

@Suite struct MergingTests {
    private func load(_ files: [String: String], set: [String] = []) throws -> Document {
        try Document.load("runs/book.yaml", set: set, read: reader(files)).get()
    }

    @Test func mapsMergeDeeplyAndListsReplace() throws {
        let document = try load([
            "runs/book.yaml":
                "quire: 1\ninclude: [../common.yaml]\ntask: {criteria: [b], max_words: {leaf: 9}}\n",
            "common.yaml":
                "task: {instruction: Do., criteria: [a, c], max_words: {leaf: 5, inner: 7}}\nseed: 3\n",
        ])
        #expect(document.task?.instruction == "Do.")
        #expect(document.task?.criteria == ["b"])
        #expect(document.task?.maxWords == MaxWords(leaf: 9, inner: 7, root: 7))
        #expect(document.seed == 3)
        #expect(document.files == ["runs/book.yaml", "common.yaml"])
        #expect(document.name == "book")
    }

    @Test func laterIncludesWinAndADiamondIsNoCircle() throws {
        let document = try load([
            "runs/book.yaml": "quire: 1\ninclude: [a.yaml, b.yaml]\n",
            "runs/a.yaml": "include: [c.yaml]\nseed: 1\n", "runs/b.yaml": "include: [c.yaml]\nseed: 2\n",
            "runs/c.yaml": "seed: 3\nname: deep\n",
        ])
        #expect(document.seed == 2)
        #expect(document.name == "deep")
    }

    @Test func aVarStandsForItsWholeValueAndTheCommandLineWins() throws {
        let text =
            "quire: 1\nvars: {n: 3, words: {leaf: 10}}\nseed: $n\ntask: {instruction: $$n, max_words: $words}\n"
        let document = try load(["runs/book.yaml": text])
        #expect(document.seed == 3)
        #expect(document.task?.maxWords.leaf == 10)
        #expect(document.task?.instruction == "$n")
        #expect(try load(["runs/book.yaml": text], set: ["n=4"]).seed == 4)
        #expect(try load(["runs/book.yaml": text], set: ["vars.n=5", "n=6"]).seed == 6)
        #expect(try load(["runs/book.yaml": text], set: ["words={leaf: 77}"]).task?.maxWords.leaf == 77)
    }

    @Test func aTextIsNoNameUnlessAllOfItIs() throws {
        let text = "quire: 1\ntask: {instruction: costs $5 and $n, max_words: {leaf: 1}}\n"
        #expect(try load(["runs/book.yaml": text]).task?.instruction == "costs $5 and $n")
    }

    @Test func pathsAreJoinedToTheFolderOfTheFileThatNamesThem() {
        #expect(Merger.join("b.yaml", to: "a.yaml") == "b.yaml")
        #expect(Merger.join("./b.yaml", to: "x/a.yaml") == "x/b.yaml")
        #expect(Merger.join("../b.yaml", to: "x/a.yaml") == "b.yaml")
        #expect(Merger.join("../../b.yaml", to: "x/a.yaml") == "../b.yaml")
        #expect(Merger.join("/b.yaml", to: "x/a.yaml") == "/b.yaml")
        #expect(Merger.join("b.yaml", to: "/x/a.yaml") == "/x/b.yaml")
        #expect(Merger.join("../b.yaml", to: "/x/a.yaml") == "/b.yaml")
    }
}
