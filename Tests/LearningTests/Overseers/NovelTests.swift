import Foundation
import Learning
import Tensors
import Testing
import Text

/// Real novels beside the project; where they are absent the suite is skipped.
private let novels: [URL] = {
    var folder = URL(filePath: #filePath)
    while folder.path != "/" {
        folder.deleteLastPathComponent()
        let books = folder.appending(path: "shared/data/litbank/books")
        let files = try? FileManager.default.contentsOfDirectory(at: books, includingPropertiesForKeys: nil)
        if let files, !files.isEmpty {
            return files.filter { $0.pathExtension == "txt" }.sorted { $0.path < $1.path }
        }
    }
    return []
}()

@Suite(.enabled(if: !novels.isEmpty, "needs shared/data/litbank/books beside the project"))
struct NovelTests {
    /// Eight passages of about 450 words from each of four novels.
    private func leaves() throws -> [String] {
        try stride(from: 0, to: novels.count, by: max(1, novels.count / 4)).prefix(4).flatMap { index in
            let text = String(try String(contentsOf: novels[index], encoding: .utf8).prefix(25_000))
            var leaves = [""]
            for span in sentences(in: text) {
                let sentence = String(text.utf8(in: span))
                if wordCount(leaves[leaves.count - 1]) + wordCount(sentence) > 450 { leaves.append("") }
                leaves[leaves.count - 1] += sentence
            }
            return leaves.prefix(8)
        }
    }

    /// Sentences in this order as long as they fit into 100 words, put back into the order of the text.
    private func taken(_ leaf: String, _ spans: [Span]) -> String {
        var left = 100
        var kept: [Span] = []
        for span in spans {
            let count = wordCount(String(leaf.utf8(in: span)))
            if count > left { continue }
            left -= count
            kept.append(span)
        }
        return kept.sorted().map { String(leaf.utf8(in: $0)) }.joined(separator: " ")
    }

    private func random(_ leaf: String, using stream: inout RandomStream) -> String {
        taken(leaf, stream.shuffled(sentences(in: leaf)))
    }

    @Test func aDemonstrationBeatsRandomSentencesLeansToEarlyTextAndIsNotTheBestOfSixteen() throws {
        let leaves = try leaves()
        let reward = GoldReward(.coverage, statistics: WordStatistics(passages: leaves))
        var stream = RandomStream(seed: 11)
        var sums = [Double](repeating: 0, count: 4)
        var halves = [0, 0]
        for leaf in leaves {
            let view = View(source: leaf, words: 1200)
            let gold = reward.prepare(view)
            for (place, noise) in [0.1, 0.5].enumerated() {
                let overseer = SimulatedOverseer(reward: reward, noise: noise, words: 1200)
                let text = overseer.demonstration(view, limit: 100, using: &stream)
                sums[place] += gold.score(text) ?? 0
                let flat = leaf.split { $0.isWhitespace }.joined(separator: " ")
                for span in sentences(in: text) {
                    let sentence = text.utf8(in: span).trimmingPrefix { $0.isWhitespace }
                    guard let start = flat.range(of: sentence)?.lowerBound else { continue }
                    halves[flat[..<start].utf8.count * 2 < flat.utf8.count ? 0 : 1] += wordCount(
                        String(sentence))
                }
            }
            let drawn = (0..<16).map { _ in gold.score(random(leaf, using: &stream)) ?? 0 }
            sums[2] += drawn[0]
            sums[3] += drawn.max() ?? 0
        }
        let (written, noisy, any, best) = (sums[0], sums[1], sums[2], sums[3])
        #expect(written > noisy)
        #expect(written > any)
        // The words are used up before the end.
        #expect(halves[0] > halves[1] * 3 / 2, "\(halves)")
        // What is written while reading is worse than what can be preferred: comparisons have something to teach.
        #expect(best > written)
    }

    @Test func comparisonsOfRealAnswersAgreeWithTheGoldAsFarAsNoiseLets() throws {
        let leaves = try leaves()
        let reward = GoldReward(.coverage, statistics: WordStatistics(passages: leaves))
        var stream = RandomStream(seed: 12)
        let views = leaves.map { leaf in
            View(source: leaf, candidates: (0..<3).map { _ in random(leaf, using: &stream) }, words: 1200)
        }
        let accuracies = [0, 0.1, 0.25].map { noise -> Double in
            let overseer = SimulatedOverseer(reward: reward, noise: noise, words: 1200)
            var margins: [Double] = []
            var preferences: [Double] = []
            for view in views {
                let gold = reward.prepare(view)
                let scores = view.candidates.map { gold.score($0) ?? 0 }
                for pair in overseer.comparisons(view, using: &stream) {
                    margins.append(scores[pair.first] - scores[pair.second])
                    preferences.append(PreferenceScale.nine.preference(at: pair.points))
                }
            }
            return Agreement(margins: margins, preferences: preferences).accuracy ?? 0
        }
        #expect(accuracies[0] == 1)
        #expect((0.75...0.95).contains(accuracies[1]), "\(accuracies)")
        #expect((0.55...0.8).contains(accuracies[2]), "\(accuracies)")
    }
}
