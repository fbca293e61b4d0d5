import Foundation
import Testing

@testable import Text

/// The folder of real data: `QUIRE_DATA`, or `../shared/data` beside the repository; nil where it is absent.
private let data: URL? = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    let folder =
        ProcessInfo.processInfo.environment["QUIRE_DATA"].map { URL(filePath: $0) }
        ?? root.deletingLastPathComponent().appending(path: "shared/data")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
}()

@Suite struct RealBookTests {
    @Test(
        .enabled(
            if: data != nil, "needs the novels of LitBank: set QUIRE_DATA to the folder that holds litbank/"),
        arguments: [
            "120_treasure_island.txt", "932_the_fall_of_the_house_of_usher.txt",
        ])
    func novelsAreCutWithinTheLimits(_ file: String) throws {
        let url = try #require(data).appending(path: "litbank/books/" + file)
        let book = try Book.read([UInt8](try Data(contentsOf: url)), fileName: file)
        let limits = CutLimits(leafWords: 450, fanIn: 6)
        for decomposer in Decomposer.every(limits) {
            let tree = decompose(book, by: decomposer, uniform: { 0.3 })
            try tree.validate(against: book)
            let texts = tree.leaves.map { tree.text(of: $0, in: book) }
            #expect(texts.joined() == book.text)
            if decomposer == .whole { continue }
            #expect(texts.allSatisfy { wordCount($0) <= 450 })
            // Every cut falls after a sentence; none of these novels has one of 450 words.
            let ends = Set(sentences(in: book.text).map(\.end))
            #expect(tree.leaves.allSatisfy { ends.contains(tree.nodes[$0].span.end) })
        }
    }

    @Test(
        .enabled(if: data != nil, "needs LitBank: set QUIRE_DATA to the folder that holds litbank/"),
        arguments: ["coref", "books"])
    func withSizesEveryKindMakesEquallyManyLeavesWithinTheBounds(_ folder: String) throws {
        let folder = try #require(data).appending(path: "litbank/" + folder)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            .filter { $0.hasSuffix(".txt") }
        // All samples, and every eighth novel.
        let chosen =
            files.count > 55 ? files : files.enumerated().filter { $0.offset % 8 == 0 }.map(\.element)
        for file in chosen {
            let bytes = [UInt8](try Data(contentsOf: folder.appending(path: file)))
            let book = try Book.read(bytes, fileName: file)
            let limits = CutLimits(
                leafWords: 280, fanIn: 6, sizes: LeafSizes(least: 100, most: 280, about: 200))
            for decomposer in Decomposer.every(limits) where decomposer != .whole {
                let tree = decompose(book, by: decomposer, uniform: { 0.3 })
                let words = tree.leaves.map { tree.nodes[$0].words }
                #expect(words.count == (wordCount(book.text) + 100) / 200, "\(file) \(decomposer)")
                #expect(words.allSatisfy { (50...280).contains($0) }, "\(file) \(decomposer) \(words)")
                #expect(tree.leaves.map { tree.text(of: $0, in: book) }.joined() == book.text)
            }
        }
    }
}
