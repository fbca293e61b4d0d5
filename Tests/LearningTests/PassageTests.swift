import Tensors
import Testing
import Text

@testable import Learning

@Suite("Passages")
struct PassageTests {
    let passage = Passage(
        text: Samples.text, earlier: ["Before this, the miller had hidden the boat."], limit: 20)

    @Test("sentences, paragraphs, names and pronouns are found")
    func sentences() {
        let sentences = passage.sentences
        #expect(sentences.count == 10)
        #expect(sentences[1].text == "He was carrying a lantern.")
        #expect(sentences.map(\.startsParagraph).enumerated().filter(\.element).map(\.offset) == [0, 5])
        #expect(sentences.map(\.endsParagraph).enumerated().filter(\.element).map(\.offset) == [4, 9])
        #expect(sentences.indices.filter { sentences[$0].opensWithPronoun } == [1, 4, 9])
        #expect(sentences[0].names.map { passage.vocabulary[Int($0)] } == ["alice", "bob"])
        #expect(sentences[2].quoted == 0.5)
        #expect(passage.wordCount == wordCount(Samples.text))
    }

    @Test("an answer puts chosen sentences into the order of the text")
    func order() {
        let answer = passage.answer(choosing: [6, 1])
        #expect(answer.text == "He was carrying a lantern. Nobody spoke.")
        #expect(answer.choices == [6, 1])
        #expect(answer.sentences == [1, 6])
        #expect(passage.indices(of: answer.text) == [1, 6])
    }

    @Test("an answer that is no extract has its words counted anew")
    func free() {
        #expect(passage.indices(of: "Bob spoke to a dragon.") == nil)
        let sentences = passage.sentences(of: "Bob spoke to a dragon.")
        #expect(sentences.count == 1)
        #expect(sentences[0].foreign == 1)
        #expect(sentences[0].terms.map { passage.vocabulary[Int($0)] }.sorted() == ["bob", "spoke"])
    }

    @Test("where no sentence fits, the shortest one is cut at the limit", arguments: [1, 2, 3])
    func cut(limit: Int) {
        let long = Passage(
            text: "One two three four five six. Seven eight nine ten. A b c d e f g h.", limit: limit)
        var stream = RandomStream(seed: 1)
        let answer = Samples.policy().answer(long, temperature: 1, using: &stream)
        #expect(answer.text == ["Seven", "Seven eight", "Seven eight nine"][limit - 1])
        #expect(answer.logprob == 0)
        #expect(LeadPolicy().answer(long, using: &stream).text == answer.text)
    }

    @Test("a text without words has an empty answer", arguments: ["", " \n ", "* * *"])
    func empty(text: String) {
        var stream = RandomStream(seed: 1)
        let passage = Passage(text: text, limit: 10)
        #expect(Samples.policy().answer(passage, temperature: 1, using: &stream).text.isEmpty)
        #expect(LeadPolicy().answer(passage, using: &stream).text.isEmpty)
        #expect(Samples.reward.score("", for: passage).isFinite)
    }

    @Test("lead takes the first sentences that fit")
    func lead() {
        var stream = RandomStream(seed: 1)
        #expect(LeadPolicy().answer(passage, using: &stream).sentences == [0, 1, 2])
    }

    @Test("a projection finds the sentences of an extract, and the nearest ones of a paraphrase")
    func projection() {
        let extract = passage.answer(choosing: [2, 4]).text
        #expect(passage.projection(of: extract).sorted() == [2, 4])
        let paraphrase = "Alice met Bob at the river, and they rowed across when the moon rose."
        #expect(passage.projection(of: paraphrase).sorted() == [0, 4])
        #expect(passage.projection(of: "Xyzzy plugh.").isEmpty)
    }
}
