import Foundation
import Pipeline
import SmallBooks
import Testing

@testable import Stages

@Suite struct CorpusFilesTests {
    private func bench(_ path: String, files: [String], split: String = "") throws -> (Bench, Corpus) {
        let bench = try Bench(
            SmallBooks.pipeline("trees: {decompose: books, by: whole}").replacing(
                "{path: \"books/*.txt\", split: {train: 3, test: 1}}", with: "{path: \(path)\(split)}"),
            books: Dictionary(uniqueKeysWithValues: files.map { ($0, "Text of \($0).") }))
        guard case .decompose(let step)? = try bench.checked().graph?.cells.first?.step else {
            throw StageProblem("there is no stage")
        }
        return (bench, step.corpus)
    }

    private func books(_ path: String, files: [String]) throws -> [CorpusFiles.BookFile] {
        let (bench, corpus) = try bench(path, files: files)
        return try CorpusFiles(folder: bench.folder).books(of: corpus)
    }

    @Test func `a book is named after its file, sorted by name, with the ending in lower case`() throws {
        let books = try books("books/*", files: ["b.TXT", "a.epub", "c.d.md"])
        #expect(books.map(\.name) == ["a", "b", "c.d"])
        #expect(books.map(\.format) == ["epub", "txt", "md"])
    }

    @Test func `paths that overlap give each book once`() throws {
        #expect(
            try books("[books/*.txt, books/a.txt, \"books/a*\"]", files: ["a.txt", "b.txt"]).map(\.name) == [
                "a", "b",
            ])
    }

    @Test(arguments: [
        ("books/{a,b}.txt", ["a", "b"]), ("books/{b,c}.{txt,md}", ["b", "c"]), ("{books,none}/a.txt", ["a"]),
        ("books/{a,none}.txt", ["a"]), ("books/{a,[bc]}.*", ["a", "b", "c"]),
    ])
    func `braces stand for each of their words`(path: String, names: [String]) throws {
        #expect(try books("\"\(path)\"", files: ["a.txt", "b.txt", "c.md"]).map(\.name) == names)
    }

    @Test func `braces of which no word matches anything are refused`() throws {
        let (bench, corpus) = try bench("\"books/{x,y}.txt\"", files: ["a.txt"])
        #expect(throws: CorpusProblem.self) { try CorpusFiles(folder: bench.folder).books(of: corpus) }
    }

    @Test func `braces that stand for very many paths are refused`() throws {
        let (bench, corpus) = try bench(
            "\"books/\(String(repeating: "{a,b}", count: 60))\"", files: ["a.txt"])
        let error = #expect(throws: CorpusProblem.self) {
            try CorpusFiles(folder: bench.folder).books(of: corpus)
        }
        #expect(error?.message == "the braces of a path stand for more than 10000 paths")
    }

    @Test(arguments: [255, 300, 5_000])
    func `a pattern in a folder that nobody has, or that nobody can have, matches nothing`(length: Int) throws
    {
        let path = String(repeating: "x", count: length) + "/*.txt"
        let (bench, corpus) = try bench(path, files: ["a.txt"])
        let error = #expect(throws: CorpusProblem.self) {
            try CorpusFiles(folder: bench.folder).books(of: corpus)
        }
        #expect(error?.message == "no file matches '\(bench.folder)/\(path)'")
        #expect(error?.place == corpus.data.place)
    }

    @Test(arguments: ["books", "/", "/dev/zero"])
    func `a folder or a device is no book`(path: String) throws {
        let (bench, corpus) = try bench(path, files: ["a.txt"])
        #expect(throws: CorpusProblem.self) { try CorpusFiles(folder: bench.folder).books(of: corpus) }
    }

    @Test func `each pattern must match something`() throws {
        let (bench, corpus) = try bench("[books/*.txt, books/*.epub]", files: ["a.txt"])
        let error = #expect(throws: CorpusProblem.self) {
            try CorpusFiles(folder: bench.folder).books(of: corpus)
        }
        #expect(error?.message == "no file matches '\(bench.folder)/books/*.epub'")
        #expect(error?.place == corpus.data.place)
    }

    @Test func `paths are relative to the pipeline's file, absolute ones are not`() {
        let files = CorpusFiles(folder: "/pipelines")
        #expect(files.resolve("books/*.txt") == "/pipelines/books/*.txt")
        #expect(files.resolve("/data/*.txt") == "/data/*.txt")
        #expect(CorpusFiles(folder: "").resolve("books/*.txt") == "books/*.txt")
    }
}
