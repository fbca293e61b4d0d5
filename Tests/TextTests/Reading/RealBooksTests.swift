import Foundation
import Synchronization
import Testing
import Text

/// Novels as they are found, when the folder with data is at hand: `QUIRE_DATA`, or `shared/data` beside the
/// package.
@Suite(
    .enabled(
        if: SharedData.isAtHand, "No data: set QUIRE_DATA, or put it in ../shared/data, to read real books."))
struct RealBooksTests {
    /// Each file with the number of its sections by level, outermost first: what is read, kept from changing unseen.
    /// Each number was compared by eye with the headings in the file.
    static let counts: [(path: String, sections: [Int])] = {
        let url = Bundle.module.url(forResource: "sections", withExtension: "tsv", subdirectory: "Golden")
        let lines = url.flatMap { try? String(contentsOf: $0, encoding: .utf8) }?.split(separator: "\n") ?? []
        return lines.map { line in
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
            return (String(parts[0]), parts[1].split(separator: " ").compactMap { Int($0) })
        }
    }()

    @Test(arguments: counts)
    func hasSoManySectionsOfEachLevel(_ path: String, _ counts: [Int]) throws {
        let book = try SharedData.book(path)
        let deepest = book.sections.map(\.level).max() ?? 0
        #expect((0..<deepest).map { level in book.sections.count { $0.level == level + 1 } } == counts)
        #expect(!book.text.contains("Project Gutenberg"))
    }

    @Test func thereAre69Books() { #expect(Self.counts.count == 69) }

    @Test func titlesAreThoseOfTheBook() throws {
        let alice = try SharedData.book("books/11-0_Alice-s-Adventures-in-Wonderland.txt")
        #expect(alice.sections.last?.title == "CHAPTER XII. Alice’s Evidence")
        let island = try SharedData.book("litbank/books/120_treasure_island.txt")
        #expect(
            island.sections.prefix(2).map(\.title)
                == ["PART ONE--The Old Buccaneer", "1: The Old Sea-dog at the Admiral Benbow"])
        let garden = try SharedData.book("litbank/books/113_the_secret_garden.txt")
        #expect(garden.sections[11].title == "CHAPTER XII: \"MIGHT I HAVE A BIT OF EARTH?\"")
    }

    @Test(arguments: ["books/page-blanche.epub", "books/svg-in-spine.epub"])
    func aBookOfPicturesIsRefused(_ path: String) {
        let error = #expect(throws: BookError.self) { try SharedData.book(path) }
        #expect(error?.kind == .noText)
    }

    @Test func everyLetterOfATextComesFromThatLetterInTheFile() throws {
        for path in [
            "books/84-0_Frankenstein.txt", "books/Anthony Hope - The Prisoner of Zenda.md", "books/11-h.htm",
        ] {
            let file = try SharedData.bytes(path)
            let book = try Book.read(file, fileName: path)
            let wrong = book.text.utf8.enumerated().count { offset, byte in
                let found = file[book.origins.lookup(offset).offset]
                return byte > 0x20 && byte < 0x80 && found != byte && found != UInt8(ascii: "&")
            }
            #expect(wrong == 0, "\(path)")
        }
    }
}

enum SharedData {
    static let folder: URL? = {
        let environment = ProcessInfo.processInfo.environment["QUIRE_DATA"].map { URL(fileURLWithPath: $0) }
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let beside = package.deletingLastPathComponent().appendingPathComponent("shared/data")
        return [environment, beside].compactMap(\.self).first {
            FileManager.default.fileExists(atPath: $0.path)
        }
    }()

    static var isAtHand: Bool { folder != nil }

    static func bytes(_ path: String) throws -> [UInt8] {
        let folder = try #require(folder)
        return [UInt8](try Data(contentsOf: folder.appendingPathComponent(path)))
    }

    /// Several suites look at the same novels: each is read once.
    static func book(_ path: String) throws -> Book {
        if let known = books.withLock({ $0[path] }) { return known }
        let book = try Book.read(bytes(path), fileName: path)
        books.withLock { $0[path] = book }
        return book
    }

    private static let books = Mutex<[String: Book]>([:])
}
