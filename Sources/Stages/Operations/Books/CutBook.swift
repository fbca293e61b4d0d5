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
    }

    /// The unit of this operation with these settings and inputs.
    static func work(_ cutting: Cutting, book: Digest, seed: UInt64) throws -> Work {
        switch cutting {
        case .rule(let decomposer):
            try meaning.work(
                decomposer, inputs: ["book": [book]], seed: decomposer.isSeeded ? seed : nil)
        case .learned(let learned, let cutter):
            try meaning.work(learned, inputs: ["book": [book], "cutter": [cutter]], seed: nil)
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

    private func tree(of book: Book, _ job: Job) throws -> Tree {
        if let cutter = job.digests("cutter").first {
            let learned = try job.settings(as: LearnedCutting.self)
            return try CutterModel(decoding: job.bytes(of: cutter)).decompose(
                book, leaves: learned.leaves, snap: learned.snap, fanIn: learned.fanIn)
        }
        let decomposer = try job.settings(as: Decomposer.self)
        var stream = RandomStream(seed: job.work.seed ?? 0).split(label: "phase")
        return decompose(book, by: decomposer) { stream.uniform() }
    }
}
