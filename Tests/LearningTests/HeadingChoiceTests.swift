import Tensors
import Testing

@testable import Learning

/// No policy answers with a heading.
@Suite struct HeadingChoiceTests {
    private static let text = """
        The Lantern

        by the Quire project

        CHAPTER I.

        Alice met Bob near the river. He was carrying a lantern. Bob pointed at the reeds.

        CHAPTER II

        Nobody spoke. Inside the tower Alice found her brother. She wept.
        """

    private static let prose = [3, 4, 5, 7, 8, 9]

    @Test func `headings are sentences of the passage, and known as headings`() {
        let passage = Passage(text: Self.text, limit: 12)
        #expect(passage.sentences.indices.filter { !passage.sentences[$0].isHeading } == Self.prose)
        #expect(passage.sentences.count == 10)
    }

    @Test(arguments: [(3, []), (6, [3]), (11, [3, 4]), (100, prose)])
    func `lead passes over headings`(limit: Int, sentences: [Int]) {
        var stream = RandomStream(seed: 1)
        let answer = LeadPolicy().answer(Passage(text: Self.text, limit: limit), using: &stream)
        #expect(answer.sentences == sentences)
    }

    @Test(arguments: [0.0, 1.0, 5.0])
    func `the extractive policy never takes a heading, however it draws`(temperature: Double) throws {
        var seen: Set<Int> = []
        for seed in 1...40 {
            var stream = RandomStream(seed: UInt64(seed))
            let policy = Samples.policy(seed: UInt64(seed))
            for limit in [4, 12, 100] {
                let passage = Passage(text: Self.text, limit: limit)
                let answer = policy.answer(passage, temperature: temperature, using: &stream)
                seen.formUnion(try #require(answer.choices))
            }
        }
        #expect(seen.isSubset(of: Self.prose))
        if temperature > 0 { #expect(seen == Set(Self.prose)) }
    }

    @Test func `taking a heading has no probability`() {
        let passage = Passage(text: Self.text, limit: 12)
        #expect(Samples.policy().logProbability(of: [2], in: passage) == -.infinity)
        #expect(Samples.policy().logProbability(of: [4], in: passage) > -.infinity)
    }

    @Test func `where nothing fits, a sentence is cut and not a heading`() {
        var stream = RandomStream(seed: 1)
        let passage = Passage(text: "CHAPTER I\n\nAlice met Bob near the river.", limit: 3)
        #expect(Samples.policy().answer(passage, temperature: 1, using: &stream).text == "Alice met Bob")
        #expect(LeadPolicy().answer(passage, using: &stream).text == "Alice met Bob")
    }

    @Test func `a passage of nothing but headings is answered with them`() {
        var stream = RandomStream(seed: 1)
        let passage = Passage(text: "The Lantern\n\nCHAPTER I.", limit: 9)
        #expect(LeadPolicy().answer(passage, using: &stream).text == "The Lantern CHAPTER I.")
    }
}
