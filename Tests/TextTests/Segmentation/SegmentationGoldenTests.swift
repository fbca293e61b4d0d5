import Foundation
import Testing

@testable import Text

/// Pk, WindowDiff and Boundary similarity, held against what segeval 2.0.11 gives.
@Suite struct SegmentationGoldenTests {
    @Test func `500 real pairs and short random ones score as with segeval, to the last digit`() throws {
        let lines = String(decoding: try golden("segmentation.tsv"), as: UTF8.self).split(separator: "\n")
        var real = 0
        for line in lines {
            let columns = line.split(separator: "\t").map(String.init)
            let (hypothesis, reference) = (try segmentation(columns[1]), try segmentation(columns[2]))
            let metrics = try #require(SegmentationMetrics(hypothesis: hypothesis, reference: reference))
            if columns[0] != "random" { real += 1 }
            #expect(metrics.window == Int(columns[3]), "\(line)")
            // Where there is no window segeval has a Pk of 0 and a WindowDiff of -0 or none; here there is none.
            let hasWindow = reference.count > metrics.window
            #expect(metrics.pk == (hasWindow ? Double(columns[4]) : nil), "\(line)")
            #expect(metrics.windowDiff == (hasWindow ? Double(columns[5]) : nil), "\(line)")
            // segeval fails where there is no boundary at all; its own rule for nothing to compare gives 1.
            #expect(metrics.boundarySimilarity == Double(columns[6]) ?? 1, "\(line)")
        }
        #expect(real >= 500)
    }

    @Test func `boundaries find as many partners on all those pairs as a maximum matching of scipy's`() throws
    {
        let pairs = String(decoding: try golden("segmentation.tsv"), as: UTF8.self).split(separator: "\n")
        let lines = String(decoding: try golden("boundaries.tsv"), as: UTF8.self).split(separator: "\n")
        #expect(pairs.count == lines.count && lines.count > 500)
        for (pair, line) in zip(pairs, lines) {
            let columns = pair.split(separator: "\t").map(String.init)
            let expected = line.split(separator: "\t").map(String.init)
            let (hypothesis, reference) = (try segmentation(columns[1]), try segmentation(columns[2]))
            for (tolerance, column) in [(0, 0), (3, 2)] {
                let match = BoundaryMatch(
                    hypothesis: hypothesis, reference: reference, tolerance: tolerance)
                #expect(match.matches == Int(expected[column]), "\(pair)")
                #expect(match.f1 == Double(expected[column + 1]), "\(pair)")
            }
        }
    }

    private func segmentation(_ column: String) throws -> Segmentation {
        let lengths = try column.split(separator: " ").map { try #require(Int($0)) }
        return try #require(Segmentation(lengths: lengths))
    }

    /// The pairs whose numbers segeval is asked for; written anew with `UPDATE_GOLDEN=1`.
    @Test(
        .enabled(
            if: SharedData.isAtHand && ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil,
            "writes cuts.tsv: set UPDATE_GOLDEN, and QUIRE_DATA to the folder that holds litbank/"))
    func `the cuts of novels are written as lists of lengths`() throws {
        let limits = CutLimits(leafWords: 1_500, fanIn: 6)
        let ways: [(String, Decomposer)] = [
            ("fixed", .fixed(limits)), ("random", .random(limits)), ("structure", .structure(limits)),
            ("texttiling", .texttiling(limits, window: 6)), ("long", .fixed(CutLimits(leafWords: 3_000))),
        ]
        let folder = try #require(SharedData.folder).appending(path: "litbank/books")
        var out = ""
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        where file.hasSuffix(".txt") {
            let book = try SharedData.book("litbank/books/" + file)
            let units = BookUnits(of: book, .paragraph)
            guard !units.sections.boundaries.isEmpty else { continue }
            var state: UInt64 = 17
            for (name, decomposer) in ways {
                let tree = decompose(book, by: decomposer) {
                    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    return Double(state >> 11) * 0x1p-53
                }
                let cuts = units.segmentation(cutAt: tree.leaves.map { tree.nodes[$0].span.start })
                let columns = [cuts.segmentation, units.sections].map {
                    $0.lengths.map(String.init).joined(separator: " ")
                }
                out += "\(file.prefix { $0 != "_" })/\(name)\t\(columns[0])\t\(columns[1])\n"
            }
        }
        let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Golden/cuts.tsv")
        try Data(out.utf8).write(to: url)
    }
}
