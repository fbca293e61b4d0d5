import Foundation
import Testing

@testable import Text

/// Who is meant where, read from LitBank's files.
@Suite struct CoreferenceTests {
    private static let source = "Anna saw a man .\nHe greeted her , and she him .\n"
    private static let annotations = """
        MENTION\tT0\t0\t0\t0\t0\tAnna\tPER\tPROP
        MENTION\tT1\t0\t2\t0\t3\ta man\tPER\tNOM
        MENTION\tT2\t1\t0\t1\t0\tHe\tPER\tPRON
        MENTION\tT3\t1\t2\t1\t2\ther\tPER\tPRON
        COREF\tT0\tAnna-1
        COREF\tT1\tman-2
        COREF\tT2\tman-2
        COREF\tT3\tAnna-1
        """

    private static func read(_ annotations: String) throws -> (Book, Coreference) {
        let bytes = Array(source.utf8)
        let book = try Book.read(bytes, fileName: "sample.txt")
        return (
            book, try Coreference(annotations: Array(annotations.utf8), source: bytes, book: book)
        )
    }

    @Test func aPronounPointsToTheLastNameOrNounOfItsEntity() throws {
        let (book, coreference) = try Self.read(Self.annotations)
        #expect(coreference.lost == 0)
        let places = ["Anna", "a man", "He", "her"].map {
            book.text.range(of: $0)?.lowerBound.utf16Offset(in: book.text)
        }
        #expect(
            coreference.references == [
                PronounReference(offset: places[2] ?? -1, antecedent: places[1]),
                PronounReference(offset: places[3] ?? -1, antecedent: places[0]),
            ])
    }

    @Test func aLeafThatBeginsAfterTheAntecedentMakesAnOrphan() throws {
        let (book, coreference) = try Self.read(Self.annotations)
        let orphans = LeafOrphans.references(coreference.references)
        let end = book.text.utf8.count
        #expect(orphans.counts(from: 0, to: [10, end]) == [0, 0])
        #expect(orphans.counts(from: 17, to: [20, end]) == [1, 2])
        #expect(orphans.pronouns(in: Span(start: 0, end: end)) == 2)
    }

    @Test(arguments: [
        ("COREF\tT0", "line 1: COREF takes a mention and its entity"),
        (
            "MENTION\tT0\t0\t9\t0\t9\tAnna\tPER\tPROP",
            "line 1: the text has no token 9 in its sentence 0"
        ),
        (
            "\nMENTION\tT0\t0\tx",
            "line 2: MENTION takes an id, two sentence and token numbers, words, a category, and PROP, NOM or PRON"
        ),
    ]) func whatIsWrongIsSaidWithItsLine(annotations: String, problem: String) {
        let error = #expect(throws: CoreferenceError.self) { _ = try Self.read(annotations) }
        #expect(error?.description == problem)
    }

    private static let folder: URL? = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let data =
            ProcessInfo.processInfo.environment["QUIRE_DATA"].map { URL(filePath: $0) }
            ?? root.deletingLastPathComponent().appending(path: "shared/data")
        let folder = data.appending(path: "litbank/coref")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    /// `Golden/orphans.tsv` was made by `Golden/make_orphans.py`.
    @Test(
        .enabled(
            if: folder != nil, "needs LitBank's coreference: set QUIRE_DATA to the folder that holds litbank/"
        ))
    func orphansOfRealSamplesAreThoseOfAnIndependentCount() throws {
        let folder = try #require(Self.folder)
        let golden = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "Golden/orphans.tsv")
        let rows = try String(contentsOf: golden, encoding: .utf8).split(separator: "\n")
        #expect(rows.count == 60)
        for row in rows {
            let fields = row.split(separator: "\t").map(String.init)
            let source = [UInt8](try Data(contentsOf: folder.appending(path: fields[0] + ".txt")))
            let annotations = [UInt8](try Data(contentsOf: folder.appending(path: fields[0] + ".ann")))
            let book = try Book.read(source, fileName: fields[0] + ".txt")
            let coreference = try Coreference(annotations: annotations, source: source, book: book)
            let orphans = LeafOrphans.references(coreference.references)
            let end = book.text.utf8.count
            // The beginnings of every tenth line.
            var starts: [Int] = [0]
            var lines = 0
            for (offset, byte) in source.enumerated() where byte == 0x0A {
                lines += 1
                if lines % 10 == 0, let start = book.offset(ofSource: offset + 1) { starts.append(start) }
            }
            let inLeaves = zip(starts, starts.dropFirst() + [end]).map {
                orphans.counts(from: $0, to: [$1])[0]
            }
            #expect(coreference.lost == 0, "\(fields[0])")
            #expect(orphans.pronouns(in: Span(start: 0, end: end)) == Int(fields[1]), "\(fields[0])")
            #expect(inLeaves.reduce(0, +) == Int(fields[2]), "\(fields[0])")
            #expect(orphans.counts(from: 0, to: [end]) == [Int(fields[3])], "\(fields[0])")
        }
    }
}
