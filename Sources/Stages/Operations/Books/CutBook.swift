import Engine
import Learning
import Tensors
import Text

/// Cuts a book into a tree, and gives each leaf's text as an output of its own.
///
/// What is random in the cuts is drawn from the seed alone, not from the key, which holds the book's bytes: where one
/// sentence was edited the other cuts of a fixed grid stay, and only the leaves that changed are answered again.
struct CutBook: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.cutBook

    /// A way of cutting.
    enum Cutting {
        /// One that learns nothing.
        case rule(Decomposer)
        /// That of a trained model.
        case learned(LearnedCutting, cutter: Digest)
        /// By the coreference of the book itself: as few orphans as can be.
        case oracle(LearnedCutting)
    }

    /// The unit of this operation with these settings and inputs.
    ///
    /// - Parameter coreference: who is meant where; only an oracle reads it.
    static func work(_ cutting: Cutting, book: Digest, coreference: Digest? = nil, seed: UInt64) throws
        -> Work
    {
        switch cutting {
        case .rule(let decomposer):
            try meaning.work(
                decomposer, inputs: ["book": [book]], seed: decomposer.isSeeded ? seed : nil)
        case .learned(let learned, let cutter):
            try meaning.work(learned, inputs: ["book": [book], "cutter": [cutter]], seed: nil)
        case .oracle(let limits):
            try meaning.work(
                limits, inputs: ["book": [book], "coreference": coreference.map { [$0] } ?? []], seed: nil)
        }
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let book = try job.decoded(Book.self, "book")
        let tree = try tree(of: book, job)
        try tree.validate(against: book)
        let leaves = tree.nodes.count { $0.height == 0 }
        job.note("\(Figures.count(leaves, "leaf", "leaves")), height \(tree.height)")
        var outputs = ["main": try JSON.encode(tree)]
        let bytes = Array(book.text.utf8)
        for node in tree.nodes where node.height == 0 {
            outputs[node.path] = Array(bytes[node.span.start..<node.span.end])
        }
        return outputs
    }

    /// The cuts that leave fewest pronouns without their person: what any decomposer could reach at best.
    private func oracle(_ book: Book, _ job: Job) throws -> Tree {
        let limits = try job.settings(as: LearnedCutting.self)
        guard let digest = job.digests("coreference").first else {
            throw StageProblem(
                "an oracle cuts by who is meant where, and the data set says nothing of it: name its files (`coreference:`)"
            )
        }
        let references = try JSON.decode(Coreference.self, from: job.bytes(of: digest)).references
        let places = CutPlaces(of: Boundaries(of: book), snap: limits.snap, spacing: limits.leaves.least)
        let reading = CutReading(placesOnly: places)
        let whole = CutPassage.passages(of: reading, words: .max / 4, leaves: limits.leaves)
        let spans = whole.flatMap { passage in
            let costs = zip(passage.costs(of: .references(references)), passage.uneven).map { $0 + $1 / 1e4 }
            return passage.spans(passage.lattice.cheapest(costs))
        }
        return Tree(of: book, leaves: spans, fanIn: limits.fanIn)
    }

    private func tree(of book: Book, _ job: Job) throws -> Tree {
        if job.work.inputs["coreference"] != nil { return try oracle(book, job) }
        var stream = RandomStream(seed: job.work.seed ?? 0).split(label: "phase")
        if let cutter = job.digests("cutter").first {
            let learned = try job.settings(as: LearnedCutting.self)
            return try Self.tree(of: book, by: .learned(learned, cutter: cutter), &stream, job)
        }
        return try Self.tree(of: book, by: .rule(job.settings(as: Decomposer.self)), &stream, job)
    }

    /// How a way of cutting cuts a book, or a passage taken as one.
    static func tree(of book: Book, by cutting: Cutting, _ stream: inout RandomStream, _ job: Job) throws
        -> Tree
    {
        switch cutting {
        case .rule(let decomposer):
            var draws = stream
            defer { stream = draws }
            return decompose(book, by: decomposer) { draws.uniform() }
        case .learned(let learned, let cutter):
            return try DecomposerModel(decoding: job.bytes(of: cutter)).decompose(
                book, leaves: learned.leaves, snap: learned.snap, fanIn: learned.fanIn, cuts: learned.cuts)
        case .oracle:
            throw StageProblem("an oracle proposes nothing: it cuts by what nobody is shown")
        }
    }
}
