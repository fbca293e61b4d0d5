import Foundation
import Testing

@testable import Text

/// Sections against lists made by hand from the files, of the twenty books of the shared data with the worst headings.
@Suite(
    .enabled(
        if: SharedData.isAtHand, "No data: set QUIRE_DATA, or put it in ../shared/data, to read real books."))
struct ChapterListTests {
    /// A place where a section begins, how deep it stands, and the first line of its heading.
    struct Entry: Hashable {
        var place: String
        var level: Int
        var heading: String
    }

    /// A section that was read: its place and level, its title, and the words of the text that are its heading.
    struct Found {
        var place: String
        var level: Int
        var words: [String]
    }

    @Test(arguments: [
        "age-of-innocence", "allan-quatermain", "ambassadors", "childrens-literature", "christmas-carol",
        "dear-enemy", "desert-gold", "dracula", "elizabeth", "evelina", "frankenstein", "gulliver",
        "house-behind-the-cedars", "piccadilly-jim", "sherlock-holmes", "silver-fleece", "sleepy-hollow",
        "tom-sawyer", "treasure-island", "usher",
    ])
    func everySectionOfTheListIsFoundAndNoOther(_ name: String) throws {
        let list = try list(name)
        let found = try sections(list.path)
        #expect(found.map(\.place) == list.entries.map(\.place))
        #expect(found.map(\.level) == list.entries.map(\.level))
        for (section, entry) in zip(found, list.entries) {
            let heading = Manuscript.key(entry.heading)
            #expect(
                section.words.contains { Manuscript.key($0).hasPrefix(heading) }, "\(entry): \(section.words)"
            )
        }
    }

    /// The file that a list is of, and its lines: place, level and heading between tabs.
    private func list(_ name: String) throws -> (path: String, entries: [Entry]) {
        let url = try #require(
            Bundle.module.url(forResource: name, withExtension: "txt", subdirectory: "Golden/chapters"))
        let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
        let entries = try lines.filter { !$0.hasPrefix("#") }.map { line in
            let parts = line.split(separator: "\t").map(String.init)
            try #require(parts.count == 3)
            return Entry(place: parts[0], level: try #require(Int(parts[1])), heading: parts[2])
        }
        return (String(try #require(lines.first).dropFirst(2)), entries)
    }

    /// The sections that are read, with the line of the file where each begins; of an EPUB, the page and its line.
    private func sections(_ path: String) throws -> [Found] {
        let file = try SharedData.bytes(path)
        let book = try SharedData.book(path)
        let archive = path.hasSuffix(".epub") ? try ZipArchive(file, fileName: path) : nil
        var lineEnds: [String?: [Int]] = [:]
        return try book.sections.map { section in
            let origin = book.origins.lookup(section.span.start)
            if lineEnds[origin.member] == nil {
                let page = try origin.member.flatMap { try archive?.read($0) } ?? file
                lineEnds[origin.member] = page.indices.filter { page[$0] == 0x0A }
            }
            let line = (lineEnds[origin.member] ?? []).prefix { $0 < origin.offset }.count + 1
            let prefix = origin.member.map { "\($0.split(separator: "/").last ?? ""):" } ?? ""
            return Found(
                place: "\(prefix)\(line)", level: section.level,
                words: [section.title, String(book.text.utf8(in: section.heading))])
        }
    }
}
