import Foundation
import Testing

@testable import Text

@Suite struct WordTests {
    @Test func aWordHoldsALetterOrDigit() {
        #expect(wordCount("Well -- 2 o'clock!") == 3)
        #expect(wordCount("") == 0)
        #expect(wordCount(" * * *\n— …") == 0)
        #expect(wordCount("été à l’heure\u{A0}juste") == 4)
        #expect(wordCount("שלום עולם") == 2)
        #expect(wordCount("a\u{2003}b\u{3000}c\u{85}d") == 4)
    }

    @Test func tokensCoverPunctuation() {
        let text = "“Yes,” — he."
        #expect(wordSpans(in: text).map { String(text.utf8(in: $0)) } == ["“Yes,”", "he."])
    }

    @Test func truncationCutsAfterAWord() {
        #expect(truncated("One -- two,\nthree", toWords: 2) == "One -- two,")
        #expect(truncated("One two ", toWords: 2) == "One two ")
        #expect(truncated("One two", toWords: 0) == "")
    }

    @Test func compressionIsWordsOverWords() {
        #expect(compression(of: "One two -- three four five.", to: "One two.") == 2.5)
        #expect(compression(of: "One.", to: "One two") == 0.5)
        #expect(compression(of: "", to: "One") == 0)
        #expect(compression(of: "One", to: " — ") == nil)
    }

    @Test func formsAreComparable() {
        #expect(
            terms(in: "Hale’s mother-in-law DON’T pay 1,000.50—Élan's _end_.")
                == ["hale", "mother", "in", "law", "don't", "pay", "1,000.50", "élan", "end"])
        #expect(words(in: "a Élan").map(\.isCapitalised) == [false, true])
    }

    @Test func idfIsSmoothed() {
        let statistics = WordStatistics(passages: ["The cat. The cat.", "the dog"])
        #expect(statistics.documentFrequency("the") == 2)
        #expect(statistics.documentFrequency("cat") == 1)
        #expect(statistics.idf("the") == 1)
        #expect(statistics.idf("cat") == 1.4054651081081644)
        #expect(statistics.idf("unseen") == 2.0986122886681096)
    }

    @Test func statisticsMergeAndEncodeInOrder() throws {
        let one = WordStatistics(passages: ["b a"])
        let two = WordStatistics(passages: ["c a"])
        let merged = one.merging(two)
        #expect(merged == WordStatistics(passages: ["b a", "c a"]))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = try encoder.encode(merged)
        #expect(
            String(decoding: data, as: UTF8.self) == #"{"counts":[2,1,1],"passages":2,"words":["a","b","c"]}"#
        )
        #expect(try JSONDecoder().decode(WordStatistics.self, from: data) == merged)
    }

    @Test func logarithmIsWithinTwoUnitsInTheLastPlace() {
        for i in 1...20_000 {
            let x = Double(i) * 0.37
            #expect(abs(naturalLogarithm(x) - log(x)) <= 2 * log(x).ulp + 1e-16)
        }
    }
}
