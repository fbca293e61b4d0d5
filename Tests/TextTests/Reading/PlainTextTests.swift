import Testing
import Text

@Suite struct PlainTextTests {
    private func text(_ source: String, name: String = "a.txt") throws -> String {
        try Book.read(Array(source.utf8), fileName: name).text
    }

    @Test func aByteOrderMarkIsNotText() throws {
        #expect(try Book.read([0xEF, 0xBB, 0xBF] + Array("Hi.".utf8), fileName: "a.txt").text == "Hi.\n")
    }

    @Test func bytesThatAreNoUTF8AreWindows1252() throws {
        let file: [UInt8] = [0x93] + Array("It".utf8) + [0x92] + Array("s 5".utf8) + [0xA3, 0x94]
        #expect(try Book.read(file, fileName: "a.txt").text == "“It’s 5£”\n")
    }

    @Test func oneDamagedByteDoesNotSpoilUTF8() throws {
        let file = Array("naïve café ".utf8) + [0xE9] + Array(" crème".utf8)
        #expect(try Book.read(file, fileName: "a.txt").text == "naïve café é crème\n")
    }

    @Test func bigEndianUTF16IsRead() throws {
        let file: [UInt8] = [0xFE, 0xFF] + "Ça 😀".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        #expect(try Book.read(file, fileName: "a.txt").text == "Ça 😀\n")
    }

    @Test func everyLineEndBecomesANewline() throws {
        #expect(try text("a\r\nb\rc\u{2028}d\n") == "a\nb\nc\nd\n")
    }

    @Test func blanksAtALinesEndAndInvisibleCharactersGo() throws {
        #expect(try text("one  \n\t\ntwo\u{AD}fold\u{200B} \n") == "one\n\ntwofold\n")
    }

    @Test func indentationAndHardWrapsStay() throws {
        #expect(
            try text("First line\nsecond line\n\n    a verse\n      and more\n")
                == "First line\nsecond line\n\n    a verse\n      and more\n")
    }

    @Test func moreThanTwoBlankLinesBecomeTwo() throws {
        #expect(
            try text("\n\none\n\n\n\n\n\ntwo\n\n\nthree\n\nfour\n\n\n\n")
                == "one\n\n\ntwo\n\n\nthree\n\nfour\n")
    }

    @Test func theNameIsTheFilesNameWithoutFolderAndEnding() throws {
        #expect(try Book.read(Array("x".utf8), fileName: "a/b.c/The Book.v2.txt").name == "The Book.v2")
        #expect(try Book.read(Array("x".utf8), fileName: ".hidden").name == ".hidden")
    }

    // MARK: - What is not the book's

    @Test func theModernGutenbergWrapperIsStripped() throws {
        let source = """
            The Project Gutenberg eBook of X

            This ebook is for the use of anyone anywhere.

            Title: X

            *** START OF THE PROJECT GUTENBERG EBOOK X ***

            Produced by A. Volunteer

            The story itself.

            *** END OF THE PROJECT GUTENBERG EBOOK X ***

            Updated editions will replace the previous one.
            """
        #expect(try text(source) == "The story itself.\n")
    }

    @Test func theOldSmallPrintIsStripped() throws {
        let source = """
            The Project Gutenberg Etext of X

            ***START**THE SMALL PRINT!**FOR PUBLIC DOMAIN ETEXTS**START***
            Why is this "Small Print!" statement here?

            *END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*
            The story itself.

            End of The Project Gutenberg Etext of X
            """
        #expect(try text(source) == "The story itself.\n")
    }

    @Test func aHeaderWithoutAnEndingLineIsStripped() throws {
        let source = """
            The Project Gutenberg EBook of X, by Y

            Title: X

            Author: Y

            The story itself.
            """
        #expect(try text(source) == "The story itself.\n")
    }

    @Test func aTranscribersNoteIsStripped() throws {
        let source = """
            [Transcriber's Note: I have kept
            the spelling.

            All of it [sic].]

            The story itself.
            """
        #expect(try text(source) == "The story itself.\n")
    }

    @Test func captionsOfIllustrationsGoWithAllTheirLines() throws {
        let source = """
            Before.

            [Illustration: A ship [sketch]
            on the sea.

            _To face page 3_]

            After [Illustration] it.
            """
        #expect(try text(source) == "Before.\n\nAfter it.\n")
    }

    @Test func pageNumbersGoAndMarksOfNotesStay() throws {
        #expect(
            try text("He said[1] [Pg 12] that [Page xiv]\nshe{3} knew{p12}.[*]\n[p. 9]\nMore.")
                == "He said[1] that\nshe{3} knew.[*]\nMore.\n")
    }

    @Test func anUnclosedBracketIsText() throws {
        #expect(try text("See [Illustration without end") == "See [Illustration without end\n")
    }
}
