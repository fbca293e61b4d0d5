import Engine
import Tensors
import Text

/// Changes a book again and again, each time cuts it anew, and counts what is still as it was.
///
/// The changes are drawn without the pipeline's seed: they are the same for every way of cutting, so that ways can be
/// compared change by change. What is random in the cuts is drawn anew each time from the same seed, as when a changed
/// book is run again.
struct MeasureStability: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.measureStability
    /// What a unit of this operation depends on besides its inputs and its seed.
    struct Settings: Codable {
        /// The way of cutting, where it is one that learns nothing.
        var decomposer: Decomposer?
        /// How a trained decomposer cuts.
        var learned: LearnedCutting?
        /// The number of changes.
        var edits: Int
    }

    /// What was counted; every share is the mean over the changes.
    struct Stability: Codable, Hashable {
        /// The share of leaves whose bytes stayed.
        var leaves: Double
        /// The share of nodes whose work stays good.
        var nodes: Double
        /// The share of leaves that stayed where a paragraph was put in early.
        var early: Double
        /// The number of changes; 0 where the book is too short to be changed.
        var edits: Int
    }

    /// The unit of this operation for a book.
    static func work(_ cutting: CutBook.Cutting, edits: Int, book: Digest, seed: UInt64) throws -> Work {
        switch cutting {
        case .rule(let decomposer):
            try meaning.work(
                Settings(decomposer: decomposer, edits: edits), inputs: ["book": [book]],
                seed: decomposer.isSeeded ? seed : nil)
        case .learned(let learned, let cutter):
            try meaning.work(
                Settings(learned: learned, edits: edits), inputs: ["book": [book], "cutter": [cutter]],
                seed: nil)
        case .oracle:
            throw StageProblem(
                "nobody knows who is meant where in a book that was changed: an oracle has no stability")
        }
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let book = try job.decoded(Book.self, "book")
        var stability = Stability(leaves: 0, nodes: 0, early: 0, edits: 0)
        guard let edits = BookEdits(of: book) else { return ["main": try JSON.encode(stability)] }
        let before = try tree(of: book, settings, job)
        func kept(_ edit: BookEdit) throws -> KeptNodes {
            try job.checkStop()
            let after = edit.applied(to: book)
            return KeptNodes(before, of: book, and: try tree(of: after, settings, job), of: after)
        }
        var stream = RandomStream(seed: 0).split(label: "edits")
        for _ in 0..<settings.edits {
            let kept = try kept(edits.draw { stream.below($0) })
            stability.leaves += kept.leafShare / Double(settings.edits)
            stability.nodes += kept.nodeShare / Double(settings.edits)
        }
        stability.early = try kept(edits.early).leafShare
        stability.edits = settings.edits
        return ["main": try JSON.encode(stability)]
    }

    private func tree(of book: Book, _ settings: Settings, _ job: Job) throws -> Tree {
        var stream = RandomStream(seed: job.work.seed ?? 0).split(label: "phase")
        if let decomposer = settings.decomposer {
            return try CutBook.tree(of: book, by: .rule(decomposer), &stream, job)
        }
        guard let learned = settings.learned else {
            throw MissingInput(operation: job.work.operation, port: "cutter")
        }
        return try CutBook.tree(of: book, by: .learned(learned, cutter: job.digest("cutter")), &stream, job)
    }
}
