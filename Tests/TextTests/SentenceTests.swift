import Testing

@testable import Text

@Suite struct SentenceTests {
    /// Each text with a bar where a sentence ends.
    static let cases = [
        "He left. |She stayed.",
        "Mr. Darcy said, \"I am not.\" |She looked up.",
        "Mrs. Bennet and Dr. Grant came to St. Ives. |They were late.",
        "See No. 4 in vol. 2 and p. 17. |It is there.",
        "No. |He would not.",
        "It was 5 a.m. when he woke. |He rose at 6 p.m. |Nobody came.",
        "J. R. Smith met W. H. Auden. |They talked.",
        "They sold apples, pears, etc. and left. |He bought nuts, etc. |Then he went.",
        "Well... I think so. |Well... |The door opened.",
        "He paused… and went on. |She waited… |Nobody came.",
        "Pi is 3.14 and not 3.15. |It costs 1,000.50 pounds.",
        "\"Stop!\" he cried. |He ran.",
        "\"Stop!\" |The door opened.",
        "“Stop!” he cried. |“Why?” |“Because.”",
        "“Stop!” Tom cried. |“Stop!” |Tom ran.",
        "\"Is it you?\" I asked. |\"It is.\"",
        "\"Is it you?\" Mr. Hale asked.",
        "He said (she was near.) |Then he went.",
        "(He left.) |She stayed.",
        "He came [at last.] |She smiled.",
        "‘Go!’ she said. |‘I will.’ |And he went.",
        "What? |Nothing! |Indeed?! |Yes.",
        "Oh! what a day it was. |So long!",
        "CHAPTER I\n\n|The rain fell.\n|It fell all\nday. |Nobody came.",
        "CHAPTER IV. The Storm\n\n|It blew.",
        "4. The cellar\n\n|5. The attic was dark. |It was cold.",
        "One paragraph without a stop\n\n|Another one",
        "He went--as I said.--and came. |Yes—no!—he stopped. |So.",
        "I live in the U.S. Army camp. |He lives in the U.S. |He likes it.",
        "She has a Ph.D. in law. |He has none.",
        "John Smith Jr. came. |John Smith Jr. |He was late.",
        "It was I. |He knew.",
        "“Come.” |“No.” |“Why?”",
        "“Come,” he said. |“I cannot.”",
        "_Stop!_ |He ran.",
        "He read it.[12] |She did not.",
        "He waited . . . and waited. |Then he left. . . . |She came.",
        "  Leading space. |End.  ",
        "e.g. this one, i.e. that one. |The end.",
        "He came on Jan. 4 and left on Dec. 5. |It rained.",
        "In 1847. |The war ended in 1848. |12 men died.",
        "He met Capt. Hook, Col. Brandon and Prof. Moriarty. |They sailed.",
        "Messrs. Smith & Co. were closed. |He sued Smith & Co. |They paid.",
        "第一句。|第二句！|第三句",
        "Élan vital. |Übermut war da. |Ça va.",
        "— What is it? |— Nothing.",
        "He said: \"Why? |Because.\" |She left.",
        "First line\r\nsecond line.\r\n\r\n|Next one.",
        "He lived in Baker St. |The house was old.",
        "“I am J. R. Ewing.” |“Who?”",
    ]

    @Test(arguments: cases) func cuts(_ marked: String) {
        let parts = marked.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        let text = parts.joined()
        #expect(sentences(in: text).map { String(text.utf8(in: $0)) } == parts)
    }

    @Test func nothingHasNoSentence() {
        #expect(sentences(in: "").isEmpty)
        #expect(sentences(in: " \n\n ") == [Span(start: 0, end: 4)])
    }
}
