import Testing

@testable import Text

/// Segmentations, and what is measured of two of them.
@Suite struct SegmentationTests {
    private func metrics(_ hypothesis: [Int], _ reference: [Int]) throws -> SegmentationMetrics {
        let ours = try #require(Segmentation(lengths: hypothesis))
        let theirs = try #require(Segmentation(lengths: reference))
        return try #require(SegmentationMetrics(hypothesis: ours, reference: theirs))
    }

    @Test func `lengths and boundaries are two ways to say the same`() throws {
        let segmentation = Segmentation(count: 9, boundaries: [7, 2, 2, 0, 9, -1])
        #expect(segmentation.boundaries == [2, 7])
        #expect(segmentation.lengths == [2, 5, 2])
        #expect(Segmentation(lengths: [2, 5, 2]) == segmentation)
        #expect(Segmentation(lengths: [2, 0, 2]) == nil)
        #expect(Segmentation(count: 0, boundaries: []).lengths == [])
    }

    @Test(arguments: [
        ([5, 5], 2),  // 2.5: to the even number below
        ([7, 7], 4),  // 3.5: to the even number above
        ([1, 1, 1], 2),  // at least 2
        ([6, 7], 3),  // 3.25
        ([11, 12], 6),  // 5.75
    ])
    func `k is half the mean segment of the reference, halves to the even number, at least 2`(
        reference: [Int], window: Int
    ) throws {
        let whole = [reference.reduce(0, +)]
        #expect(try metrics(whole, reference).window == window)
    }

    @Test func `equal segmentations are perfect`() throws {
        let same = try metrics([3, 4, 5], [3, 4, 5])
        #expect(same.pk == 0)
        #expect(same.windowDiff == 0)
        #expect(same.boundarySimilarity == 1)
    }

    @Test func `a near miss costs half in Boundary similarity, and a far one all`() throws {
        #expect(try metrics([5, 7], [6, 6]).boundarySimilarity == 0.5)
        #expect(try metrics([4, 8], [6, 6]).boundarySimilarity == 0)
        // One match, one transposition, one addition.
        #expect(try metrics([3, 3, 2, 4], [3, 4, 5]).boundarySimilarity == 0.5)
    }

    @Test func `WindowDiff sees a boundary too many that Pk does not`() throws {
        // k is 3. Pk compares ends only: both boundaries of the hypothesis stand in every window that sees one.
        let close = try metrics([6, 1, 5], [6, 6])
        #expect(close.window == 3)
        #expect(close.pk == 1.0 / 9)
        #expect(close.windowDiff == 3.0 / 9)
    }

    @Test func `texts of other lengths, and too short ones, have no value`() throws {
        let (one, other) = (Segmentation(count: 4, boundaries: [1]), Segmentation(count: 5, boundaries: [1]))
        #expect(SegmentationMetrics(hypothesis: one, reference: other) == nil)
        #expect(try metrics([1, 1], [2]).pk == nil)
        #expect(try metrics([1, 1], [2]).windowDiff == nil)
        #expect(try metrics([2], [2]).boundarySimilarity == 1)
    }

    // MARK: Books

    private func book(_ text: String, sections: [(offset: Int, heading: Int)]) -> Book {
        let ends = sections.dropFirst().map(\.offset) + [text.utf8.count]
        return Book(
            name: "b", text: text,
            sections: zip(sections, ends).map { section, end in
                Section(
                    title: "", level: 1,
                    heading: Span(start: section.offset, end: section.offset + section.heading),
                    span: Span(start: section.offset, end: end))
            }, sceneBreaks: [], origins: OriginMap())
    }

    private static let text = "One. Two.\n\nI\n\nThree. Four.\n\nII\n\nFive.\n"

    @Test func `the units of a book are its sentences or its paragraphs, headings among them`() {
        let book = book(Self.text, sections: [(11, 1), (27, 2)])
        let sentences = BookUnits(of: book, .sentence)
        #expect(sentences.starts == [0, 5, 11, 14, 21, 28, 32])
        let paragraphs = BookUnits(of: book, .paragraph)
        #expect(paragraphs.starts == [0, 11, 14, 28, 32])
        #expect(paragraphs.sections.lengths == [1, 2, 2])
        #expect(sentences.sections.lengths == [2, 3, 2])
    }

    @Test func `a cut inside a unit counts at the nearer end`() {
        let units = BookUnits(of: book(Self.text, sections: []), .paragraph)
        let cuts = units.segmentation(cutAt: [0, 5, 21, 28])
        // 5 lies 5 behind the first paragraph and 6 before the second; 21 is as near to both and goes to the later.
        #expect(cuts.segmentation.boundaries == [3])
        #expect(cuts.inside == 2)
        #expect(units.segmentation(cutAt: [0, 7]).segmentation.boundaries == [1])
    }

    @Test func `between a part's heading and its first chapter nothing ends`() {
        let text = "PART ONE\n\nCHAPTER I\n\nOne.\n\nCHAPTER II\n\nTwo.\n"
        let units = BookUnits(of: book(text, sections: [(0, 8), (10, 9), (27, 10)]), .paragraph)
        #expect(units.sections.lengths == [3, 2])
    }
}
