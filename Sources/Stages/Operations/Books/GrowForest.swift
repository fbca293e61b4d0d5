import Engine
import Pipeline
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
        /// How many books may be left out; `nil` for none.
        var failures: Allowance?
    }

    /// A book's name and how its file is read.
    struct BookFile: Codable {
        /// The book's name.
        var name: String
        /// The file's ending in lower case.
        var format: String
        /// Whether the next of the annotations is about this book; `nil` where none is.
        var hasCoreference: Bool?
        /// Whether the text of its headings is taken out; `nil` where it is kept.
        var withoutHeadings: Bool?
    }

    /// A way of cutting under the name that the pipeline gives it.
    struct NamedDecomposer: Codable {
        /// The name of the way of cutting.
        var name: String
        /// The way of cutting, where it is one that learns nothing.
        var decomposer: Decomposer?
        /// How the next of the trained decomposers cuts, where it is one.
        var learned: LearnedCutting?
        /// The limits of the best cuts that are possible, where it is those.
        var oracle: LearnedCutting?
    }

    /// What it reads.
    struct Inputs {
        /// The files of the books.
        var sources: [Digest]
        /// The trained decomposers, a set of models each, in the order of the settings.
        var cutters: [Digest] = []
        /// The files that say who is meant where, in the order of the books that have one.
        var annotations: [Digest] = []
    }

    /// The unit of this operation with these settings and inputs.
    static func work(_ settings: Settings, _ inputs: Inputs, seed: UInt64) throws -> Work {
        try Meaning.growForest.work(
            settings, inputs: inputs.ports,
            seed: settings.decomposers.contains { $0.decomposer?.isSeeded ?? false } ? seed : nil)
    }

    /// Does one unit and gives the bytes of its outputs, by port.
    func run(_ job: Job) async throws -> [String: [UInt8]] {
        let settings = try job.settings(as: Settings.self)
        let inputs = Inputs(job)
        let seed = job.work.seed ?? 0
        let books = inputs.books(settings.books)
        let cuts = try Self.cuts(settings.decomposers, inputs.cutters, job)
        let leniency = Leniency<Source>(noun: .book, allowance: settings.failures, name: \.file.name)
        // A book that one of several ways cannot cut is left out of all of them: they stay comparable.
        let grown = try await job.fanOut(books, leniency) { source in
            try await cuts.concurrentMap { cut in
                let name = cuts.count > 1 ? "\(source.file.name) (\(cut.name))" : source.file.name
                return try await entry(name, source, cut, seed: seed, job: job)
            }
        }
        let entries = grown.results.flatMap(\.self)
        let statistics = try JSON.encode(try statistics(of: entries, job))
        let forest = Forest(entries: entries, statistics: Digest(of: statistics))
        var outputs = ["main": try JSON.encode(forest), "statistics": statistics]
        outputs.merge(try grown.omissions.outputs()) { mine, _ in mine }
        return outputs
    }

    /// Ways of cutting with their names.
    static func cuts(_ named: [NamedDecomposer], _ cutters: [Digest], _ job: Job) throws -> [(
        name: String, cutting: CutBook.Cutting
    )] {
        var cutters = cutters[...]
        return try named.map { cut in
            if let decomposer = cut.decomposer { return (cut.name, .rule(decomposer)) }
            if let oracle = cut.oracle { return (cut.name, .oracle(oracle)) }
            guard let learned = cut.learned, let cutter = cutters.popFirst() else {
                throw MissingInput(operation: job.work.operation, port: "cutters")
            }
            return (cut.name, .learned(learned, cutter: try job.models(cutter).shared))
        }
    }

    private func entry(
        _ name: String, _ source: Source, _ cut: (name: String, cutting: CutBook.Cutting),
        seed: UInt64, job: Job
    ) async throws -> Forest.Entry {
        let (book, coreference) = try await job.read(source)
        let cutting = try await job.perform(
            try CutBook.work(cut.cutting, book: book, coreference: coreference, seed: seed),
            label: "\(job.label) · cut \(name)")
        var tree = try JSON.decode(Tree.self, from: job.bytes(of: try cutting.main))
        tree.book = name
        var leaves = cutting.ports
        leaves["main"] = nil
        return Forest.Entry(
            name: name, file: source.file.name, book: book, tree: tree, leaves: leaves,
            coreference: coreference)
    }

    /// What words the leaves have. Read from the books at the leaves' places: the same bytes as the leaves' own blobs, of
    /// which there may be many thousands.
    private func statistics(of entries: [Forest.Entry], _ job: Job) throws -> WordStatistics {
        var statistics = WordStatistics()
        var read: (book: Digest, text: [UInt8])?
        for entry in entries {
            // A book that was cut in several ways stands there as often, one after the other.
            if read?.book != entry.book {
                let book = try JSON.decode(Book.self, from: job.bytes(of: entry.book))
                read = (entry.book, Array(book.text.utf8))
            }
            guard let text = read?.text else { continue }
            for node in entry.tree.nodes where node.height == 0 {
                try job.checkStop()
                statistics.add(String(decoding: text[node.span.start..<node.span.end], as: UTF8.self))
            }
        }
        return statistics
    }
}

extension GrowForest {
    /// A book with the contents of its files.
    struct Source {
        /// The book's name, and how its file is read.
        var file: BookFile
        /// The file of the book.
        var bytes: Digest
        /// The file that says who is meant where; `nil` for none.
        var annotations: Digest?
    }
}

extension GrowForest.Inputs {
    /// What a unit that cuts books was given.
    init(_ job: Job) {
        self.init(
            sources: job.digests("source"), cutters: job.digests("cutters"),
            annotations: job.digests("annotations"))
    }

    /// The same as inputs of a unit; a port without one is left out.
    var ports: [String: [Digest]] {
        var ports = ["source": sources]
        if !cutters.isEmpty { ports["cutters"] = cutters }
        if !annotations.isEmpty { ports["annotations"] = annotations }
        return ports
    }

    /// The books with their files.
    func books(_ files: [GrowForest.BookFile]) -> [GrowForest.Source] {
        var annotations = annotations[...]
        return zip(files, sources).map { file, bytes in
            .init(
                file: file, bytes: bytes,
                annotations: file.hasCoreference == true ? annotations.popFirst() : nil)
        }
    }
}

extension Job {
    /// Reads a book, and who is meant where in it if that is known.
    func read(_ source: GrowForest.Source) async throws -> (book: Digest, coreference: Digest?) {
        let imported = try await perform(
            try ImportBook.work(format: source.file.format, source: source.bytes),
            label: "\(label) · read \(source.file.name)"
        ).main
        let book =
            source.file.withoutHeadings != true
            ? imported
            : try await perform(
                try StripHeadings.work(book: imported),
                label: "\(label) · take headings out of \(source.file.name)"
            ).main
        let coreference = try await source.annotations.asyncMap { annotations in
            try await perform(
                try ReadCoreference.work(book: book, source: source.bytes, annotations: annotations),
                label: "\(label) · coreference of \(source.file.name)"
            ).main
        }
        return (book, coreference)
    }
}
