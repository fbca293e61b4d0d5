import Testing

@testable import Text

@Suite struct MentionTests {
    @Test func namesAreCapitalsThatNothingElseExplains() {
        let text = """
            CHAPTER I: THE STORM

            Then Margaret saw Mr. Hale in Helstone. She knew that Margaret Hale was tired. The Duke of Wellington
            said, “Stop him, Dixon!” Nothing came. Dixon’s bag fell on Monday, I think.
            """
        #expect(
            entities(in: text).map(\.name)
                == ["Margaret", "Mr. Hale", "Helstone", "Margaret Hale", "Duke of Wellington", "Dixon"])
        #expect(entities(in: text).last?.mentions.count == 2)
        #expect(entities(in: text)[1].key == ["hale"])
    }

    @Test func aSentenceBeginningCountsForUncommonWords() {
        #expect(entities(in: "Higgins came. Nobody spoke. Rain fell.").map(\.name) == ["Higgins"])
        #expect(entities(in: "Will came. They saw Will.").map(\.name) == [])
    }

    @Test func honorificsTellGenderAndAreNotCompared() {
        let all = entities(in: "We saw Mr. Hale and Mrs. Hale with Edmund Hale and Dr. Donaldson.")
        #expect(all.map(\.name) == ["Mr. Hale", "Mrs. Hale", "Edmund Hale", "Dr. Donaldson"])
        #expect(!all[0].matches(all[1]))
        #expect(all[0].matches(all[2]))
        #expect(!all[0].matches(all[3]))
    }

    @Test func eventsAreStemsOfContentWords() {
        #expect(events(in: "Tom escaped; escaping, he would run to the houses.") == ["escap", "hous"])
    }

    @Test(arguments: [
        ("He came.", 1, 1),
        ("Tom came. He sat.", 0, 1),
        ("The man saw her.", 1, 1),
        ("His mother came. She sat by him.", 2, 3),
        ("Mrs. Hale came. He sat, she stood.", 1, 2),
        ("They left.", 1, 1),
        ("Tom met Ann. They left.", 0, 1),
        ("Tom saw them.", 1, 1),
        ("Margaret came. She sat. He stood.", 1, 2),
        ("Higgins came. He sat. She stood.", 1, 2),
        ("In Helstone he sat.", 1, 1),
        ("The soldiers said they would. It rained.", 0, 1),
        ("", 0, 0),
    ]) func orphans(_ text: String, orphans: Int, pronouns: Int) {
        #expect(orphanPronouns(in: text) == PronounCount(orphans: orphans, pronouns: pronouns))
    }
}
