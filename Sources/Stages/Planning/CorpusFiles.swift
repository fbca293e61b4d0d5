import Artifacts
import Foundation
import Glibc
import Pipeline
import Synchronization

/// The files behind the data sets of a pipeline: paths are relative to the pipeline's own file.
package struct CorpusFiles: Sendable {
    /// A file of a corpus.
    package struct BookFile: Hashable, Sendable {
        /// The file's name without its ending.
        package var name: String
        /// The path by which it can be opened.
        package var path: String
        /// The ending in lower case.
        package var format: String
    }

    private let folder: String
    /// What was found before; `nil` where all is looked at anew.
    private var known: Known?

    private final class Known: Sendable {
        /// By pattern.
        let paths = Mutex<[String: [String]]>([:])
        /// By corpus.
        let books = Mutex<[Corpus: [BookFile]]>([:])
    }

    /// - Parameter folder: where the pipeline file lies.
    package init(folder: String) { self.folder = folder }

    /// The same files as they are now: books and what patterns match are looked for once.
    func remembered() -> CorpusFiles {
        var files = self
        files.known = Known()
        return files
    }

    /// A path of the file as one that can be opened.
    package func resolve(_ path: String) -> String {
        path.hasPrefix("/") || folder.isEmpty ? path : folder + "/" + path
    }

    /// The files at and below a path, each by what follows the path, sorted: "" for a file itself; none where nothing is
    /// there. What is hidden, what Python keeps of its own, and folders behind links are left out.
    /// - Throws: `StageProblem` for more files than anybody writes; `FileError`.
    func tree(at path: String) throws -> [String] {
        guard let kind = Files.kind(of: resolve(path)) else { return [] }
        guard kind == S_IFDIR else { return kind == S_IFREG ? [""] : [] }
        var (files, open) = ([String](), [""])
        while let folder = open.popLast() {
            for name in try Files.names(in: resolve(path) + folder) where !name.hasPrefix(".") {
                let inner = resolve(path) + folder + "/" + name
                switch (Files.kind(of: inner), Files.kind(of: inner, followsLinks: false)) {
                case (S_IFREG, _): files.append(folder + "/" + name)
                case (S_IFDIR, S_IFDIR) where name != "__pycache__": open.append(folder + "/" + name)
                default: break
                }
            }
            guard files.count <= Self.mostProgramFiles else {
                throw StageProblem(
                    "'\(path)' in 'argv' is a folder of more than \(Self.mostProgramFiles) files, and would be kept with the program; name a smaller one, or one from '/'"
                )
            }
        }
        return files.sorted()
    }

    /// The most files of a folder that goes with a program.
    private static let mostProgramFiles = 10_000

    /// A file's bytes.
    package func content(of path: String) throws -> [UInt8] {
        try Files.read(path)
    }

    /// The files of a data set, sorted.
    package func paths(of data: DataSet) throws(CorpusProblem) -> [String] {
        try paths(matching: data.paths, at: data.place)
    }

    /// The files that patterns match, sorted; each pattern must match one.
    func paths(matching patterns: [String], at place: Place) throws(CorpusProblem) -> [String] {
        var found: Set<String> = []
        for pattern in patterns {
            guard Self.alternatives(in: pattern) <= Self.mostAlternatives else {
                throw CorpusProblem(
                    place: place,
                    message: "the braces of a path stand for more than \(Self.mostAlternatives) paths")
            }
            let paths: [String]
            do { paths = try matches(resolve(pattern)) } catch {
                throw CorpusProblem(place: place, message: "\(error)")
            }
            guard !paths.isEmpty else {
                throw CorpusProblem(place: place, message: "no file matches '\(resolve(pattern))'")
            }
            found.formUnion(paths)
        }
        return found.sorted()
    }

    /// The books of a corpus, or of one of its splits, sorted by name.
    package func books(of corpus: Corpus) throws(CorpusProblem) -> [BookFile] {
        if let books = known?.books.withLock({ $0[corpus] }) { return books }
        let books = try findBooks(of: corpus)
        known?.books.withLock { $0[corpus] = books }
        return books
    }

    private func findBooks(of corpus: Corpus) throws(CorpusProblem) -> [BookFile] {
        let all = try paths(of: corpus.data).map { path in
            let file = URL(fileURLWithPath: path)
            return BookFile(
                name: file.deletingPathExtension().lastPathComponent, path: path,
                format: file.pathExtension.lowercased())
        }
        var byName: [String: BookFile] = [:]
        for book in all {
            if let other = byName.updateValue(book, forKey: book.name) {
                throw CorpusProblem(
                    place: corpus.data.place,
                    message: "two files make the same book '\(book.name)': \(other.path) and \(book.path)")
            }
        }
        guard let split = corpus.split else { return all.sorted { $0.name < $1.name } }
        let groups = try groups(of: Array(byName.keys), corpus.data)
        do {
            return try BookSplit.assign(
                Array(byName.keys), to: corpus.data.amounts, seed: corpus.data.seed, fold: corpus.data.fold,
                groups: groups)[split, default: []].compactMap { byName[$0] }
        } catch {
            throw CorpusProblem(place: corpus.data.place, message: "'\(corpus.data.name)': \(error)")
        }
    }

    /// The annotations of a corpus by the names of their books.
    package func coreference(of data: DataSet) throws(CorpusProblem) -> [String: String] {
        guard !data.coreference.isEmpty else { return [:] }
        return Dictionary(
            try paths(matching: data.coreference, at: data.place).map { path in
                (URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent, path)
            }, uniquingKeysWith: { first, _ in first })
    }

    private func groups(of books: [String], _ data: DataSet) throws(CorpusProblem) -> [String: String]? {
        guard let groups = data.groups else { return nil }
        let path = resolve(groups.path)
        let table: [UInt8]
        do { table = try content(of: path) } catch {
            throw CorpusProblem(place: data.place, message: "\(error)")
        }
        return try BookGroups.groups(
            of: books, in: table, by: groups.column, path: path, place: data.place)
    }

    /// More than anybody writes; each brace multiplies them.
    private static let mostAlternatives = 10_000

    /// At least as many as the paths that the braces of a pattern stand for.
    private static func alternatives(in pattern: String) -> Int {
        var open: [Int] = []
        var all = 1
        for byte in pattern.utf8 {
            switch byte {
            case UInt8(ascii: "{"): open.append(1)
            case UInt8(ascii: ",") where !open.isEmpty: open[open.count - 1] += 1
            case UInt8(ascii: "}"): all = min(mostAlternatives + 1, all * (open.popLast() ?? 1))
            default: break
            }
        }
        return all
    }

    private func matches(_ pattern: String) throws(FileError) -> [String] {
        if let paths = known?.paths.withLock({ $0[pattern] }) { return paths }
        let paths = try glob(pattern)
        known?.paths.withLock { $0[pattern] = paths }
        return paths
    }

    /// The regular files that a pattern matches: a folder is no book, and what is no file may have no end. Where a folder
    /// is not there, or has a name that none can have, nothing matches.
    /// - Throws: `FileError` where a folder may not be listed: books are never silently fewer than there are.
    private func glob(_ pattern: String) throws(FileError) -> [String] {
        var result = glob_t()
        defer { globfree(&result) }
        let status = Glibc.glob(
            pattern, GLOB_BRACE, { _, code in [ENOENT, ENOTDIR, ENAMETOOLONG].contains(code) ? 0 : 1 },
            &result)
        guard status != GLOB_ABORTED else { throw FileError("list", pattern) }
        guard status == 0 else { return [] }
        return (0..<Int(result.gl_pathc)).compactMap { result.gl_pathv[$0].map { String(cString: $0) } }
            .filter { Files.kind(of: $0) == S_IFREG }
    }
}

extension DataSet {
    /// The splits in the order of the file: a whole number is a count of books, a number below 1 a share.
    var amounts: [(name: String, amount: Double)] {
        splits.map { (name: $0.name, amount: $0.size.amount) }
    }
}

extension DataSet.Split.Size {
    fileprivate var amount: Double {
        switch self {
        case .count(let count): Double(count)
        case .share(let share): min(share, 0.999_999)
        }
    }
}

/// The books that a pipeline names are not there.
package struct CorpusProblem: Error, Hashable, CustomStringConvertible {
    /// Where the data set stands in the pipeline file.
    package var place: Place
    /// What is wrong, in a sentence.
    package var message: String

    /// The message, without the place.
    package var description: String { message }
}
