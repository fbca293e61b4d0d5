import Foundation
import Testing
import Text

/// Novels as they are found, when the folder with data is at hand: `QUIRE_DATA`, or `shared/data` beside the
/// package.
@Suite(
    .enabled(
        if: SharedData.isAtHand, "No data: set QUIRE_DATA, or put it in ../shared/data, to read real books."))
struct RealBooksTests {
    @Test(arguments: [
        ("books/11-0_Alice-s-Adventures-in-Wonderland.txt", [12]), ("books/11-h.htm", [12]),
        ("books/120-0_Treasure-Island.txt", [6, 34]),
        ("books/1661_The-Adventures-of-Sherlock-Holmes.txt", [12, 3]),
        ("books/345-8_Dracula.txt", [27]), ("books/35_The-Time-Machine.txt", [13]),
        ("books/46-0_A-Christmas-Carol.txt", [6]), ("books/829-0_Gulliver-s-Travels.txt", [4, 40]),
        ("books/84-0_Frankenstein.txt", [28]), ("books/1063_The-Cask-of-Amontillado.txt", []),
        ("books/Anthony Hope - The Prisoner of Zenda.md", [22]),
        ("books/Ambrose Bierce - An Occurrence at Owl Creek Bridge.md", [3]),
        ("books/h-g-wells_the-time-machine.epub", [14]), ("books/jane-austen_pride-and-prejudice.epub", [61]),
        ("books/israelsailing.epub", [10]), ("books/trees.epub", [2]), ("books/hefty-water.epub", [1, 3]),
        ("books/wasteland-woff-obf.epub", [6]), ("litbank/books/158_emma.txt", [3, 55]),
        ("litbank/books/432_the_ambassadors.txt", [12, 36]), ("litbank/books/502_desert_gold.txt", [21, 4]),
        ("litbank/books/541_the_age_of_innocence.txt", [2, 34]),
        ("litbank/books/932_the_fall_of_the_house_of_usher.txt", []),
        ("litbank/books/2084_the_way_of_all_flesh.txt", [86]),
        ("litbank/books/15265_the_quest_of_the_silver_fleece_a_novel.txt", [38]),
        ("litbank/books/209_the_turn_of_the_screw.txt", [24]),
        ("litbank/books/74_the_adventures_of_tom_sawyer.txt", [36]),
    ])
    func hasSoManySectionsOfEachLevel(_ path: String, _ counts: [Int]) throws {
        let book = try SharedData.book(path)
        let deepest = book.sections.map(\.level).max() ?? 0
        #expect((0..<deepest).map { level in book.sections.count { $0.level == level + 1 } } == counts)
        #expect(!book.text.contains("Project Gutenberg"))
    }

    @Test func titlesAreThoseOfTheBook() throws {
        let alice = try SharedData.book("books/11-0_Alice-s-Adventures-in-Wonderland.txt")
        #expect(alice.sections.last?.title == "CHAPTER XII. Alice’s Evidence")
        let island = try SharedData.book("books/120-0_Treasure-Island.txt")
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

    static func book(_ path: String) throws -> Book {
        try Book.read(bytes(path), fileName: path)
    }
}
