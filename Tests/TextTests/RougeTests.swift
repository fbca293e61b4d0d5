import Foundation
import Testing

@testable import Text

@Suite struct RougeTests {
    struct Case: Decodable {
        var candidate: String
        var references: [String]
        var stem: Bool
        var scores: [[Double]]
    }

    @Test func equalsRougeScoreToTheLastDigit() throws {
        let cases = try JSONDecoder().decode([Case].self, from: try golden("rouge.json"))
        #expect(cases.count >= 200)
        for item in cases {
            for (kind, expected) in zip(Rouge.Kind.allCases, item.scores) {
                let score = Rouge(stem: item.stem).score(
                    kind, candidate: item.candidate, references: item.references)
                #expect([score.precision, score.recall, score.f] == expected, "\(kind) of \(item)")
            }
        }
    }

    @Test func stemsEqualThoseOfNLTK() throws {
        let lines = String(decoding: try golden("porter.tsv"), as: UTF8.self).split(separator: "\n")
        #expect(lines.count >= 300)
        for line in lines {
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            #expect(PorterStemmer.stem(String(columns[0])) == columns[1], "\(columns[0])")
        }
    }

    @Test func noReferenceScoresZero() {
        #expect(Rouge().score(.rouge1, candidate: "a word", references: []) == .zero)
    }

    @Test func theReferenceWithTheHighestFCounts() {
        let score = Rouge().score(.rouge1, candidate: "one two", references: ["one", "one two three four"])
        #expect(score == Rouge().score(.rouge1, candidate: "one two", reference: "one"))
    }

    @Test func sentencesCanTakeThePlaceOfLines() {
        let reference = "He left the house. She stayed."
        let candidate = "She stayed. He left."
        let whole = Rouge().score(.rougeLsum, candidate: candidate, reference: reference)
        let split = Rouge(splitsSentences: true).score(.rougeLsum, candidate: candidate, reference: reference)
        #expect(whole.recall == 2.0 / 6)
        #expect(split.recall == 4.0 / 6)
    }
}

/// The bytes of a file in the folder Golden.
func golden(_ name: String) throws -> Data {
    let url = try #require(Bundle.module.url(forResource: "Golden/" + name, withExtension: nil))
    return try Data(contentsOf: url)
}
