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
    /// Twenty passages of about 450 words from each of four novels.
    private func leaves() throws -> [String] {
        try stride(from: 0, to: novels.count, by: max(1, novels.count / 4)).prefix(4).flatMap { index in
            let text = try String(contentsOf: novels[index], encoding: .utf8)
            var leaves = [""]
            for span in sentences(in: text) {
                let sentence = String(text.utf8(in: span))
                if wordCount(leaves[leaves.count - 1]) + wordCount(sentence) > 450 { leaves.append("") }
                leaves[leaves.count - 1] += sentence
            }
            let step = max(1, leaves.count / 20)
            return stride(from: 0, to: leaves.count, by: step).prefix(20).map { leaves[$0] }
        }
    }

    private func chosen(_ leaf: String, shuffledBy stream: inout RandomStream) -> String {
        var spans = sentences(in: leaf)
        stream.shuffle(&spans)
        return taken(leaf, spans)
    }

    private func taken(_ leaf: String, _ spans: [Span]) -> String {
        var left = 100
        var kept: [Span] = []
        for span in spans {
            let count = wordCount(String(leaf.utf8(in: span)))
            if count > left { break }
            left -= count
            kept.append(span)
        }
        return kept.sorted().map { String(leaf.utf8(in: $0)) }.joined(separator: " ")
    }

    @Test func demonstrationsBeatLeadAndRandomSentencesAndLessNoiseIsBetter() throws {
        let leaves = try leaves()
        let reward = GoldReward(.coverage, statistics: WordStatistics(passages: leaves))
        var stream = RandomStream(seed: 11)
        var sums: [String: Double] = [:]
        for leaf in leaves {
            let view = View(source: leaf, words: 1200)
            let gold = reward.prepare(view)
            func add(_ name: String, _ answer: String) { sums[name, default: 0] += gold.score(answer) ?? 0 }
            for noise in [0, 0.1, 0.3, 0.5] {
                let overseer = SimulatedOverseer(reward: reward, noise: noise, words: 1200)
                add("noise \(noise)", overseer.demonstration(view, limit: 100, using: &stream))
            }
            add("lead", taken(leaf, sentences(in: leaf)))
            add("random", chosen(leaf, shuffledBy: &stream))
        }
        let means = sums.mapValues { $0 / Double(leaves.count) }
        let order = ["noise 0.0", "noise 0.1", "noise 0.3", "noise 0.5", "lead"].map { means[$0] ?? 0 }
        #expect(order == order.sorted(by: >), "\(means)")
        #expect((means["noise 0.1"] ?? 0) > (means["random"] ?? 0), "\(means)")
        print(means)
    }

    @Test func speed() throws {
        let leaves = try leaves()
        let reward = GoldReward(.coverage, statistics: WordStatistics(passages: leaves))
        var stream = RandomStream(seed: 11)
        let overseer = SimulatedOverseer(reward: reward, noise: 0.1, words: 1200)
        let views = leaves.map { leaf in
            View(source: leaf, candidates: (0..<3).map { _ in chosen(leaf, shuffledBy: &stream) }, words: 1200)
        }
        let clock = ContinuousClock()
        let judged = clock.measure { for view in views { _ = overseer.comparisons(view, using: &stream) } }
        let written = clock.measure { for view in views { _ = overseer.demonstration(view, limit: 100, using: &stream) } }
        var diffs: [Double] = []
        for view in views { let g = reward.prepare(view); let s = view.candidates.map { g.score($0) ?? 0 }
            diffs += [s[0]-s[1], s[0]-s[2], s[1]-s[2]] }
        let sd = (diffs.map { $0*$0 }.reduce(0,+)/Double(diffs.count)).squareRoot()
        print("judged", judged / views.count, "written", written / views.count, "sd of differences of random answers", sd)
    }
}
