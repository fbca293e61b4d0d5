import Testing
import Text

/// Words enough for a chapter.
private func body(_ name: String = "story", words: Int = 150) -> String {
    (0..<words).map { "\(name) word\($0)" }.joined(separator: "\n") + "."
}

private func read(_ parts: [String]) throws -> Book {
    try Book.read(Array(parts.joined(separator: "\n\n").utf8), fileName: "a.txt")
}

private func outline(_ parts: [String]) throws -> [String] {
    try read(parts).sections.map { "\($0.level) \($0.title)" }
}

@Suite struct SectionTests {
    @Test(arguments: [
        "CHAPTER I", "CHAPTER I.", "Chapter 1. The Ferry", "CHAPTER I IN WHICH WE MEET", "Chapter the First",
        "Chapter One", "CHAP. I.", "LETTER 1", "STAVE ONE", "STAVE I:  MARLEY'S GHOST",
        "PART ONE--The Old Buccaneer",
        "BOOK THE FIRST", "Book First", "THE FIRST BOOK", "ADVENTURE I. A SCANDAL IN BOHEMIA", "CANTO I",
        "PROLOGUE",
        "EPILOGUE", "PREFACE.", "_Chapter 1_", "VOLUME I", "Chapitre premier", "PREMIÈRE PARTIE",
        "CHAPTER THE LAST",
        "CHAPTER I--THE FERRY", "Chapter Twenty-One: The End",
    ])
    func isAHeading(_ heading: String) throws {
        let book = try read([heading, body()])
        let title = heading.filter { $0 != "_" }.split(separator: " ").joined(separator: " ")
        #expect(book.sections.map(\.title) == [title])
        #expect(book.sections.first?.heading == Span(start: 0, end: heading.utf8.count))
        #expect(book.sections.first?.span == Span(start: 0, end: book.text.utf8.count))
    }

    @Test(arguments: [
        "Part of the way he ran.", "Letter I had none.", "Book me a seat.", "Chapter and verse.",
        "Part two is worse.",
        "I", "V.", "1812", "I. He went home.", "Act one's part.", "Scene of the crime", "Section men came.",
        "Introduction is everything.", "CIVIL", "MIX",
    ])
    func isNoHeading(_ paragraph: String) throws {
        #expect(try read([body(), paragraph, body()]).sections.isEmpty)
    }

    @Test func bareNumbersThatCountUpwardsAreChapters() throws {
        #expect(try outline(["I", body(), "II", body(), "III", body()]) == ["1 I", "1 II", "1 III"])
        #expect(try outline(["1", body(), "2", body()]) == ["1 1", "1 2"])
        #expect(try outline(["_One_", body(), "_Two_", body()]) == ["1 One", "1 Two"])
        #expect(
            try outline(["I. THE FERRY", body(), "II. THE INN", body()]) == [
                "1 I. THE FERRY", "1 II. THE INN",
            ])
    }

    @Test func numberedStanzasAreNoChapters() throws {
        let stanza = body(words: 15)
        #expect(try outline([body(), "I.", stanza, "II.", stanza, "III.", stanza, body()]) == [])
    }

    @Test func partsHoldChapters() throws {
        let found = try outline([
            "PART ONE", "1", body(), "2", body(), "PART TWO", "3", body(), "4", body(),
        ])
        #expect(found == ["1 PART ONE", "2 1", "2 2", "1 PART TWO", "2 3", "2 4"])
    }

    @Test func countsMayBeginAnewInEachBook() throws {
        let found = try outline([
            "Book First", "I", body(), "II", body(), "Book Second", "I", body(), "II", body(),
        ])
        #expect(found == ["1 Book First", "2 I", "2 II", "1 Book Second", "2 I", "2 II"])
    }

    @Test func aPrologueMayHaveChaptersOfItsOwn() throws {
        let found = try outline([
            "PROLOGUE", "I", body(), "II", body(), "I", body(), "II", body(), "III", body(),
        ])
        #expect(found == ["1 PROLOGUE", "2 I", "2 II", "1 I", "1 II", "1 III"])
    }

    @Test func aNumbersTitleIsPartOfTheHeading() throws {
        let book = try read(["CHAPTER I", "THE FERRY", body(), "CHAPTER II.", "The Inn at Night", body()])
        #expect(book.sections.map(\.title) == ["CHAPTER I: THE FERRY", "CHAPTER II. The Inn at Night"])
        #expect(book.sections[0].heading == Span(start: 0, end: "CHAPTER I\n\nTHE FERRY".utf8.count))
    }

    @Test func whatSomeoneSaysIsNoTitle() throws {
        let found = try outline([
            "CHAPTER I", "“TOM!”", "No answer.", body(), "CHAPTER II", "It was late.", body(),
        ])
        #expect(found == ["1 CHAPTER I", "1 CHAPTER II"])
    }

    @Test func aTableOfContentsIsTakenOut() throws {
        let names = ["Letter 1", "Letter 2", "Chapter 1", "Chapter 2", "Chapter 3"]
        let book = try read(["A TITLE", "CONTENTS"] + names + names.flatMap { [$0, body($0)] })
        #expect(book.sections.map(\.title) == names)
        #expect(book.text.hasPrefix("A TITLE\n\nLetter 1\n\nLetter 1 word0"))
    }

    @Test func aTableOfPartsAndPagesIsTakenOut() throws {
        let book = try read([
            "CONTENTS", "     PART ONE\n     The Buccaneer\n",
            "     1.  THE OLD SEA-DOG . . . . . .  11\n     2.  BLACK DOG APPEARS          17",
            "     PART TWO\n     The Cook\n", "     3.  I GO TO BRISTOL . . . . 48",
            "PART ONE--The Buccaneer", "1", "The Old Sea-dog", body(), "2", "Black Dog Appears", body(),
            "PART TWO--The Cook", "3", "I Go to Bristol", body(),
        ])
        #expect(
            book.sections.map { "\($0.level) \($0.title)" } == [
                "1 PART ONE--The Buccaneer", "2 1: The Old Sea-dog", "2 2: Black Dog Appears",
                "1 PART TWO--The Cook", "2 3: I Go to Bristol",
            ])
        #expect(book.sections.first?.span.start == 0)
    }

    @Test func aListWithoutTheWordContentsIsTakenOutToo() throws {
        let book = try read([
            "THE BOOK", "   I. A Scandal\n  II. The League\n III. A Case",
            "ADVENTURE I. A SCANDAL", body(), "ADVENTURE II. THE LEAGUE", body(), "III. A CASE", body(),
        ])
        #expect(
            book.sections.map { "\($0.level) \($0.title)" } == [
                "1 ADVENTURE I. A SCANDAL", "1 ADVENTURE II. THE LEAGUE", "1 III. A CASE",
            ])
        #expect(book.text.hasPrefix("THE BOOK\n\nADVENTURE I"))
    }

    @Test func titlesOfACollectionInCapitalsAreSections() throws {
        let story = body(words: 200)
        let found = try read([
            "THE SISTERS", story, "\n\nAN ENCOUNTER", story, "\n\nARABY", story, "\n\nTHE END",
        ]).sections
        #expect(found.map(\.title) == ["THE SISTERS", "AN ENCOUNTER", "ARABY"])
    }

    @Test func entriesOfADiaryAreSectionsThatBeginWithTheirDay() throws {
        let book = try read([
            "May 7th.--I love my garden. \(body())", body(), "May 10th.--I knew nothing. \(body())",
            "June 3rd--Rain. \(body())", "_14 July._--Heat. \(body())", "On August 2 he left. \(body())",
        ])
        #expect(book.sections.map(\.title) == ["May 7th", "May 10th", "June 3rd", "14 July"])
        #expect(book.sections.map(\.heading.isEmpty) == [true, true, true, true])
        #expect(book.sections[0].span.start == 0)
    }

    @Test func daysAboveTheirEntriesAreHeadings() throws {
        let days = ["3 May", "Monday, May 4.", "May 5, 1893", "May 6"]
        let book = try read(days.flatMap { [$0, body()] })
        #expect(book.sections.map(\.title) == ["3 May", "Monday, May 4", "May 5, 1893", "May 6"])
        #expect(book.sections[1].heading.count == "Monday, May 4.".utf8.count)
    }

    @Test func datesInAStoryAreNoDiary() throws {
        let story = [
            "May 7th.--So it began. \(body())", "May 10th.--It went on. \(body())", "May 12th.--It ended.",
        ]
        #expect(try outline(story) == [])
        #expect(try outline(Array(repeating: body(), count: 13) + story + story) == [])
    }

    @Test func lettersBeginAtTheirAddressTheirDayOrTheirSalutation() throws {
        let found = try outline([
            "THE GRIER HOME,", "February 15.", "Dear Judy:", body(), "SALLIE.\n\n", "Tuesday.\n\n",
            "Dear Enemy:", body(),
            "S. McB.\n\n", "My dear Gordon:", body(), "S.", "January 1.", "Dearest Judy:", body(), "S.\n\n",
            "May 16. Good morning, my dear Judy!", body(), "S.\n\n", "THE GRIER HOME,", "December 30.",
            "O DEAR, Gordon, I have been reading the most upsetting book!",
            body(), "Wednesday.\n\n", body(), "“My dear Judy,”", body(), "My dear, he said, you must go:",
            body(),
        ])
        #expect(
            found == [
                "1 THE GRIER HOME, February 15. Dear Judy:", "1 Tuesday. Dear Enemy:", "1 My dear Gordon:",
                "1 January 1. Dearest Judy:", "1 May 16. Good morning, my dear Judy!",
                "1 THE GRIER HOME, December 30.",
            ])
    }

    @Test func lettersInAStoryAreNoSections() throws {
        let letters = Array(repeating: ["\n\nDear Sir:", body()], count: 6).flatMap(\.self)
        #expect(try outline(Array(repeating: body(), count: 13) + letters) == [])
        #expect(try outline(["CHAPTER I"] + letters) == ["1 CHAPTER I"])
    }

    @Test func whatStandsBeforeTheFirstChapterAndAfterTheLastIsASection() throws {
        let found = try outline([
            "TRAVELS", "\n\nTHE PUBLISHER TO THE READER.", body(), "\n\nPART I. A VOYAGE", "CHAPTER I",
            body(),
            "\n\nAN OUTCRY", body(), "CHAPTER II", body(), "\n\nNOTE BY GEORGE CURTIS, Esq.", body(),
            "EPILOGUE", body(),
            "\n\nA Note on the Text", body(), "\n\nTHE END",
        ])
        #expect(
            found == [
                "1 THE PUBLISHER TO THE READER.", "1 PART I. A VOYAGE", "2 CHAPTER I", "2 CHAPTER II",
                "1 EPILOGUE",
                "1 A Note on the Text",
            ])
    }

    @Test func theTitlePageIsNoSection() throws {
        let dedication = "To S. L. O. \(body())"
        let found = try outline([
            "TREASURE ISLAND", "\n\nTREASURE ISLAND", dedication, "\n\nNEW YORK", "Copyright 1883.",
            "\n\nCHAPTER I", body(),
        ])
        #expect(found == ["1 CHAPTER I"])
    }

    @Test func aVolumeWithoutAFirstOneIsPartOfTheHeadingThatFollows() throws {
        let found = try outline([
            "Book First", "I", body(), "II", body(), "Volume II", "Book Second", "I", body(), "II", body(),
        ])
        #expect(found == ["1 Book First", "2 I", "2 II", "1 Volume II: Book Second", "2 I", "2 II"])
    }

    @Test func sectionsCoverTheTextFromTheFirstHeadingOn() throws {
        let book = try read(["A TITLE", "CHAPTER I", body(), "CHAPTER II", body(), "EPILOGUE", body()])
        #expect(book.sections.first?.span.start == "A TITLE\n\n".utf8.count)
        for (section, next) in zip(book.sections, book.sections.dropFirst()) {
            #expect(section.span.end == next.span.start)
        }
        #expect(book.sections.last?.span.end == book.text.utf8.count)
    }
}

@Suite struct SceneBreakTests {
    /// The first word after each break.
    private func openings(_ source: String, name: String = "a.txt") throws -> [String] {
        let book = try Book.read(Array(source.utf8), fileName: name)
        return book.sceneBreaks.map { offset in
            String(decoding: Array(book.text.utf8)[offset...].prefix { $0 > 0x20 }, as: UTF8.self)
        }
    }

    @Test(arguments: [
        "* * *", "***", "#", "---", "⁂", "*      *      *      *", "- - -", "_____", "• • •", "~~~",
    ])
    func anOrnamentBreaksTheScene(_ ornament: String) throws {
        #expect(try openings("\(body())\n\n  \(ornament)\n\nThen more.") == ["Then"])
    }

    @Test func anOrnamentIsNotText() throws {
        let book = try Book.read(Array("One two.\n\n* * *\n\nThree.".utf8), fileName: "a.txt")
        #expect(book.text == "One two.\n\n\nThree.\n")
    }

    @Test(arguments: ["--", "-", "* He ran. *", "1", "...!"])
    func isNoOrnament(_ line: String) throws {
        #expect(try openings("\(body())\n\n\(line)\n\nThen more.") == [])
    }

    @Test func aGapLargerThanUsualBreaksTheScene() throws {
        let paragraphs = Array(repeating: "A paragraph.", count: 80).joined(separator: "\n\n")
        #expect(try openings("\(body())\n\n\(paragraphs)\n\n\n\nLater they met.") == ["Later"])
    }

    @Test func gapsAroundHeadingsAreNoBreaks() throws {
        let source = "CHAPTER I\n\n\n\n\(body())\n\n\n\n\n* * *\n\nCHAPTER II\n\n\n\n\(body())"
        #expect(try openings(source) == [])
    }

    @Test func aRuleInHTMLBreaksTheScene() throws {
        #expect(try openings("<p>\(body())</p><hr/><p>Then</p><p>more</p>", name: "a.html") == ["Then"])
    }
}
