import Engine
import Text

/// Cuts every book of a corpus: what a `decompose` stage does.
struct GrowForest: StageOperation {
    /// The name and the revisions that keys hold for this operation.
    static let meaning = Meaning.growForest
    /// What a unit of this operation depends on besides its inputs and its seed.
    struct Settings: Codable {
        /// By input at the port `source`: the book's name and the file's ending.
        var books: [BookFile]
        /// More than one: each book is cut by each.
        var decomposers: [NamedDecomposer]
    }

    /// A book's name and how its file is read.
    struct BookFile: Codable {
        /// The book's name.
        var name: String
        /// The file's ending in lower case.
        var format: String
    }

    /// A way of cutting under the name that the pipeline gives it.
    struct NamedDecomposer: Codable {
        /// The name of the way of cutting.
        var name: String
        /// The way of cutting.
        var decomposer: Decomposer
    }

    /// The unit of this operation with these settings and inputs.
    static func work(_ settings: Settings, sources: [Digest], seed: UInt64) throws -> Work {
        try Meaning.growForest.work(
            settings,
            inputs: ["source": sources],
            seed: settings.decomposers.contains { $0.decomposer.isSeeded } ? seed : nil)
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let sources = job.digests("source")
        let seed = job.work.seed ?? 0
        let cuts = zip(settings.books, sources).flatMap { file, bytes in
            settings.decomposers.map { (file: file, bytes: bytes, cut: $0) }
        }
        let entries = try await job.fanOut(cuts) { file, bytes, cut in
            let name = settings.decomposers.count > 1 ? "\(file.name) (\(cut.name))" : file.name
            let book = try await job.perform(
                try ImportBook.work(format: file.format, source: bytes),
                label: "\(job.label) · read \(file.name)"
            ).main
            let cutting = try await job.perform(
                try CutBook.work(cut.decomposer, book: book, seed: seed), label: "\(job.label) · cut \(name)")
            var tree = try JSON.decode(Tree.self, from: job.bytes(of: try cutting.main))
            tree.book = name
            var leaves = cutting.ports
            leaves["main"] = nil
            return Forest.Entry(name: name, file: file.name, book: book, tree: tree, leaves: leaves)
        }
        var passages: [String] = []
        for entry in entries {
            for node in entry.tree.nodes where node.height == 0 {
                guard let leaf = entry.leaves[node.path] else { continue }
                passages.append(try job.text(of: leaf))
            }
        }
        let statistics = try JSON.encode(WordStatistics(passages: passages))
        let forest = Forest(entries: entries, statistics: Digest(of: statistics))
        return ["main": try JSON.encode(forest), "statistics": statistics]
    }
}
